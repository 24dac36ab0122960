"""Rows that are part of a record are saved, counted and deleted with it, never by themselves."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from db.store import Store
from db.tables import (
    Address,
    Application,
    Base,
    Change,
    Contact,
    Organisation,
    Participant,
    PhoneNumber,
    Resolution,
    Service,
    ServiceBundle,
)
from db.tables.base import OWNED
from tests.kit.rows import ACTOR, kommune, number, save


def _case(store: Store) -> int:
    place = save(store, kommune())
    lead = Participant(
        organisation_id=place, position=1, role="lead", resolution=Resolution(status="open")
    )
    return save(store, Application(number="IKZ-1", title="Standesamt", participants=[lead]))


def _version(store: Store, table: type[Base], identity: int) -> int:
    with store.reading() as session:
        return int(session.get_one(table, identity).version)  # type: ignore[attr-defined]


def test_a_part_of_a_part_counts_for_the_record(store: Store) -> None:
    case = _case(store)
    with store.writing("kaya") as session:
        session.scalars(select(Resolution)).one().status = "passed"
    assert _version(store, Application, case) == 2


def test_a_service_counts_for_its_bundle(store: Store) -> None:
    services = [Service(number=1, name="Baugenehmigung")]
    bundle = save(store, ServiceBundle(code="bauen", position=3, name="Bauen", services=services))
    with store.writing("kaya") as session:
        session.scalars(select(Service)).one().name = "Bauantrag"
    assert _version(store, ServiceBundle, bundle) == 2
    with store.writing("kaya") as session:
        session.delete(session.scalars(select(Service)).one())
    assert _version(store, ServiceBundle, bundle) == 3


def test_a_number_that_changes_hands_counts_for_both(store: Store) -> None:
    place = save(store, kommune())
    numbers = [number("0641 306-0", "+496413060")]
    person = save(store, Contact(organisation_id=place, family_name="Abt", numbers=numbers))
    with store.writing("kaya") as session:
        moved = session.scalars(select(PhoneNumber)).one()
        moved.contact_id, moved.organisation_id = None, place
    assert _version(store, Contact, person) == 2
    assert _version(store, Organisation, place) == 2


def test_a_save_counts_once_however_many_flushes_it_takes(store: Store) -> None:
    place = save(store, kommune())
    person = save(store, Contact(organisation_id=place, family_name="Abt"))
    with store.writing("kaya") as session:
        row = session.get_one(Contact, person)
        for index in range(3):
            row.numbers.append(number(f"0641 {index}", f"+49641{index}"))
            session.flush()
        row.numbers[0].kind = "mobile"
    assert _version(store, Contact, person) == 2


def test_a_save_after_a_part_was_given_up_counts(store: Store) -> None:
    place = save(store, kommune())
    person = save(store, Contact(organisation_id=place, family_name="Abt"))
    with store.writing("kaya") as session:
        with pytest.raises(IntegrityError), session.begin_nested():
            session.add(PhoneNumber(contact_id=person, kind="?", raw="1", e164="1"))
        session.add(PhoneNumber(contact_id=person, kind="mobile", raw="1", e164="1"))
    assert _version(store, Contact, person) == 2


def test_all_that_goes_with_a_record_is_in_the_history(store: Store) -> None:
    case = _case(store)
    with store.writing("kaya") as session:
        session.delete(session.get_one(Application, case))
    with store.reading() as session:
        removed = session.scalars(select(Change).where(Change.action == "delete")).all()
    assert {(each.table_name, each.actor) for each in removed} == {
        ("application", "kaya"),
        ("participant", "kaya"),
        ("resolution", "kaya"),
    }


def test_what_was_changed_and_then_deleted_leaves_what_was_stored(store: Store) -> None:
    place = save(store, Organisation(town="Gießen", addresses=[Address(kind="email", text="a@b")]))
    with store.writing("kaya") as session:
        row = session.get_one(Organisation, place)
        row.addresses[0].text = "nie@gesichert"
        row.addresses.clear()
    with store.reading() as session:
        last = session.scalars(select(Change).where(Change.action == "delete")).one()
    assert (last.before or {})["text"] == "a@b"


def test_the_database_deletes_nothing_by_itself(store: Store) -> None:
    case = _case(store)
    with store.engine.connect() as connection:
        rules = {
            (table.name, key.ondelete)
            for table in Base.metadata.tables.values()
            for column in table.columns
            for key in column.foreign_keys
        }
        assert {rule for _, rule in rules} == {"RESTRICT"}
        # Spelled as the guard of the history does not read it.
        with pytest.raises(IntegrityError):
            connection.execute(text(f"/**/ DELETE FROM application WHERE id = {case}"))


def test_every_owned_row_goes_with_its_record() -> None:
    for mapper in Base.registry.mappers:
        for column in mapper.columns:
            if not column.info.get(OWNED):
                continue
            (key,) = column.foreign_keys
            owners = [
                each for each in Base.registry.mappers if each.local_table is key.column.table
            ]
            deleting = [
                relation
                for owner in owners
                for relation in owner.relationships
                if relation.mapper is mapper and relation.cascade.delete_orphan
            ]
            assert len(deleting) == 1, f"{mapper} {column}"
            assert not deleting[0].passive_deletes


def test_a_reader_of_records_cannot_write(postgresql_store: Store) -> None:
    with postgresql_store.reading() as session:
        assert session.scalar(text("SHOW transaction_read_only")) == "on"
        assert session.scalar(text("SHOW transaction_isolation")) == "repeatable read"
    with postgresql_store.writing(ACTOR) as session:
        assert session.scalar(text("SHOW transaction_read_only")) == "off"
        assert session.scalar(text("SHOW transaction_isolation")) == "read committed"
