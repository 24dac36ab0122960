"""What a store becomes by a backup: rows that come back, go, or are again what they were."""

from collections.abc import Hashable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, inspect

from db.metadata import DERIVED
from db.tables import Base

_PAGE = 2_000


class Difference(NamedTuple):
    """A table, and how many of its rows come back, would be gone, and become what they were."""

    table: str
    back: int
    gone: int
    changed: int


def differences(present: Connection, backup: Connection) -> tuple[Difference, ...]:
    """Hold every table of a store against a backup of the same kind of database.

    A table that one of them does not have yet is an empty one.
    """
    found = (_difference(table, present, backup) for table in Base.metadata.sorted_tables)
    return tuple(each for each in found if each.back or each.gone or each.changed)


def _difference(table: Table, present: Connection, backup: Connection) -> Difference:
    if table.name in DERIVED:
        return Difference(table.name, 0, 0, 0)
    both = _columns(present, table) & _columns(backup, table)
    told = [each.name for each in table.columns if each.name in both]
    here = dict(_prints(present, table, told))
    back = changed = 0
    for key, fingerprint in _prints(backup, table, told):
        mine = here.pop(key, None)
        back += mine is None
        changed += mine is not None and mine != fingerprint
    return Difference(table.name, back, len(here), changed)


def _columns(connection: Connection, table: Table) -> set[str]:
    """The columns of a table as it is stored; of one that is not there all that it could have."""
    inspector = inspect(connection)
    if not inspector.has_table(table.name):
        return {column.name for column in table.columns}
    return {column["name"] for column in inspector.get_columns(table.name)}


def _prints(
    connection: Connection, table: Table, columns: list[str]
) -> Iterator[tuple[Hashable, int]]:
    """The key of each row, and a number that differs where the row does."""
    if not inspect(connection).has_table(table.name):
        return
    quote = connection.dialect.identifier_preparer.quote
    keys = [quote(each.name) for each in table.primary_key.columns]
    content = ", ".join(map(quote, columns))
    told = f"hashtextextended(ROW({content})::text, 0)"
    if connection.dialect.name == "sqlite":
        told = content
    statement = f"SELECT {', '.join(keys)}, {told} FROM {quote(table.name)}"  # noqa: S608
    at_once = {"yield_per": _PAGE}
    rows: Any = connection.exec_driver_sql(statement, execution_options=at_once)
    for row in rows:
        yield tuple(row[: len(keys)]), hash(tuple(row[len(keys) :]))
