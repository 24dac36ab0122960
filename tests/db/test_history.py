"""Every change leaves who, when, before and after in the transaction that makes it."""

from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db.errors import RefusedError
from db.history import UNTRACKED, UntrackedChangeError
from db.store import Store
from db.tables import (
    Application,
    Base,
    Change,
    Contact,
    Draft,
    Organisation,
    Participant,
    Resolution,
    Reversal,
    Subscription,
)
from tests.kit.rows import ACTOR, MORNING, SAMPLES, kommune, number, save

TRACKED = sorted(
    (
        mapper.class_
        for mapper in Base.registry.mappers
        if mapper.class_.__tablename__ not in UNTRACKED
    ),
    key=lambda table: table.__name__,
)


def history(store: Store, table: str | None = None) -> list[Change]:
    statement = select(Change).order_by(Change.id)
    if table is not None:
        statement = statement.where(Change.table_name == table)
    with store.reading() as session:
        return list(session.scalars(statement))


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def test_every_table_has_a_sample_here() -> None:
    assert set(SAMPLES) == set(TRACKED)
    assert {
        "change", "determination", "draft", "exchange", "receipt", "reversal", "seal",
        "seed_record",
    } == UNTRACKED  # fmt: skip


@pytest.mark.parametrize("table", TRACKED, ids=lambda table: table.__name__)
def test_a_row_leaves_its_whole_life_in_the_history(store: Store, table: type[Base]) -> None:
    sample, name = SAMPLES[table], table.__tablename__
    start = store.clock.now()
    with store.writing("beck") as session:
        row = sample.make(session)
        session.add(row)
        session.flush()
        identity = row.id  # type: ignore[attr-defined]
    with store.writing("kaya") as session:
        setattr(session.get_one(table, identity), sample.column, sample.value)
    with store.writing("vogt") as session:
        session.delete(session.get_one(table, identity))

    added, changed, removed = history(store, name)
    assert [each.action for each in (added, changed, removed)] == ["insert", "update", "delete"]
    assert [each.actor for each in (added, changed, removed)] == ["beck", "kaya", "vogt"]
    assert {each.row_id for each in (added, changed, removed)} == {str(identity)}
    assert len({each.unit for each in (added, changed, removed)}) == 3
    assert start < added.at < changed.at < removed.at < store.clock.now()
    assert added.before is None
    assert removed.after is None
    assert added.after is not None
    assert changed.after is not None
    assert changed.before is not None
    assert removed.before is not None
    assert changed.after[sample.column] == plain(sample.value)
    assert changed.before[sample.column] == added.after.get(sample.column)
    # Undo is built on it: what was removed is what had been added, and then changed.
    counters = {"version", "changed_at"}
    merged = {**added.after, **changed.after}
    became = {column: value for column, value in merged.items() if value is not None}
    assert {key: value for key, value in removed.before.items() if key not in counters} == {
        key: value for key, value in became.items() if key not in counters
    }


def test_a_save_is_one_unit_whatever_it_touches(store: Store) -> None:
    giessen = kommune()
    with store.writing(ACTOR) as session:
        session.add(giessen)
        session.flush()
        session.add(Contact(organisation_id=giessen.id, family_name="Müller"))
    assert len({each.unit for each in history(store)}) == 1
    assert {each.table_name for each in history(store)} == {
        "organisation",
        "organisation_period",
        "contact",
    }


def test_looking_and_setting_the_same_value_leaves_no_trace(store: Store) -> None:
    identity = save(store, kommune())
    before = len(history(store))
    with store.writing("kaya") as session:
        row = session.get_one(Organisation, identity)
        row.town = row.town
        row.note = None
    with store.reading() as session:
        row = session.get_one(Organisation, identity)
        assert (row.version, row.changed_by) == (1, ACTOR)
    assert len(history(store)) == before


def test_a_change_of_an_unread_value_still_knows_what_was_there(store: Store) -> None:
    identity = save(store, Organisation(town="Gießen"))
    with store.writing("kaya") as session:
        row = session.get_one(Organisation, identity)
        session.expire(row)
        row.town = "Wetzlar"
    last = history(store, "organisation")[-1]
    assert (last.before or {})["town"] == "Gießen"


def _with_number(store: Store) -> tuple[int, int]:
    with store.writing(ACTOR) as session:
        giessen = kommune()
        session.add(giessen)
        session.flush()
        person = Contact(
            organisation_id=giessen.id,
            family_name="Müller",
            numbers=[number("0641 306-0", "+496413060")],
        )
        session.add(person)
    return giessen.id, person.id


