"""`ozg-tui pruefen` makes the search index anew and holds the history against its chain."""

from sqlalchemy import delete, func, select, update

from db.search.table import search_entry
from db.tables import Change
from tests.kit.stores import opened


def test_the_index_is_made_anew_and_counted(run, own):
    with opened(f"sqlite:///{own}") as store, store.engine.begin() as connection:
        before = connection.scalar(select(func.count()).select_from(search_entry))
        connection.execute(delete(search_entry))
    assert run("--db", own, "suche", "homberg").code == 3
    answer = run("--db", own, "pruefen", "--suche")
    assert (answer.code, answer.out) == (0, f"Suchindex neu aufgebaut: {before} Einträge.\n")
    assert run("--db", own, "suche", "homberg").code == 0
    assert run("--db", own, "verify", "--suche", "--json").json == {
        "schema_version": 1,
        "search_entries": before,
    }


def test_without_a_subject_it_says_what_can_be_checked(run):
    answer = run("pruefen")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err == (
        "Was soll geprüft werden? --suche baut den Suchindex neu auf, --verlauf prüft, ob der "
        "Verlauf vollständig und unverändert ist.\n"
    )


def test_an_unknown_filter_is_a_wrong_call(run):
    answer = run("suche", "farbe:rot")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("»farbe:« ist kein Filter. Möglich sind: anrede, art, ")
    assert run("kommune", "farbe:rot").code == 3


def test_a_whole_history_is_said_to_be_whole_and_its_seal_is_found_again(run, own):
    answer = run("--db", own, "pruefen", "--verlauf")
    assert answer.code == 0
    assert answer.out.startswith("Der Verlauf ist vollständig und unverändert: ")
    told = run("--db", own, "pruefen", "--verlauf", "--json").json["history"]
    assert told["broken_row"] is None
    assert told["seal"] in answer.out
    assert run("--db", own, "pruefen", "--verlauf", "--siegel", told["seal"]).code == 0
    other = told["seal"].translate(str.maketrans("0123456789", "1234567890"))
    assert run("--db", own, "pruefen", "--verlauf", "--siegel", other).code == 3


def test_the_first_bent_row_is_named(run, own):
    with opened(f"sqlite:///{own}") as store, store.engine.begin() as connection:
        connection.execute(update(Change).where(Change.id.in_([7, 9])).values(actor="niemand"))
    answer = run("--db", own, "pruefen", "--verlauf")
    assert answer.code == 4
    assert answer.out.startswith("Der Verlauf ist nicht, wie er geschrieben wurde. Zeile 7 ("), (
        answer.out
    )
    assert run("--db", own, "pruefen", "--verlauf", "--json").json["history"]["broken_row"] == 7


def test_a_seal_belongs_to_the_history(run, own):
    assert run("--db", own, "pruefen", "--suche", "--siegel", "ab").code == 2
