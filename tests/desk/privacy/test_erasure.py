"""An erased person is nowhere: not in rows, history and index, nor in files and lists."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from db import chain
from db.errors import NotFoundError, RefusedError
from db.metadata import metadata
from db.search.table import search_entry, search_word
from db.tables import Call, Change, Contact, Draft, Erasure, FollowUp, Note, Subscription
from ozg_tui.desk.core.drafts import find
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.exchange.exports import LISTS, export
from ozg_tui.desk.history.verifying import examine
from ozg_tui.desk.privacy.access import access
from ozg_tui.desk.privacy.erasure import erase, preview
from ozg_tui.desk.privacy.found import Tie
from ozg_tui.desk.privacy.person import meant
from ozg_tui.desk.privacy.told import erased
from ozg_tui.desk.search.asking import find as search
from ozg_tui.desk.store.backups import back_up_now
from ozg_tui.desk.undo.take_back import find as find_undo
from seeds.load import load
from tests.kit.canaries import (
    DIGITS,
    FAMILY,
    GIVEN,
    MAIL,
    NUMBER,
    WITNESS,
    WORDS,
    has_canary,
    number_of,
    rows_with_canaries,
)
from tests.kit.oracle import assert_whole

_TEXTS = frozenset({"version", "note", "printed_matter", "changed_at", "changed_by"})
_FIGURES = ("application", "booking", "participant", "payment", "resolution")


def figures(desk) -> str:
    """A hash over all amounts, days and states of what is funded."""
    with reading(desk) as session:
        rows: list[Any] = []
        for name in _FIGURES:
            table = metadata.tables[name]
            columns = [each for each in table.columns if each.name not in _TEXTS]
            rows += session.execute(select(*columns).order_by(columns[0])).all()
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def bytes_of(desk) -> bytes:
    """What lies in the files of the store, of a server in those of its database."""
    if desk.is_embedded:
        store = Path(str(desk.engine.url.database))
        return b"".join(each.read_bytes() for each in sorted(store.parent.iterdir()))
    with desk.engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.execute(text("CHECKPOINT"))
        folder = connection.scalar(text("SELECT current_setting('data_directory')"))
        database = connection.scalar(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        )
    files = sorted((Path(str(folder)) / "base" / str(database)).iterdir())
    return b"".join(each.read_bytes() for each in files)


def canaries_in(content: bytes) -> set[str]:
    """Which words and numbers of the person stand in the bytes, folded or not."""
    small = content.lower()
    wanted = {*WORDS, *DIGITS, *(number[::-1] for number in DIGITS), "kanari"}
    return {word for word in wanted if word.encode() in small}


def test_nothing_of_the_person_is_left_anywhere(desk, tmp_path):
    number, before = number_of(desk), figures(desk)
    assert canaries_in(bytes_of(desk)) >= {"zweigkanari", DIGITS[0], "kanari"}
    done = erase(desk, number)
    assert done.remains == ""
    with reading(desk) as session:
        assert list(rows_with_canaries(session.connection())) == []
        for table in (search_entry, search_word):
            assert not [row for row in session.execute(select(table)) if has_canary(str(row))]
    assert figures(desk) == before
    for listed in LISTS.values():
        for form in ("csv", "xlsx"):
            export(desk, listed, "", form, tmp_path / f"{listed.word}.{form}")
    assert canaries_in(b"".join(each.read_bytes() for each in tmp_path.iterdir())) == set()
    # Last, because whatever is saved may write over what is left.
    assert canaries_in(bytes_of(desk)) == set()


def test_the_backups_that_still_hold_the_person_are_named(desk):
    if not desk.is_embedded:
        return
    kept = back_up_now(desk)
    done = erase(desk, number_of(desk))
    assert done.copies == (kept.backup.path,)
    assert any(kept.backup.path.name in each for each in erased(done))


def test_what_others_read_meanwhile_is_said_and_done_the_next_time(desk, monkeypatch):
    number = number_of(desk)
    if desk.is_embedded:
        monkeypatch.setattr("db.erasing._PATIENCE_SECONDS", 0)
        with desk.engine.connect() as other:
            other.exec_driver_sql("SELECT count(*) FROM contact").close()
            done = erase(desk, number)
            assert "Ein anderes Fenster" in done.remains
            assert any("noch nicht überschrieben" in each for each in erased(done))
        assert erase(desk, number).remains == ""
        assert canaries_in(bytes_of(desk)) == set()


def test_the_history_still_tells_how_every_row_came_to_be(desk):
    erase(desk, number_of(desk))
    assert_whole(desk.store)
    with reading(desk) as session:
        verified = chain.verify(session.connection())
    assert verified.broken is None
    assert verified.erased > 0


def test_what_is_of_others_stays_as_it_is(desk):
    erase(desk, number_of(desk))
    with reading(desk) as session:
        witness = session.scalars(select(Contact).where(Contact.family_name == WITNESS)).one()
        assert [each.raw for each in witness.numbers] == ["0561 90009-0"]
        texts = set(session.scalars(select(Note.text)))
    assert "Sitzung am Montag" in texts
    assert f"Kennt {mark(desk)}; Zentrale 0561 90009-0" in texts
    assert find(desk, "call").content["text"] == "Sitzung am Dienstag"


def mark(desk) -> str:
    with reading(desk) as session:
        return f"gelöscht ({session.scalars(select(Erasure.contact_id)).one()})"


def test_where_the_person_stood_stands_the_number(desk):
    number = number_of(desk)
    erase(desk, number)
    with reading(desk) as session:
        contact = session.get(Contact, number)
        assert contact.family_name == f"gelöscht ({number})"
        assert (contact.given_name, contact.title, contact.note) == (None, None, None)
        assert contact.historic_on == desk.today()
        assert (contact.numbers, contact.addresses, contact.roles) == ([], [], [])
        calls = session.scalars(select(Call).order_by(Call.id)).all()
        assert {each.raw_number for each in calls} == {f"gelöscht ({number})"}
        assert {each.e164 for each in calls} == {None}
        subscription = session.scalars(select(Subscription)).one()
        assert subscription.email == f"gelöscht ({number}/{subscription.id})"
        assert subscription.consent == "ended"
        assert session.scalars(select(Draft).where(Draft.form == "contact")).all() == []
    assert search(desk, FAMILY).hits == search(desk, NUMBER).hits == search(desk, MAIL).hits == []
    with pytest.raises(NotFoundError):
        meant(desk, FAMILY)
    assert meant(desk, f"gelöscht ({number})") == number


def test_the_erasure_says_who_and_how_many_and_nothing_else(desk):
    number = number_of(desk)
    told = preview(desk, number)
    done = erase(desk, number)
    with reading(desk) as session:
        row = session.scalars(select(Erasure)).one()
        assert (row.actor, row.contact_id, row.rows) == (desk.actor, number, done.rows)
        assert row.cleaned_at is not None
        assert row.content == done.by_table
    sure = len(told.answer.rows) - told.answer.number(Tie.POSSIBLE)
    assert done.rows == sure
    assert done.left == told.answer.number(Tie.POSSIBLE)
    assert sum(row.content.values()) == row.rows


def test_it_cannot_be_taken_back(desk):
    erase(desk, number_of(desk))
    with pytest.raises(RefusedError, match="Löschung"):
        find_undo(desk, None)


def test_who_has_the_record_open_does_not_bring_it_back(desk):
    from ozg_tui.desk.register.contacts import CONTACTS

    number = number_of(desk)
    opened = CONTACTS.read(desk, number)
    erase(desk, number)
    assert CONTACTS.read(desk, number).version > opened.version


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (lambda number: Call(
            started_at=None, taken_by="anna", result="call_back", contact_id=number
        ), "1 offener Anruf"),
        (lambda number: FollowUp(
            due_on=None, owner="anna", text="Rückruf", contact_id=number
        ), "1 offene Wiedervorlage"),
    ],
)  # fmt: skip
def test_who_is_still_needed_is_not_erased(desk, row, said):
    number = number_of(desk)
    case = row(number)
    with desk.store.writing("anna") as session:
        if isinstance(case, Call):
            case.started_at = session.now
        else:
            case.due_on = desk.today()
        session.add(case)
    assert preview(desk, number).cases == said
    with pytest.raises(RefusedError, match=said):
        erase(desk, number)
    with reading(desk) as session:
        assert session.scalars(select(Erasure)).all() == []
    assert number_of(desk) == number


def test_a_name_that_others_bear_is_left_unless_it_is_wanted(desk):
    number = number_of(desk)
    with desk.store.writing("anna") as session:
        place = session.get(Contact, number).organisation_id
        session.add(Contact(organisation_id=place, family_name=FAMILY, given_name="Otto"))
        session.add(
            Note(
                written_at=session.now, written_by="anna", organisation_id=place,
                text=f"Frau {FAMILY} fehlt",
            )
        )  # fmt: skip
    left = erase(desk, number).left
    assert left >= 2
    with reading(desk) as session:
        texts = set(session.scalars(select(Note.text)))
        assert f"Frau {FAMILY} fehlt" in texts
        assert not any(GIVEN in each for each in texts)
        assert session.scalars(select(Contact).where(Contact.family_name == FAMILY)).one()


def test_erased_again_there_is_nothing_more_to_erase(desk):
    number = number_of(desk)
    erase(desk, number)
    answer = access(desk, number)
    assert {each.tie for each in answer.rows} == {Tie.OWN}
    before = _all_changes(desk)
    erase(desk, number)
    assert _all_changes(desk)[: len(before)] == before


def test_the_history_stays_one_chain(desk):
    erase(desk, number_of(desk))
    found = examine(desk)
    assert found.broken is None
    assert found.erased > 0
    assert f"davon {found.erased} ohne Inhalt" in found.sentence


def _all_changes(desk) -> list[Any]:
    with reading(desk) as session:
        columns = (Change.id, Change.table_name, Change.before, Change.after)
        return [
            (row.id, row.table_name, _named(row.before), _named(row.after))
            for row in session.execute(select(*columns).order_by(Change.id))
        ]


def _named(payload: dict[str, Any] | None) -> list[tuple[str, Any]]:
    return sorted((payload or {}).items(), key=str)


def test_the_facts_of_the_sources_do_not_bring_the_person_back(stores, dialect):
    from ozg_tui.desk.core.desk import Desk

    with stores.opened(dialect, load) as store:
        desk = Desk(store.engine, "probe", store.clock)
        number = meant(desk, "Benjamin Maser")
        erase(desk, number)
        with store.writing("Umstellung") as session:
            session.execute(text("DELETE FROM seed_record WHERE seed = 'fingerprint'"))
        load(store)
        with reading(desk) as session:
            assert not session.scalars(select(Contact).where(Contact.family_name == "Maser")).all()
            assert not session.scalars(select(Change).where(Change.row_id == "0")).all()
        desk.close()