def test_every_change_names_the_record_that_the_row_is_part_of(store: Store) -> None:
    place, person = _with_number(store)
    with store.writing(ACTOR) as session:
        lead = Participant(
            organisation_id=place, position=1, role="lead", resolution=Resolution(status="open")
        )
        application = Application(number="IKZ-1", title="Amt", participants=[lead])
        session.add(application)
    with store.writing(ACTOR) as session:
        session.get_one(Contact, person).numbers[0].raw = "0641 306-1"
        session.get_one(Resolution, lead.resolution.id).status = "passed"
    with store.writing(ACTOR) as session:
        session.delete(session.get_one(Contact, person))
        session.delete(session.get_one(Application, application.id))
    named = {
        "organisation": f"organisation/{place}",
        "organisation_period": f"organisation/{place}",
        "contact": f"contact/{person}",
        "phone_number": f"contact/{person}",
        "application": f"application/{application.id}",
        "participant": f"application/{application.id}",
        "resolution": f"application/{application.id}",
    }
    seen = history(store)
    assert {each.table_name for each in seen} == set(named)
    assert [(each.table_name, each.record) for each in seen] == [
        (each.table_name, named[each.table_name]) for each in seen
    ]


def test_a_unit_is_answered_once_and_for_ever(store: Store) -> None:
    with store.writing(ACTOR) as session:
        session.add(Reversal(unit="b", of_unit="a", actor=ACTOR, gives_back=False))
    for again in (("c", "a"), ("b", "d")):
        with pytest.raises(RefusedError), store.writing(ACTOR) as session:
            session.add(Reversal(unit=again[0], of_unit=again[1], actor=ACTOR, gives_back=False))
    for statement in (delete(Reversal), update(Reversal).values(actor="x")):
        with store.writing(ACTOR) as session, pytest.raises(UntrackedChangeError):
            session.execute(statement)


def test_a_deleted_contact_leaves_its_numbers_in_the_history(store: Store) -> None:
    _, person = _with_number(store)
    with store.writing(ACTOR) as session:
        session.delete(session.get_one(Contact, person))
    removed = [each for each in history(store) if each.action == "delete"]
    assert {each.table_name for each in removed} == {"contact", "phone_number"}


def test_a_deleted_organisation_leaves_its_own_numbers_in_the_history(store: Store) -> None:
    place = save(store, kommune())
    save(store, number("0641 306-0", "+496413060", organisation_id=place))
    with store.writing(ACTOR) as session:
        session.delete(session.get_one(Organisation, place))
    removed = [each for each in history(store) if each.action == "delete"]
    assert {each.table_name for each in removed} == {
        "organisation",
        "organisation_period",
        "phone_number",
    }


def test_a_number_taken_from_a_contact_is_a_deletion(store: Store) -> None:
    _, person = _with_number(store)
    with store.writing("kaya") as session:
        row = session.get_one(Contact, person)
        row.numbers.clear()
    removed = [each for each in history(store) if each.action == "delete"]
    assert [(each.table_name, each.actor) for each in removed] == [("phone_number", "kaya")]


def test_a_session_without_a_name_cannot_write(store: Store) -> None:
    with pytest.raises(UntrackedChangeError), store.writing("") as session:
        session.add(kommune())
    with pytest.raises(UntrackedChangeError), store.reading() as session:  # noqa: PT012
        session.add(kommune())
        session.flush()
    with store.reading() as session:
        assert session.scalars(select(Organisation)).all() == []
    assert history(store) == []


def _by_session_insert(session: Session) -> None:
    session.execute(insert(Subscription).values(email="x@y.de", consent="confirmed"))


def _by_session_insert_many(session: Session) -> None:
    session.execute(insert(Subscription), [{"email": "x@y.de", "consent": "confirmed"}])


def _by_session_update(session: Session) -> None:
    session.execute(update(Subscription).values(bounced=True))


def _by_session_delete(session: Session) -> None:
    session.execute(delete(Subscription))


def _by_table(session: Session) -> None:
    session.execute(Subscription.__table__.delete())


def _by_connection(session: Session) -> None:
    session.connection().execute(update(Subscription).values(bounced=True))


def _by_query(session: Session) -> None:
    session.query(Subscription).update({"bounced": True})


def _by_bulk_save(session: Session) -> None:
    session.bulk_save_objects([Subscription(email="x@y.de", consent="confirmed")])


