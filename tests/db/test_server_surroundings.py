"""What goes wrong around a PostgreSQL server is told by its reason, never as a failed save."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from db.connection import open_engine
from db.errors import (
    StoreAwayError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    StoreUnsuitableError,
)
from db.migrate import HEAD, revision
from db.spoken import spoken
from db.store import Store
from tests.kit.postgres import Server
from tests.kit.rows import ACTOR, kommune, save
from tests.kit.stores import Stores, opened


def _said(url: URL) -> tuple[type[StoreError], str]:
    """What is said to somebody who starts the program at this address."""
    engine = open_engine(url)
    try:
        from db.connection import spoken_errors

        with spoken_errors(), engine.connect() as connection:
            revision(connection)
    except StoreError as error:
        return type(error), str(error)
    finally:
        engine.dispose()
    return StoreError, "nothing"


@contextmanager
def _role(server: Server, name: str, options: str = "") -> Iterator[None]:
    server.execute(f"CREATE ROLE {name} LOGIN {options}")
    try:
        yield
    finally:
        server.execute(f"DROP OWNED BY {name}")
        server.execute(f"DROP ROLE {name}")


@pytest.fixture
def address(stores: Stores) -> Iterator[URL]:
    with stores.copy("postgresql") as url:
        yield url


def test_an_unknown_role_or_database(address: URL) -> None:
    kind, said = _said(address.set(username="niemand"))
    assert kind is StoreUnsuitableError
    assert said.startswith("Der Datenbank-Server kennt die Rolle nicht")
    kind, said = _said(address.set(database="nirgends"))
    assert kind is StoreUnsuitableError
    assert said.startswith("Auf dem Datenbank-Server gibt es diese Datenbank nicht.")


def test_no_server_no_host_no_service(address: URL, tmp_path: Path) -> None:
    kind, said = _said(address.set(query={"host": str(tmp_path)}))
    assert (kind, said) == (StoreAwayError, "Der Datenbank-Server antwortet nicht.")
    kind, said = _said(URL.create("postgresql+psycopg", query={"service": "fehlt"}))
    assert kind is StoreUnsuitableError
    assert "pg_service.conf" in said


def test_no_free_connection(address: URL, postgres: Callable[[], Server]) -> None:
    server = postgres()
    name = str(address.database)
    with _role(server, "beck", "CONNECTION LIMIT 1"):
        server.execute(f'GRANT CONNECT ON DATABASE "{name}" TO beck')
        host = str(dict(address.query)["host"])
        with psycopg.connect(host=host, user="beck", dbname=name):
            kind, said = _said(address.set(username="beck"))
    assert (kind, said) == (StoreAwayError, "Der Datenbank-Server hat keine freie Verbindung.")


def test_a_role_without_rights_on_the_schema(
    stores: Stores, address: URL, postgres: Callable[[], Server]
) -> None:
    with _role(postgres(), "beck"), stores.empty("postgresql") as empty:
        for url in (address, empty):
            kind, said = _said(url.set(username="beck"))
            assert kind is StoreUnsuitableError
            assert "»beck«" in said
            assert "sichern" not in said


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_every_name(
    address: URL, postgres: Callable[[], Server], encoding: str
) -> None:
    server, name = postgres(), f"alt_{encoding.lower()}_{os.getpid()}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING '{encoding}'")
    try:
        kind, said = _said(address.set(database=name))
    finally:
        server.drop(name)
    assert kind is StoreUnsuitableError
    assert f"Kodierung {encoding}" in said


def test_a_server_whose_default_is_serializable_refuses_no_parallel_save(
    address: URL, postgres: Callable[[], Server]
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    name = address.database
    postgres().execute(
        f"ALTER DATABASE \"{name}\" SET default_transaction_isolation = 'serializable'"
    )
    with opened(address) as store, ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: save(store, kommune()), range(60)))
    assert len(set(made)) == 60


def test_settings_that_do_not_arrive_are_a_pooler(address: URL) -> None:
    """As behind a pooler that leaves the settings of a connection out."""
    engine = open_engine(address)
    with engine.connect() as connection:
        connection.execute(text("SET plan_cache_mode = auto"))
        with pytest.raises(StoreUnsuitableError, match="Verbindungsverteiler"):
            revision(connection)
        connection.execute(text("RESET plan_cache_mode"))
        assert revision(connection) == HEAD
    engine.dispose()


def test_a_statement_that_takes_too_long(postgresql_store: Store) -> None:
    with (  # noqa: PT012
        pytest.raises(StoreUnreachableError) as caught,
        postgresql_store.reading() as session,
    ):
        session.execute(text("SET LOCAL statement_timeout = '50ms'"))
        session.execute(text("SELECT pg_sleep(5)"))
    assert str(caught.value) == (
        "Der Datenbank-Server hat zu lange gebraucht und deshalb abgebrochen."
    )


def test_a_standby_keeps_nothing_and_says_so(postgresql_store: Store) -> None:
    with (  # noqa: PT012
        pytest.raises(StoreUnreachableError) as caught,
        postgresql_store.writing(ACTOR) as session,
    ):
        session.execute(text("SET TRANSACTION READ ONLY"))
        session.add(kommune())
        session.flush()
    assert str(caught.value).startswith(
        "Nicht gesichert: Der Datenbank-Server nimmt zurzeit nichts Neues an"
    )


def test_a_column_widened_by_a_colleague_ends_no_save(postgresql_store: Store) -> None:
    """psycopg 3.3 prepares a statement at its fifth run, and PostgreSQL then refuses the row."""
    for _ in range(8):
        save(postgresql_store, kommune())
        with postgresql_store.reading() as session:
            assert session.execute(text("SELECT * FROM organisation")).all()
    with postgresql_store.engine.begin() as other:
        other.execute(text("ALTER TABLE organisation ADD COLUMN breite integer"))
    with postgresql_store.reading() as session:
        assert len(session.execute(text("SELECT * FROM organisation")).all()) == 8
    save(postgresql_store, kommune())


_WHERE = 'connection failed: connection to server at "10.0.0.1", port 5432 failed: '


@pytest.mark.parametrize(
    ("words", "kind", "said"),
    [
        (
            'FATAL:  password authentication failed for user "ozg"',
            StoreUnsuitableError,
            "Der Datenbank-Server hat das Passwort nicht angenommen.",
        ),
        (
            "FATAL:  Passwort-Authentifizierung für Benutzer »ozg« fehlgeschlagen",
            StoreUnsuitableError,
            "Der Datenbank-Server hat das Passwort nicht angenommen.",
        ),
        (
            "fe_sendauth: no password supplied",
            StoreUnsuitableError,
            "Der Datenbank-Server verlangt ein Passwort",
        ),
        (
            'FATAL:  no pg_hba.conf entry for host "10.0.0.7", user "ozg", database "ozg"',
            StoreUnsuitableError,
            "Der Datenbank-Server lässt diesen Rechner nicht herein",
        ),
        (
            "FATAL:  sorry, too many clients already",
            StoreAwayError,
            "Der Datenbank-Server hat keine freie Verbindung.",
        ),
        (
            "FATAL:  the database system is starting up",
            StoreAwayError,
            "Der Datenbank-Server fährt gerade hoch oder herunter.",
        ),
        (
            "FATAL:  unsupported startup parameter: options",
            StoreUnsuitableError,
            "Vor dem Datenbank-Server steht ein Verbindungsverteiler",
        ),
        (
            "FATAL:  unsupported startup parameter in options: lock_timeout",
            StoreUnsuitableError,
            "Vor dem Datenbank-Server steht ein Verbindungsverteiler",
        ),
        (
            "SSL error: certificate verify failed",
            StoreUnsuitableError,
            "Die verschlüsselte Verbindung",
        ),
        ("Connection refused", StoreAwayError, "Der Datenbank-Server antwortet nicht."),
        ("timeout expired", StoreAwayError, "Der Datenbank-Server antwortet nicht."),
    ],
)
def test_what_a_server_says_before_it_lets_anybody_in(
    words: str, kind: type[StoreError], said: str
) -> None:
    """The words of libpq 17; without a connection it hands over no SQLSTATE."""
    error = OperationalError("", {}, psycopg.OperationalError(f"{_WHERE}{words}"))
    for saving in (False, True):
        told = spoken(error, saving=saving)
        assert type(told) is kind
        sentence = str(told).removeprefix("Nicht gesichert: ")
        assert sentence.startswith(said)
        assert ("sichern" in sentence or "gesichert" in sentence) <= saving


def test_a_busy_store_is_no_failed_save_to_who_only_asks(postgresql_store: Store) -> None:
    with (  # noqa: PT012
        pytest.raises(StoreBusyError) as caught,
        postgresql_store.reading() as session,
        postgresql_store.engine.begin() as other,
    ):
        other.execute(text("LOCK TABLE organisation"))
        session.execute(text("SET LOCAL lock_timeout = '50ms'"))
        session.execute(text("SELECT 1 FROM organisation"))
    assert "sichern" not in str(caught.value)
