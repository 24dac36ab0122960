"""Many new rows in one transaction: in the history and found by search like every other, without
an object a row."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, insert, text

from db.history import TrackedSession, permitted, record_added
from db.search.entries import refresh
from db.tables import Base, Record

Rows = Sequence[dict[str, Any]]

_HIGHEST = text("SELECT seq FROM sqlite_sequence WHERE name = :table")
_TAKEN = text(
    "SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)"
)


def new_numbers(session: TrackedSession, table: type[Base], count: int) -> Sequence[int]:
    """Numbers for new rows of a table, each given out once; the transaction has to use them."""
    connection = session.connection()
    name = table.__tablename__
    if connection.dialect.name == "postgresql":
        return connection.scalars(_TAKEN, {"table": name, "count": count}).all()
    first = (connection.scalar(_HIGHEST, {"table": name}) or 0) + 1
    return range(first, first + count)


def add_rows(session: TrackedSession, tables: Mapping[type[Base], Rows]) -> None:
    """Add rows to tables in their order, with history and search entries, or none of them.

    Every row has its number from `new_numbers` and all columns of its table that are not null.
    """
    now = session.now
    connection = session.connection()
    for table, rows in tables.items():
        if not rows:
            continue
        if issubclass(table, Record):
            for row in rows:
                row |= {"version": 1, "changed_at": now, "changed_by": session.actor}
        with permitted():
            _insert(connection, table, rows)
        record_added(session, table, rows, now)
    refresh(connection, _shown(tables))


def _insert(connection: Connection, table: type[Base], rows: Rows) -> None:
    columns = [column.key for column in table.__table__.columns]
    connection.execute(insert(table), [{name: row.get(name) for name in columns} for row in rows])


def _shown(tables: Mapping[type[Base], Rows]) -> set[tuple[str, Any]]:
    """What the search shows of these rows."""
    return {
        (name, row[column])
        for table, rows in tables.items()
        for column, name in table.shown_in
        for row in rows
        if row.get(column) is not None
    }