def _by_bulk_insert(session: Session) -> None:
    session.bulk_insert_mappings(Subscription, [{"email": "x@y.de", "consent": "confirmed"}])


BULK = (
    _by_session_insert,
    _by_session_insert_many,
    _by_session_update,
    _by_session_delete,
    _by_table,
    _by_connection,
    _by_query,
    _by_bulk_save,
    _by_bulk_insert,
)


@pytest.mark.parametrize("way", BULK, ids=lambda way: way.__name__.removeprefix("_by_"))
def test_nobody_changes_rows_behind_the_history(store: Store, way: Any) -> None:
    save(store, Subscription(email="a@giessen.de", consent="confirmed"))
    with pytest.raises(UntrackedChangeError), store.writing(ACTOR) as session:
        way(session)
    with pytest.raises(UntrackedChangeError), store.writing(ACTOR) as session:  # noqa: PT012
        # A flush before opens no door for what comes after it.
        session.add(kommune())
        session.flush()
        way(session)
    with store.reading() as session:
        kept = session.scalars(select(Subscription)).one()
        assert (kept.email, kept.bounced) == ("a@giessen.de", False)
    assert len(history(store)) == 1


def test_the_engine_itself_refuses_bulk_statements(store: Store) -> None:
    with store.engine.begin() as connection, pytest.raises(UntrackedChangeError):
        connection.execute(insert(Subscription).values(email="x@y.de", consent="confirmed"))
    with store.engine.begin() as connection, pytest.raises(UntrackedChangeError):
        connection.execute(delete(Contact))


def test_drafts_may_be_written_in_bulk(store: Store) -> None:
    draft = {"actor": ACTOR, "form": "contact", "saved_at": MORNING, "content": {"a": "b"}}
    with store.writing(ACTOR) as session:
        session.execute(insert(Draft), [draft])
    with store.writing(ACTOR) as session:
        session.execute(delete(Draft).where(Draft.actor == ACTOR))
    assert history(store) == []


def _assert_guarded(store: Store) -> None:
    """No connection of the pool is left with the door open."""
    connections = [store.engine.connect() for _ in range(3)]
    try:
        for connection in connections:
            with pytest.raises(UntrackedChangeError):
                connection.execute(delete(Subscription))
    finally:
        for connection in connections:
            connection.close()


def test_a_save_that_is_given_up_leaves_nothing(store: Store) -> None:
    with pytest.raises(KeyboardInterrupt), store.writing(ACTOR) as session:  # noqa: PT012
        session.add(kommune())
        session.flush()
        raise KeyboardInterrupt
    assert history(store) == []
    with store.reading() as session:
        assert session.scalars(select(Organisation)).all() == []
    _assert_guarded(store)


def test_a_refused_save_leaves_no_half_and_no_open_door(store: Store) -> None:
    save(store, Subscription(email="a@giessen.de", consent="confirmed"))
    with pytest.raises(RefusedError), store.writing(ACTOR) as session:  # noqa: PT012
        session.add(kommune())
        session.flush()
        session.add(Subscription(email="a@giessen.de", consent="requested"))
    assert len(history(store)) == 1
    _assert_guarded(store)
    save(store, Subscription(email="b@giessen.de", consent="requested"))
    assert len(history(store)) == 2


def test_the_door_is_shut_in_the_session_whose_save_was_refused(store: Store) -> None:
    save(store, Subscription(email="a@giessen.de", consent="confirmed"))
    with store.writing(ACTOR) as session:
        session.add(Subscription(email="a@giessen.de", consent="requested"))
        with pytest.raises(IntegrityError):
            session.flush()
        session.rollback()
        with pytest.raises(UntrackedChangeError):
            session.execute(delete(Subscription))
        with pytest.raises(UntrackedChangeError):
            session.connection().execute(delete(Subscription))


def test_a_refused_part_of_a_save_leaves_the_rest_and_its_history(store: Store) -> None:
    save(store, Subscription(email="a@giessen.de", consent="confirmed"))
    with store.writing(ACTOR) as session:
        session.add(Subscription(email="b@giessen.de", consent="confirmed"))
        session.flush()
        with pytest.raises(IntegrityError), session.begin_nested():  # noqa: PT012
            session.add(Subscription(email="a@giessen.de", consent="requested"))
            session.flush()
        with pytest.raises(UntrackedChangeError):
            session.connection().execute(delete(Subscription))
    assert [(each.after or {})["email"] for each in history(store)] == [
        "a@giessen.de",
        "b@giessen.de",
    ]
