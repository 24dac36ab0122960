"""`ozg-tui pruefen --suche` makes the search index anew."""

from sqlalchemy import delete, func, select

from db.search.table import search_entry
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
        "Was soll geprüft werden? Möglich ist --suche: Der Suchindex wird neu aufgebaut.\n"
    )


def test_an_unknown_filter_is_a_wrong_call(run):
    answer = run("suche", "farbe:rot")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("»farbe:« ist kein Filter. Möglich sind: art, ")
    assert run("kommune", "farbe:rot").code == 3
