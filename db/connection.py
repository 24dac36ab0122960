"""How the store is reached: engine, pragmas, readers and writers."""

import logging
import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from db.asking import refuse_asking
from db.errors import NOT_SAVED, StoreUnsuitableError
from db.opened_file import APPLICATION_ID, Opened, State, StoreFile
from db.spoken import spoken
from db.store_file import prepare_file

WRITER_PATIENCE_SECONDS = 5.0
PREPARING_PATIENCE_SECONDS = 60.0
"""How long a program waits at its start for another one that makes or upgrades the store."""

MOVED = "umgezogen"
"""The revision of a store that lies elsewhere now; see `db.move`."""

_READER_PATIENCE_SECONDS = 1.0
_OPENED = "ozg_opened"
_CHANGES = "ozg_changes"
_TRANSACTION = "ozg_transaction"
SCHEMA_LOCK = 7_100
"""Held by a server's transactions that write, alone by one that changes the schema."""

for _name in ("psycopg", "sqlalchemy"):
    # What nobody handles goes to stderr, which is the terminal that staff look at.
    logging.getLogger(_name).addHandler(logging.NullHandler())


def store_url(text: str) -> URL:
    """Read a store's address: a PostgreSQL URL, an SQLite URL or a path.

    Raises `StoreUnsuitableError` for a URL that carries a password (it would show in process
    lists and shell histories), that names another database, or a database file without its path.
    """
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser().absolute()))
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise StoreUnsuitableError(
            "Die Adresse des Bestands ist keine gültige Datenbank-Adresse."
        ) from error
    if url.password is not None or any("password" in key.lower() for key in url.query):
        raise StoreUnsuitableError(
            "Die Adresse des Bestands enthält ein Passwort. Bitte weglassen und in der Datei "
            "~/.pgpass oder über PGPASSFILE hinterlegen."
        )
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    if url.drivername not in {"sqlite", "postgresql+psycopg"}:
        raise StoreUnsuitableError(
            f"Mit »{url.drivername}« kann das Programm nicht arbeiten. Möglich sind ein Dateipfad "
            "oder postgresql+psycopg://…"
        )
    if url.drivername == "sqlite" and url.database in {None, "", ":memory:"}:
        raise StoreUnsuitableError(
            "In der Adresse fehlt der Pfad der Bestandsdatei, zum Beispiel sqlite:////srv/bestand.db"
        )
    return url


def open_engine(url: URL) -> Engine:
    """An engine for the store; for SQLite the file exists afterwards, private and ours."""
    if url.get_backend_name() == "postgresql":
        return _postgresql_engine(url)
    path = Path(url.database or "")
    prepare_file(path)
    engine = create_engine(
        url, connect_args={"check_same_thread": False, "timeout": _READER_PATIENCE_SECONDS}
    )
    file = StoreFile(path)

    def connect(connection: sqlite3.Connection, record: Any) -> None:
        _sqlite_connect(connection)
        record.info[_OPENED] = file.opened()

    event.listen(engine, "connect", connect)
    event.listen(engine, "begin", _sqlite_begin)
    event.listen(engine, "commit", _sqlite_commit)
    event.listen(engine, "engine_disposed", lambda _engine: file.let_go())
    return engine


def is_embedded(engine: Engine) -> bool:
    """Whether the store is the SQLite file of this machine."""
    return engine.dialect.name == "sqlite"


@contextmanager
def aside(engine: Engine) -> Iterator[Connection]:
    """A connection for one long read, given up afterwards with its small cache."""
    with engine.connect() as connection:
        # Detached, so that no later reader of the pool inherits the small cache.
        connection.detach()
        if is_embedded(engine):
            connection.exec_driver_sql("PRAGMA cache_size=-1024")
        yield connection


def hold_reader(engine: Engine) -> Connection:
    """A connection that is kept for many short reads, each seeing the newest committed state."""
    reader = engine.connect().execution_options(ozg_mode="read")
    # SQLite has no transaction without BEGIN; SQLAlchemy's own way would leave the driver's
    # implicit transactions switched on in the pool.
    return reader if is_embedded(engine) else reader.execution_options(isolation_level="AUTOCOMMIT")


def open_snapshot(engine: Engine) -> Connection:
    """A connection whose reads all see the state that the first of them met."""
    reader = engine.connect()
    if is_embedded(engine):
        return reader
    return reader.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def open_writer(
    engine: Engine, schema: str | None = None, patience: float | None = None
) -> Connection:
    """A connection whose transactions may write; on SQLite they own that right from the beginning.

    `schema` is the revision that its transactions insist on; without one they may change it.
    `patience` is how many seconds they wait for others, if not those of a save. Raises
    `RuntimeError` where a question is asked.
    """
    refuse_asking()
    return engine.connect().execution_options(
        ozg_mode="write", ozg_schema=schema, ozg_patience=patience
    )


def transaction_of(connection: Connection) -> str | None:
    """The server's name for the transaction of a writer; SQLite has none."""
    name: str | None = connection.info.get(_TRANSACTION)
    return name


def confirm_kept(connection: Connection) -> None:
    """After a commit: make sure that it went into the file at the store's address (SQLite).

    Raises `StoreReplacedError` otherwise.
    """
    opened: Opened | None = connection.info.get(_OPENED)
    if opened is not None:
        opened.verify()


