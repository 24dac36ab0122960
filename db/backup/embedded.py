"""The backup of a SQLite file: copied in one step, restored, compared row by row by SQLite."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from db.backup.failures import SAVED_SINCE, TOO_BUSY, StepFailedError
from db.backup.places import new_file

PAYLOAD = "bestand.db.gz"
_BESIDE = ("-wal", "-shm")
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_PATIENCE_SECONDS = 30.0
_PAGES = 16
"""How many are written in a step: fewer than the tables of an empty store have."""


@contextmanager
def snapshot(source: Path) -> Iterator[sqlite3.Connection]:
    """A connection that sees one state of a store, whatever others save meanwhile."""
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        # Nothing but a read lock is held, which in WAL keeps nobody from saving.
        connection.execute("BEGIN").close()
        connection.execute("SELECT count(*) FROM sqlite_master").close()
        yield connection


def size_of(connection: sqlite3.Connection) -> int:
    """How many bytes the store has."""
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)


def schema_of(connection: sqlite3.Connection) -> str:
    """The revision of a store's schema."""
    (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(found)


def copy(connection: sqlite3.Connection, target: Path) -> None:
    """Copy the state that a connection sees into a new file.

    In one step: a copy in steps begins anew with each save of others, and may never end.
    """
    os.close(new_file(target))
    with closing(sqlite3.connect(target)) as other:
        other.execute("PRAGMA synchronous=OFF").close()
        connection.backup(other)
    for suffix in _BESIDE:
        target.with_name(f"{target.name}{suffix}").unlink(missing_ok=True)


def last_change(store: Path) -> int:
    """The number of the newest row of a store's history; 0 without any."""
    with closing(sqlite3.connect(store)) as connection:
        (number,) = connection.execute("SELECT coalesce(max(id), 0) FROM change").fetchone()
    return int(number)


def bring_back(unpacked: Path, store: Path, known: int) -> None:
    """Write the store of a backup over the one at `store`, as one transaction of SQLite.

    `known` is the newest change that was kept. Raises `StepFailedError` while others keep the store
    busy, and where somebody has saved since.
    """
    end = time.monotonic() + _PATIENCE_SECONDS
    is_checked = False

    def look(status: int, _remaining: int, _total: int) -> None:
        nonlocal is_checked
        if status in _BUSY:
            if time.monotonic() > end:
                raise StepFailedError(TOO_BUSY)
        elif not is_checked:
            # From the first page on nobody else can save.
            is_checked = True
            if last_change(store) != known:
                raise StepFailedError(SAVED_SINCE)

    with (
        closing(sqlite3.connect(unpacked)) as source,
        closing(sqlite3.connect(store, timeout=1)) as target,
    ):
        source.backup(target, pages=_PAGES, progress=look)


def is_sound(store: Path) -> bool:
    """Whether SQLite can read all of a store's file."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(store)) as connection:
        return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    return False


def put_aside(store: Path, name: str) -> Path:
    """Rename a store's file, and what lies beside it, to a name in the same folder."""
    for suffix in _BESIDE:
        with suppress(FileNotFoundError):
            store.with_name(f"{store.name}{suffix}").rename(store.with_name(f"{name}{suffix}"))
    return store.rename(store.with_name(name))


def compare(connection: sqlite3.Connection, restored: Path) -> int:
    """Hold a restored store against the state that a connection sees; answers how many rows.

    Raises `StepFailedError` with the table that is not the same.
    """
    connection.execute("ATTACH ? AS restored", (str(restored),)).close()
    if connection.execute("PRAGMA restored.quick_check(1)").fetchone() != ("ok",):
        raise StepFailedError("die Bestandsdatei ist beschädigt.")
    if _schema(connection, "main") != _schema(connection, "restored"):
        raise StepFailedError("die zurückgeholte Kopie hat andere Tabellen.")
    return sum(_same_rows(connection, *table) for table in _tables(connection))


def _schema(connection: sqlite3.Connection, database: str) -> list[tuple[object, ...]]:
    rows = connection.execute(
        f"SELECT type, name, tbl_name, sql FROM {database}.sqlite_master ORDER BY type, name"  # noqa: S608
    )
    numbers = [
        connection.execute(f"PRAGMA {database}.{name}").fetchone()
        for name in ("user_version", "application_id")
    ]
    return [*rows, *numbers]


def _tables(connection: sqlite3.Connection) -> list[tuple[str, bool]]:
    """Every table that holds rows, those of the full-text index among them, and its kind."""
    rows = connection.execute("PRAGMA main.table_list").fetchall()
    return [
        (name, bool(without_rowid))
        for schema, name, kind, _, without_rowid, _ in rows
        if schema == "main" and kind in {"table", "shadow"} and name != "sqlite_schema"
    ]


def _same_rows(connection: sqlite3.Connection, table: str, without_rowid: bool) -> int:
    columns = connection.execute(f"PRAGMA main.table_info({_quoted(table)})").fetchall()
    names = [_quoted(each[1]) for each in columns]
    keys = [_quoted(each[1]) for each in columns if each[5]] if without_rowid else ["rowid"]
    met = " AND ".join(f"a.{key} = b.{key}" for key in keys)
    same = " AND ".join(f"a.{name} COLLATE BINARY IS b.{name}" for name in names)
    name = _quoted(table)
    (here,), (there,), (both,) = (
        connection.execute(statement).fetchone()
        for statement in (
            f"SELECT count(*) FROM main.{name}",  # noqa: S608
            f"SELECT count(*) FROM restored.{name}",  # noqa: S608
            f"SELECT count(*) FROM main.{name} AS a JOIN restored.{name} AS b ON {met}"  # noqa: S608
            f" WHERE {same}",
        )
    )
    if not here == there == both:
        raise StepFailedError(f"die zurückgeholte Kopie weicht in »{table}« ab.")
    return int(here)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
