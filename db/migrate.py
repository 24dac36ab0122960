"""Brings the store's schema up to date: backup first, one transaction, never backwards."""

import glob
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from db import row_numbers
from db.connection import (
    PREPARING_PATIENCE_SECONDS,
    SCHEMA_LOCK,
    is_embedded,
    open_writer,
    spoken_errors,
)
from db.errors import StoreUnreachableError, StoreUnsuitableError
from db.server import refuse_unsuitable

HEAD = "0008"
"""The schema that this program works with; a test holds it against the migration scripts."""

KNOWN = ("0001", "0002", "0003", "0004", "0005", "0006", "0007", "0008")
_BACKUP_STAMP = "%Y%m%dT%H%M%SZ"
_BACKUP = "{stem}-{stamp}.sicherung"


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
    if found is not None and found not in KNOWN:
        raise StoreUnsuitableError(
            f"Der Bestand stammt von einer neueren Programmversion (Schema {found}, dieses "
            f"Programm kennt bis {HEAD}). Bitte das Programm aktualisieren; es wurde nichts "
            "verändert."
        )
    return found


def bring_up_to_date(engine: Engine) -> bool:
    """Create or upgrade the schema; answers whether the store was empty before."""
    with spoken_errors(), engine.connect() as connection:
        found = revision(connection)
        connection.rollback()
    if found == HEAD:
        return False
    if found is not None:
        _back_up(engine)
    with (
        spoken_errors(),
        open_writer(engine, patience=PREPARING_PATIENCE_SECONDS) as connection,
        _loose_references(connection),
        connection.begin(),
    ):
        return _upgrade(connection)


def newest_backup(engine: Engine) -> datetime | None:
    """When the newest copy beside the store was made; None without one, and with a server."""
    if not is_embedded(engine):
        return None
    path = Path(str(engine.url.database))
    pattern = _BACKUP.format(stem=glob.escape(path.stem), stamp="*")
    moments = []
    for copy in path.parent.glob(pattern):
        stamp = copy.stem.removeprefix(f"{path.stem}-")
        with suppress(ValueError, OSError):
            moment = datetime.strptime(stamp, _BACKUP_STAMP).replace(tzinfo=UTC)
            # An empty one was begun and never finished.
            moments += [moment] if copy.stat().st_size else []
    return max(moments, default=None)


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


def _upgrade(connection: Connection) -> bool:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": SCHEMA_LOCK})
    # Another program may have been faster while this one waited for the lock.
    found = revision(connection)
    if found == HEAD:
        return False
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    is_file = connection.dialect.name == "sqlite"
    numbers = row_numbers.given_out(connection) if is_file else {}
    command.upgrade(config, "head")
    if is_file:
        # A table that a script has put in the place of its former self has forgotten its counter.
        row_numbers.seal(connection, numbers)
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        assert not lost, f"the migration lost what {lost[0][0]} refers to"
    if found is not None:
        from db.search.entries import rebuild

        rebuild(connection)
    return found is None


def _back_up(engine: Engine) -> Path:
    """Copy the store beside itself (SQLite) or into the temporary folder (PostgreSQL).

    Raises `StoreUnreachableError` when there is no copy to go back to.
    """
    stamp = datetime.now(UTC).strftime(_BACKUP_STAMP)
    if is_embedded(engine):
        path = Path(str(engine.url.database))
        target = _private_file(path.with_name(_BACKUP.format(stem=path.stem, stamp=stamp)))
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
        return target
    program = shutil.which("pg_dump")
    if program is None:
        raise StoreUnreachableError(
            "Vor der Aktualisierung des Schemas wird der Bestand gesichert; dafür fehlt pg_dump. "
            "Bitte die PostgreSQL-Werkzeuge installieren oder die Aktualisierung auf einem "
            "Rechner ausführen, der sie hat."
        )
    target = _private_file(Path(tempfile.mkdtemp(prefix="ozg-")) / f"bestand-{stamp}.dump")
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(  # noqa: S603
        [program, "--format=custom", f"--file={target}", address], check=False
    )
    if done.returncode != 0:
        raise StoreUnreachableError(
            "Der Bestand ließ sich vor der Aktualisierung des Schemas nicht sichern (pg_dump). Es "
            "wurde nichts verändert."
        )
    return target


def _private_file(path: Path) -> Path:
    """Create the file for the owner alone, before anything is written into it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    return path