@contextmanager
def spoken_errors(*, saving: bool = False) -> Iterator[None]:
    """Turn what the drivers raise into sentences; anything else stays a bug and passes.

    `saving` is whether something is to be kept: then the sentences begin with what became of it.
    """
    try:
        yield
    except DBAPIError as error:
        said = spoken(error, saving=saving)
        if said is None:
            raise
        raise said from error


def _postgresql_engine(url: URL) -> Engine:
    # Compiling a statement takes longer than any question of the desk.
    options = "-c lock_timeout=5s -c statement_timeout=60s -c timezone=UTC -c jit=off"
    # Whatever the server's default: what staff do is made safe by versions and locks.
    options += " -c default_transaction_isolation=read\\ committed"
    # A search is planned for the words at hand: rare ones go through the index, frequent ones along
    # the list. Holding an entry's words against a question costs more than PostgreSQL assumes of
    # an operator. Several workers would mix up the walks of the ranks.
    options += " -c plan_cache_mode=force_custom_plan -c cpu_operator_cost=0.05"
    options += " -c max_parallel_workers_per_gather=0"
    engine = create_engine(
        url,
        pool_pre_ping=True,
        # A statement that the server has prepared fails once a colleague has changed the schema.
        connect_args={
            "connect_timeout": 5,
            "options": options,
            "client_encoding": "utf8",
            "prepare_threshold": None,
        },
    )
    event.listen(engine, "begin", _postgresql_begin)
    return engine


def _postgresql_begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("ozg_mode") != "write":
        return
    if patience := options.get("ozg_patience"):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{patience}s'")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
    if schema := options.get("ozg_schema"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock_shared({SCHEMA_LOCK})")
        _insist_on(connection, schema)
    name = connection.exec_driver_sql("SELECT CAST(pg_current_xact_id() AS text)").scalar_one()
    connection.info[_TRANSACTION] = name


def _insist_on(connection: Connection, schema: str) -> None:
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if found == MOVED:
        raise StoreUnsuitableError(
            f"{NOT_SAVED}Der Bestand ist inzwischen umgezogen. Der Entwurf von vorhin ist mit "
            "umgezogen. Bitte das Programm beenden und mit der neuen Adresse beginnen."
        )
    if found != schema:
        raise StoreUnsuitableError(
            f"{NOT_SAVED}Der Bestand wurde inzwischen von einer anderen Programmversion umgestellt "
            f"(Schema {found}, dieses Programm arbeitet mit {schema}). Der Entwurf von vorhin "
            "bleibt erhalten. Bitte das Programm beenden, aktualisieren und neu beginnen."
        )


def _sqlite_connect(connection: sqlite3.Connection) -> None:
    # The driver must not begin transactions itself: DDL would commit halfway through a migration.
    connection.isolation_level = None
    # Two programs that start together on a new file: SQLite itself does not wait for its first mark
    # and its change to WAL.
    end = time.monotonic() + PREPARING_PATIENCE_SECONDS
    while True:
        try:
            _mark_and_log_ahead(connection)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(random.uniform(0.001, 0.01))  # noqa: S311
        else:
            break
    for pragma in ("synchronous=FULL", "foreign_keys=ON", "cache_size=-16384"):
        connection.execute(f"PRAGMA {pragma}").close()
    # SQLite opens the files beside the store with the first question.
    connection.execute("SELECT count(*) FROM sqlite_master").close()


def _mark_and_log_ahead(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA page_count").fetchone() == (0,):
        # Before WAL, so that the mark stands in the file itself, where it is looked for.
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}").close()
    connection.execute("PRAGMA journal_mode=WAL").close()


def _sqlite_begin(connection: Connection) -> None:
    mode = connection.get_execution_options().get("ozg_mode")
    if mode == "write":
        _begin_writing(connection)
        _verify_file(connection)
        if schema := connection.get_execution_options().get("ozg_schema"):
            _insist_on(connection, schema)
        connection.info[_CHANGES] = _changes(connection)
    elif mode != "read":
        connection.exec_driver_sql("BEGIN")


def _begin_writing(connection: Connection) -> None:
    # SQLite's own waiting is unfair under load; short random sleeps give every writer its turn.
    patience = connection.get_execution_options().get("ozg_patience") or WRITER_PATIENCE_SECONDS
    end = time.monotonic() + patience
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                code = getattr(error.orig, "sqlite_errorcode", 0)
                # The lower byte is the same for a lock, a recovery and an old snapshot.
                if code & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                    raise
                time.sleep(random.uniform(0.0003, 0.0015))  # noqa: S311
            else:
                return
    finally:
        milliseconds = int(_READER_PATIENCE_SECONDS * 1000)
        connection.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")


def _sqlite_commit(connection: Connection) -> None:
    if connection.get_execution_options().get("ozg_mode") == "write":
        state = _verify_file(connection)
        if _changes(connection) != connection.info[_CHANGES]:
            connection.exec_driver_sql(f"PRAGMA user_version={state.generation + 1}")


def _verify_file(connection: Connection) -> State:
    opened: Opened = connection.info[_OPENED]
    state = State(
        connection.exec_driver_sql("PRAGMA user_version").scalar_one(),
        connection.exec_driver_sql("PRAGMA schema_version").scalar_one(),
    )
    opened.verify(state)
    return state


def _changes(connection: Connection) -> int:
    driver: Any = connection.connection.driver_connection
    changes: int = driver.total_changes
    return changes
