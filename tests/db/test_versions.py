"""Whoever saves a record that somebody else has saved meanwhile is told so."""

import pytest
from sqlalchemy.orm.exc import StaleDataError

from db.store import Store
from db.tables import Contact, Organisation
from tests.kit.rows import ACTOR, SAMPLES, kommune, number, save


def _contact(store: Store) -> int:
    place = save(store, kommune())
    return save(
        store,
        Contact(
            organisation_id=place,
            family_name="Müller",
            numbers=[number("0641 306-0", "+496413060")],
        ),
    )


def _version(store: Store, person: int) -> int:
    with store.reading() as session:
        return session.get_one(Contact, person).version


def test_the_second_of_two_saves_is_told_that_it_is_stale(store: Store) -> None:
    person = _contact(store)
    with store.reading() as session:
        old = session.get_one(Contact, person)
    with store.writing("kaya") as session:
        session.get_one(Contact, person).note = "von Kaya"
    with pytest.raises(StaleDataError), store.writing("beck") as session:  # noqa: PT012
        session.add(old)
        old.note = "von Beck"
    with store.reading() as session:
        kept = session.get_one(Contact, person)
        assert (kept.note, kept.version, kept.changed_by) == ("von Kaya", 2, "kaya")


def test_a_stale_removal_is_refused(store: Store) -> None:
    place = save(store, Organisation(town="Gießen"))
    with store.reading() as session:
        old = session.get_one(Organisation, place)
    with store.writing("kaya") as session:
        session.get_one(Organisation, place).town = "Wetzlar"
    with pytest.raises(StaleDataError), store.writing("beck") as session:
        session.delete(old)
    with store.reading() as session:
        assert session.get_one(Organisation, place).town == "Wetzlar"


@pytest.mark.parametrize(
    "table",
    [table for table in SAMPLES if hasattr(table, "version")],
    ids=lambda table: table.__name__,
)
def test_every_save_counts_up(stores, table) -> None:  # type: ignore[no-untyped-def]
    sample = SAMPLES[table]
    with stores.opened("sqlite") as store:
        with store.writing(ACTOR) as session:
            row = sample.make(session)
            session.add(row)
            session.flush()
            identity = row.id
        with store.writing("kaya") as session:
            setattr(session.get_one(table, identity), sample.column, sample.value)
        with store.reading() as session:
            row = session.get_one(table, identity)
            assert (row.version, row.changed_by) == (2, "kaya")


def test_a_stamp_makes_the_record_count_though_its_own_fields_stay(store: Store) -> None:
    person = _contact(store)
    with store.writing("kaya") as session:
        row = session.get_one(Contact, person)
        row.numbers[0].raw = "0641 306-1"
        row.changed_at = store.clock.now()
    assert _version(store, person) == 2


def test_a_number_more_counts_for_the_contact(store: Store) -> None:
    person = _contact(store)
    with store.writing("kaya") as session:
        row = session.get_one(Contact, person)
        row.numbers.append(number("0641 1", "+496411"))
    assert _version(store, person) == 2


def test_a_number_less_counts_for_the_contact(store: Store) -> None:
    person = _contact(store)
    with store.writing("kaya") as session:
        row = session.get_one(Contact, person)
        row.numbers.clear()
    assert _version(store, person) == 2


def test_a_corrected_number_counts_for_the_contact(store: Store) -> None:
    person = _contact(store)
    with store.writing("kaya") as session:
        session.get_one(Contact, person).numbers[0].raw = "0641 306-1"
    assert _version(store, person) == 2


def test_two_officers_cannot_correct_the_same_number_unseen(store: Store) -> None:
    person = _contact(store)
    with store.reading() as session:
        old = session.get_one(Contact, person)
        assert old.numbers
    with store.writing("kaya") as session:
        session.get_one(Contact, person).numbers[0].raw = "0641 306-1"
    with pytest.raises(StaleDataError), store.writing("beck") as session:  # noqa: PT012
        session.add(old)
        old.numbers[0].raw = "0641 306-2"
