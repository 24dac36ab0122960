"""Moves a store to another database, row for row: numbers, history and chain are what they were.

Nobody saves meanwhile. The new store is complete and compared before the old one is marked as
moved; whoever was stopped between the two does it again, and nothing is copied a second time.
"""

from contextlib import closing
from itertools import zip_longest
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, String, Table, collate, insert, select, text
from sqlalchemy.engine import URL

from db import row_numbers
from db.connection import MOVED, SCHEMA_LOCK, is_embedded
from db.errors import StoreUnsuitableError
from db.metadata import DERIVED
from db.migrate import HEAD, bring_up, preparing, revision
from db.search.entries import rebuild
from db.tables import Base
from ozg_tui.clock import Clock

_TABLES = [table for table in Base.metadata.sorted_tables if table.name not in DERIVED]
_PAGE = 2_000
_ALONE = text(f"SELECT pg_advisory_xact_lock({SCHEMA_LOCK})")
_GIVEN_OUT = text("SELECT pg_sequence_last_value(pg_get_serial_sequence(:name, 'id')::regclass)")
_GO_ON_FROM = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :number)")


class Moved(NamedTuple):
    """A store that lies elsewhere now; `rows` were compared with those of the old one."""

    rows: int
    address: str


def address_of(url: URL) -> str:
    """Where a store lies, as staff give it: a path or an address, without any secret."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string()


def move(source: Engine, target: Engine, clock: Clock) -> Moved:
    """Move a store into an empty database; the old one takes nothing more.

    Raises `StoreUnsuitableError` where the source has an older schema, and where the target is the
    source or holds other rows; `StoreBusyError` where others do not stop saving. Both stores are
    as they were then.
    """
    address = address_of(target.url)
    if address == address_of(source.url):
        raise StoreUnsuitableError("Der Bestand liegt schon dort.")
    with preparing(source) as old:
        if not is_embedded(source):
            old.execute(_ALONE)
        if revision(old) != HEAD:
            raise StoreUnsuitableError("Bitte den Bestand zuerst mit »ozg-tui init« umstellen.")
        with preparing(target) as new:
            if revision(new) is None:
                bring_up(new, clock)
                _copy(old, new)
            rows = sum(_same_rows(table, old, new) for table in _TABLES)
        old.execute(text("CREATE TABLE moved_to (address VARCHAR NOT NULL)"))
        old.execute(text("INSERT INTO moved_to VALUES (:address)"), {"address": address})
        old.execute(text("UPDATE alembic_version SET version_num = :moved"), {"moved": MOVED})
    return Moved(rows, address)


def _copy(old: Connection, new: Connection) -> None:
    for table in _TABLES:
        if new.dialect.name == "postgresql":
            _copy_at_once(table, old, new)
        else:
            for page in _rows(table, old).mappings().partitions(_PAGE):
                new.execute(insert(table), [dict(row) for row in page])
    given_out = _given_out(old)
    if new.dialect.name == "postgresql":
        for name, number in given_out.items():
            new.execute(_GO_ON_FROM, {"name": name, "number": number})
    else:
        row_numbers.seal(new, given_out)
    rebuild(new)


def _copy_at_once(table: Table, old: Connection, new: Connection) -> None:
    """With the server's COPY: one statement, so that rows may refer to later ones."""
    quote = new.dialect.identifier_preparer.quote
    columns = ", ".join(quote(column.name) for column in table.columns)
    types = [column.type.dialect_impl(new.dialect) for column in table.columns]
    bound = [each.bind_processor(new.dialect) or _as_it_is for each in types]
    driver: Any = new.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {quote(table.name)} ({columns}) FROM STDIN") as stream,
    ):
        for row in _rows(table, old):
            stream.write_row([bind(value) for bind, value in zip(bound, row, strict=True)])


def _as_it_is(value: Any) -> Any:
    return value


def _given_out(connection: Connection) -> dict[str, int]:
    """The highest number of each table that was ever given out."""
    if connection.dialect.name == "sqlite":
        found = row_numbers.given_out(connection)
    else:
        numbered = [table.name for table in _TABLES if "id" in table.columns]
        found = {name: connection.scalar(_GIVEN_OUT, {"name": name}) for name in numbered}
    return {name: number for name, number in found.items() if number}


def _same_rows(table: Table, old: Connection, new: Connection) -> int:
    """Hold a table against itself, row by row; answers how many there are."""
    count = 0
    with closing(_rows(table, old)) as here, closing(_rows(table, new)) as there:
        for mine, theirs in zip_longest(here, there):
            if mine != theirs:
                raise StoreUnsuitableError(
                    f"Am neuen Ort steht in »{table.name}« etwas anderes als hier. Bitte eine "
                    "leere Datenbank angeben; es wurde nichts verändert."
                )
            count += 1
    return count


def _rows(table: Table, connection: Connection) -> Any:
    """All rows in the order of their keys, which is the same on every database."""
    keys = [
        collate(key, "C")
        if isinstance(key.type, String) and connection.dialect.name == "postgresql"
        else key
        for key in table.primary_key.columns
    ]
    statement = select(table).order_by(*keys)
    return connection.execute(statement, execution_options={"yield_per": _PAGE})
