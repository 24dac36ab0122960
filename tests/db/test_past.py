"""The store as it was known: rows that were changed, added and removed since stand as they did."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.past import Known, known_now, one_state
from db.store import Store
from db.tables import Booking, Call, Change, Contact, OrganisationPeriod, RuleSet
from tests.kit.rows import ACTOR, MORNING, kommune, save


@pytest.fixture
def place(store: Store) -> int:
    return save(store, kommune())


def _known(store: Store) -> Known:
    with one_state(store.engine) as reader:
        return known_now(reader)


def test_what_was_changed_stands_as_it_was(store: Store, place: int) -> None:
    number = save(store, Booking(organisation_id=place, module=1,
                                 funding_source="umsetzungsvereinbarung",
                                 booked_on=date(2021, 3, 1)))  # fmt: skip
    known = _known(store)
    for state in ("scheduled", "held"):
        with store.writing(ACTOR) as session:
            booking = session.get_one(Booking, number)
            booking.state, booking.booked_on = state, date(2021, 4, 1)
    with one_state(store.engine, known) as reader:
        rows = reader.execute(select(Booking.state, Booking.booked_on)).all()
        assert rows == [("registered", date(2021, 3, 1))]
    with one_state(store.engine) as reader:
        assert reader.execute(select(Booking.state)).scalars().all() == ["held"]


def test_what_came_later_is_not_there_and_what_went_is(store: Store, place: int) -> None:
    gone = save(store, Call(started_at=MORNING, taken_by=ACTOR, text="früher"))
    known = _known(store)
    save(store, Call(started_at=MORNING, taken_by=ACTOR, text="später"), kommune("Buseck", key="1"))
    with store.writing(ACTOR) as session:
        session.delete(session.get_one(Call, gone))
    with one_state(store.engine, known) as reader:
        assert reader.execute(select(Call.text, Call.started_at)).all() == [("früher", MORNING)]
        assert reader.execute(select(OrganisationPeriod.name)).scalars().all() == ["Gießen"]


def test_rows_without_a_later_change_are_read_where_they_are(store: Store, place: int) -> None:
    save(store, Contact(organisation_id=place, family_name="Probe"))
    known = _known(store)
    save(store, Contact(organisation_id=place, family_name="Später"))
    with one_state(store.engine, known) as reader, Session(reader) as session:
        assert [each.family_name for each in session.scalars(select(Contact))] == ["Probe"]


def test_the_history_ends_there_too(store: Store, place: int) -> None:
    known = _known(store)
    save(store, Call(started_at=MORNING, taken_by=ACTOR))
    with one_state(store.engine, known) as reader:
        assert max(reader.execute(select(Change.id)).scalars()) == known.through


def test_documents_come_back_as_they_were(store: Store) -> None:
    number = save(store, RuleSet(code="x", topic="ikz", name="x", valid_from=date(2020, 1, 1),
                                 is_default=True, source="S2", parameters={"a": [1]}))  # fmt: skip
    known = _known(store)
    with store.writing(ACTOR) as session:
        session.get_one(RuleSet, number).parameters = {"a": [2]}
    with one_state(store.engine, known) as reader:
        assert reader.execute(select(RuleSet.parameters)).scalar_one() == {"a": [1]}


def test_nothing_of_the_past_stays(store: Store, place: int) -> None:
    known = _known(store)
    save(store, kommune("Buseck", key="1"))
    with one_state(store.engine, known):
        pass
    with one_state(store.engine) as reader:
        assert len(reader.execute(select(OrganisationPeriod.id)).all()) == 2
    with store.reading() as session:
        assert len(session.scalars(select(OrganisationPeriod)).all()) == 2


def test_a_change_that_was_not_written_yet_counts_as_later(store: Store, place: int) -> None:
    through = _known(store).through
    save(store, Call(started_at=MORNING, taken_by=ACTOR))
    known = Known(_known(store).through, (through + 1,))
    with one_state(store.engine, known) as reader:
        assert reader.execute(select(Call.id)).all() == []
