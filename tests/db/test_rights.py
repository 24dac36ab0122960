"""What a server refuses by itself, whatever program asks: reading, editing, deciding, managing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy.engine import URL

from db.connection import open_engine
from db.migrate import revision
from db.rights import Person, person_of
from db.rights_setup import statements
from db.store import Store
from ozg_tui.codes.rights import Right
from tests.kit.clock import DAY, SetClock
from tests.kit.postgres import Server, turn
from tests.kit.rows import kommune, save
from tests.kit.small_world import small_world
from tests.kit.stores import Stores, opened

PEOPLE = {
    "lea": "ozg_lesen",
    "bert": "ozg_bearbeiten",
    "ede": "ozg_entscheiden",
    "vera": "ozg_verwalten",
    "nora": "",
}
"""Invented people and what an administrator has given them; one has nothing."""


@pytest.fixture
def guarded(stores: Stores, postgres: Callable[[], Server]) -> Iterator[URL]:
    """A store on a server that guards the rights, with somebody of each."""
    server = postgres()
    with turn(server.folder / "rights"), stores.copy("postgresql", small_world) as url:
        with opened(url) as store, store.engine.begin() as connection:
            for statement in statements(connection.dialect):
                connection.exec_driver_sql(statement)
            for name, role in PEOPLE.items():
                connection.exec_driver_sql(f"CREATE ROLE {name} LOGIN")
                connection.exec_driver_sql(f"GRANT SELECT ON alembic_version TO {name}")
                if role:
                    connection.exec_driver_sql(f"GRANT {role} TO {name}")
        yield url
        with opened(url) as store, store.engine.begin() as connection:
            for name in (*PEOPLE, *filter(None, PEOPLE.values())):
                connection.exec_driver_sql(f"DROP OWNED BY {name}")
            for name in (*PEOPLE, *reversed(list(filter(None, PEOPLE.values())))):
                connection.exec_driver_sql(f"DROP ROLE {name}")


@contextmanager
def _psql(url: URL, name: str) -> Iterator[psycopg.Connection]:
    host = str(dict(url.query)["host"])
    with psycopg.connect(host=host, user=name, dbname=str(url.database)) as connection:
        yield connection


def _refused(url: URL, name: str, statement: str) -> bool:
    with _psql(url, name) as connection:
        try:
            connection.execute(statement)  # type: ignore[call-overload]
        except InsufficientPrivilege:
            return True
        finally:
            connection.rollback()
    return False


APPROVE = "UPDATE application SET station = 'approved'"
CONFIRM = "UPDATE application SET deviation_by = 'x', deviation_confirmed_by = '{}'"
HISTORY = (
    "INSERT INTO change (unit, at, actor, action, table_name, row_id)"
    " VALUES ('u', now(), '{}', 'insert', 'note', '1')"
)
FORBIDDEN = {
    "lea": (
        "INSERT INTO note (version, text) VALUES (1, 'x')",
        "UPDATE contact SET family_name = 'x'",
        "DELETE FROM phone_number",
        "INSERT INTO draft (actor, form) VALUES ('lea', 'x')",
        "UPDATE alembic_version SET version_num = 'x'",
        "CREATE TABLE mine (id int)",
        HISTORY.format("lea"),
        APPROVE,
    ),
    "bert": (
        APPROVE,
        "UPDATE application SET granted_cents = 1, standard_cents = 1",
        CONFIRM.format("bert"),
        HISTORY.format("vera"),
        "UPDATE change SET actor = 'vera'",
        "DELETE FROM change",
        "DELETE FROM seal",
        "UPDATE rule_set SET name = 'x'",
        "UPDATE colleague SET may = 'manage'",
    ),
    "ede": (CONFIRM.format("vera"), HISTORY.format("bert"), "UPDATE rule_set SET name = 'x'"),
    "vera": ("DELETE FROM change", HISTORY.format("bert")),
    "nora": ("SELECT * FROM contact",),
}
PERMITTED = {
    "lea": ("SELECT * FROM contact", "SELECT * FROM change"),
    "bert": ("UPDATE contact SET family_name = 'x'", HISTORY.format("bert")),
    "ede": (APPROVE, CONFIRM.format("ede"), "UPDATE contact SET family_name = 'x'"),
    "vera": ("UPDATE rule_set SET name = 'x'", APPROVE),
}


def test_what_a_server_refuses_and_permits_past_the_program(guarded: URL) -> None:
    for name, every in FORBIDDEN.items():
        for statement in every:
            assert _refused(guarded, name, statement), (name, statement)
    for name, every in PERMITTED.items():
        for statement in every:
            assert not _refused(guarded, name, statement), (name, statement)


def test_who_edits_saves_with_history_and_search_as_ever(guarded: URL) -> None:
    found = {}
    for name in PEOPLE:
        engine = open_engine(guarded.set(username=name))
        try:
            with engine.connect() as connection:
                if name != "nora":
                    revision(connection)
                found[name] = person_of(connection)
            if name == "bert":
                save(Store(engine, SetClock(DAY)), kommune("Hanau", key="06435014"), actor="bert")
        finally:
            engine.dispose()
    assert found == {
        "lea": Person("lea", Right.READ),
        "bert": Person("bert", Right.EDIT),
        "ede": Person("ede", Right.DECIDE),
        "vera": Person("vera", Right.MANAGE),
        "nora": Person("nora", Right.READ),
    }


def test_where_nobody_has_set_up_rights_there_are_none(stores: Stores) -> None:
    with stores.opened("postgresql") as store, store.engine.connect() as connection:
        assert person_of(connection).right is None
