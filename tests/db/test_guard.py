"""The door past the history opens for a flush alone, and shuts whatever becomes of it."""

import pytest
from sqlalchemy import delete, event, text
from sqlalchemy.orm import Session

from db.history import UntrackedChangeError
from db.store import Store
from db.tables import Change, Contact, Subscription
from tests.kit.rows import ACTOR, kommune, save

STATEMENTS = (
    "DELETE FROM subscription",
    "  delete\n from\tsubscription",
    'DELETE FROM "subscription"',
    "Update subscription SET bounced = true",
    "UPDATE contact SET note = 'x' WHERE id = 1",
    "INSERT INTO contact (family_name) VALUES ('x')",
    "WITH old AS (SELECT 1) DELETE FROM contact",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_text_is_refused_like_any_statement(store: Store, statement: str) -> None:
    with store.engine.begin() as connection:
        with pytest.raises(UntrackedChangeError):
            connection.execute(text(statement))
        with pytest.raises(UntrackedChangeError):
            connection.exec_driver_sql(statement)
    with pytest.raises(UntrackedChangeError), store.writing(ACTOR) as session:
        session.execute(text(statement))


def test_reading_statements_and_free_tables_pass(store: Store) -> None:
    save(store, kommune())
    with store.engine.begin() as connection:
        for statement in (
            "SELECT 'DELETE FROM contact'",
            "WITH each AS (SELECT id FROM contact) SELECT * FROM each",
            "UPDATE alembic_version SET version_num = version_num",
            "DELETE FROM draft",
        ):
            connection.execute(text(statement))


def _assert_shut(session: Session) -> None:
    with pytest.raises(UntrackedChangeError):
        session.connection().execute(delete(Subscription))


def test_a_flush_that_finds_nothing_to_do_leaves_the_door_shut(store: Store) -> None:
    place = save(store, kommune())
    with store.writing(ACTOR) as session:
        person = Contact(organisation_id=place, family_name="Abt")
        session.add(person)
        session.expunge(person)
        session.flush()
        _assert_shut(session)


def test_a_flush_that_never_begins_leaves_the_door_shut(store: Store) -> None:
    with store.writing(ACTOR) as session:

        def fail(*_arguments: object) -> None:
            raise ZeroDivisionError

        event.listen(session, "before_flush", fail)
        session.add(kommune())
        with pytest.raises(ZeroDivisionError):
            session.flush()
        _assert_shut(session)
        event.remove(session, "before_flush", fail)
        session.expunge_all()


def test_a_flush_in_one_thread_opens_no_door_in_another(store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor

    def other() -> None:
        with store.engine.connect() as connection, pytest.raises(UntrackedChangeError):
            connection.execute(delete(Change.__table__.metadata.tables["subscription"]))

    with ThreadPoolExecutor(1) as pool, store.writing(ACTOR) as session:
        event.listen(session, "after_flush", lambda *_: pool.submit(other).result())
        session.add(kommune())
