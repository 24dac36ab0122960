"""What must hold of a store after anything: its history tells how every row came to be."""

from typing import Any

from sqlalchemy import select, text

from db import chain
from db.history import COUNTERS, UNTRACKED, _plain
from db.store import Store
from db.tables import Base, Change
from tests.kit.small_world import assert_kept

Rows = dict[str, dict[str, dict[str, Any]]]
"""Values by table, row and column; what is empty is not there."""


def assert_whole(store: Store) -> None:
    """The history, replayed, gives every table column by column; entries made anew are those kept.

    Each change begins with what the change before has left: nothing was overwritten unseen.
    """
    told, there = _replayed(store), contents(store)
    assert told.keys() == there.keys()
    for table, rows in there.items():
        assert told[table].keys() == rows.keys(), f"rows of {table}"
        for number, values in rows.items():
            assert told[table][number] == values, f"{table}/{number}"
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
    assert_kept(store)
    with store.reading() as session:
        assert chain.verify(session.connection()).broken is None


def _replayed(store: Store) -> Rows:
    rows: Rows = {name: {} for name in _tracked()}
    units: dict[str, str] = {}
    with store.reading() as session:
        for change in session.scalars(select(Change).order_by(Change.id)):
            assert units.setdefault(change.unit, change.actor) == change.actor
            known = rows[change.table_name]
            where = f"{change.table_name}/{change.row_id} at {change.id}"
            if change.action == "insert":
                assert change.row_id not in known, f"{where}: made twice"
                known[change.row_id] = _filled(change.after or {})
                continue
            row = known[change.row_id]
            for column, value in _filled(change.before or {}).items():
                assert row.get(column) == value, f"{where}: {column} was overwritten unseen"
            if change.action == "delete":
                del known[change.row_id]
            else:
                known[change.row_id] = _filled(row | (change.after or {}))
    return rows


def contents(store: Store) -> Rows:
    """All that the history tells of, as it is stored."""
    found: Rows = {}
    with store.reading() as session:
        for name, table in _tracked().items():
            columns = [column.key for column in table.__table__.columns]
            found[name] = {
                "/".join(str(getattr(row, key.name)) for key in table.__table__.primary_key): (
                    _filled({column: _plain(getattr(row, column)) for column in columns})
                )
                for row in session.scalars(select(table))
            }
    return found


def _tracked() -> dict[str, type[Base]]:
    tables = {mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers}
    return {name: table for name, table in tables.items() if name not in UNTRACKED}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {
        column: value
        for column, value in values.items()
        if value is not None and column not in COUNTERS
    }
