"""Brings the store's schema up to date: backup first, one transaction, never backwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, inspect, text

from db import row_numbers
from db.connection import (
    MOVED,
    PREPARING_PATIENCE_SECONDS,
    SCHEMA_LOCK,
    open_writer,
    spoken_errors,
)
from db.errors import StoreUnsuitableError
from db.server import refuse_unsuitable
from ozg_tui.clock import Clock

HEAD = "0025"
"""The schema that this program works with; a test holds it against the migration scripts."""

KNOWN = tuple(f"{number:04}" for number in range(1, int(HEAD) + 1))
_MENDED = text("SELECT count(*) FROM change WHERE actor = 'Umstellung'")


def revision(connection: Connection) -> str | None:
    """The schema's revision, None for an empty store.

    Raises `StoreUnsuitableError` when the store is foreign or newer than the program.
    """
    if connection.dialect.name == "postgresql":
        refuse_unsuitable(connection)
    names = inspect(connection).get_table_names()
    if "alembic_version" not in names:
        if names:
            raise StoreUnsuitableError(
                "Diese Datenbank gehört zu einem anderen Programm und wird nicht verändert."
            )
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if found == MOVED:
        address = connection.execute(text("SELECT address FROM moved_to")).scalar_one()
        raise StoreUnsuitableError(
            "Dieser Bestand ist umgezogen und nimmt nichts mehr auf. Er liegt jetzt hier: "
            f"{address} (bitte in OZG_DB eintragen)."
        )
    if found is not None and found not in KNOWN:
        raise StoreUnsuitableError(
            f"Der Bestand stammt von einer neueren Programmversion (Schema {found}, dieses "
            f"Programm kennt bis {HEAD}). Bitte das Programm aktualisieren; es wurde nichts "
            "verändert."
        )
    return found


class Upgrade(NamedTuple):
    """What became of a store: whether it was empty before, and where the copy before lies.

    `mended` rows were stored wrongly by older programs; the history has what they held.
    """

    was_empty: bool
    backup: Path | None
    mended: int = 0


def upgrade(engine: Engine, clock: Clock) -> Upgrade:
    """Create or upgrade the schema, an old one after a copy of all there is."""
    with spoken_errors(), engine.connect() as connection:
        found = revision(connection)
        connection.rollback()
    if found == HEAD:
        return Upgrade(was_empty=False, backup=None)
    with preparing(engine) as connection:
        return bring_up(connection, clock)


@contextmanager
def preparing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may make or change the schema, with patience for others."""
    with (
        spoken_errors(),
        open_writer(engine, patience=PREPARING_PATIENCE_SECONDS) as connection,
        _loose_references(connection),
        connection.begin(),
    ):
        yield connection


@contextmanager
def _loose_references(connection: Connection) -> Iterator[None]:
    """Let SQLite put tables in the place of their former selves, as others refer to them."""
    if connection.dialect.name != "sqlite":
        yield
        return
    # Past SQLAlchemy: within a transaction SQLite does not hear this.
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF").close()
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON").close()


def bring_up(connection: Connection, clock: Clock) -> Upgrade:
    """Create or upgrade the schema in a transaction of `preparing`, an old one after a copy."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SCHEMA_LOCK})
    # Another program may have been faster while this one waited for the lock.
    found = revision(connection)
    if found == HEAD:
        return Upgrade(was_empty=False, backup=None)
    copy = None
    if found is not None:
        from db.backup.make import back_up

        copy = back_up(connection.engine.url, clock.now()).path
    from alembic import command
    from alembic.config import Config

    from db.history import permitted

    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    is_file = connection.dialect.name == "sqlite"
    numbers = row_numbers.given_out(connection) if is_file else {}
    known = connection.execute(_MENDED).scalar_one() if found is not None else 0

    with permitted():
        command.upgrade(config, "head")
    if is_file:
        # A table that a script has put in the place of its former self has forgotten its counter.
        row_numbers.seal(connection, numbers)
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert not lost, f"the migration lost what {lost[0][0]} refers to"
    if found is not None:
        from db import chain
        from db.search.entries import rebuild

        rebuild(connection)
        chain.seal_rest(connection)
    mended = connection.execute(_MENDED).scalar_one() - known
    return Upgrade(found is None, copy, mended)
