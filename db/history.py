"""Every change, in the same transaction: who, when, before, after.

Sessions of a store record what they flush. Statements that would change tracked tables past the
sessions are refused on the store's engine, written as text or not. This stops slips, not intent:
the table is read off the statement's beginning, and other programs write as they like.
"""

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Engine, event, insert, inspect
from sqlalchemy.orm import Session, UOWTransaction, object_mapper

from db import chain
from db.flushed import flushed, former, identity
from db.metadata import DERIVED
from db.tables import (
    Base,
    Change,
    Determination,
    Draft,
    Exchange,
    Receipt,
    Record,
    Reversal,
    Seal,
    SeedRecord,
)
from db.tables.base import OWNED
from ozg_tui.clock import Clock

UNTRACKED = frozenset(
    table.__tablename__
    for table in (Change, Determination, Draft, Exchange, Receipt, Reversal, Seal, SeedRecord)
)
"""The memory itself, and typed text that is not saved yet; all other tables are tracked."""

COUNTERS = frozenset({"changed_at", "changed_by", "version"})
"""What every save of a record moves, whatever it is about."""

_ONLY_ADDED = frozenset(
    table.__tablename__ for table in (Determination, Exchange, Receipt, Reversal, Seal)
)
_MOMENTS = (date, datetime, time)
_STAMPED = "stamped"
_STRETCH = "stretch"
_CHANGED_TABLE = re.compile(
    r"""\s*(?:WITH\b.*?\b)?
    (?:(?:INSERT|REPLACE)\s(?:\s*OR\s+\w+\s)?\s*INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM
       |MERGE\s+INTO|TRUNCATE(?:\s+TABLE)?)\s
    (?:\s*ONLY\s)?\s*(?:"?\w+"?\.)?"?(\w+)""",
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
_flushing: ContextVar[bool] = ContextVar("ozg_flushing", default=False)
_erasing: ContextVar[bool] = ContextVar("ozg_erasing", default=False)


class UntrackedChangeError(RuntimeError):
    """A statement would change rows without leaving a trace in the history."""


class TrackedSession(Session):
    """A session whose flushes, and nothing else, may change tracked tables."""

    def __init__(
        self, bind: Connection, clock: Clock, actor: str = "", *, autoflush: bool = True
    ) -> None:
        super().__init__(bind, autoflush=autoflush, expire_on_commit=False)
        self.clock = clock
        self.actor = actor
        """Who writes; nobody in a session that only reads."""
        self._now: datetime | None = None

    @property
    def now(self) -> datetime:
        """The moment of this transaction: one for all that it writes."""
        if self._now is None:
            # Not before it is this writer's turn: so moments follow one another as saves do.
            self.connection()
            self._now = self.clock.now()
        return self._now

    def flush(self, objects: Sequence[Any] | None = None) -> None:
        """Write all changes; the permission to do so ends with the flush, however that ends."""
        with permitted():
            super().flush(objects)


@contextmanager
def permitted() -> Iterator[None]:
    """Let the statements of this block change tracked tables; whoever asks records what they do."""
    before = _flushing.set(True)
    try:
        yield
    finally:
        _flushing.reset(before)


@contextmanager
def erasing() -> Iterator[None]:
    """Let the statements of this block change all tables, also what is only ever added to.

    For the erasure of a person alone: the history itself must forget what it held, so that no row
    of it can say what was taken out.
    """
    before = _erasing.set(True)
    try:
        yield
    finally:
        _erasing.reset(before)


def watch(session_class: type[TrackedSession]) -> None:
    """Record what sessions of this class change."""
    event.listen(session_class, "before_flush", _before_flush)
    event.listen(session_class, "after_flush", _after_flush)
    event.listen(session_class, "after_soft_rollback", _forget_moment)
    event.listen(session_class, "after_commit", _forget_moment)


def guard(engine: Engine) -> None:
    """Refuse statements that would change tracked tables past the sessions."""
    event.listen(engine, "before_cursor_execute", _refuse_untracked)


def unit_of(session: Session) -> str:
    """The name under which the history keeps all changes of this session's transaction."""
    unit: str = session.info.setdefault("unit", uuid.uuid4().hex)
    return unit


def _before_flush(session: TrackedSession, _context: UOWTransaction, _instances: Any) -> None:
    now, actor = session.now, _actor(session)
    changed = [row for row in session.dirty if session.is_modified(row)]
    removed = session.deleted
    # Once for each record: a save counts as one, however many flushes it takes.
    stamped: set[Record] = session.info.setdefault(_STAMPED, set())
    for record in _records(session, [*session.new, *changed, *removed]):
        if record not in removed and record not in stamped:
            record.changed_at, record.changed_by = now, actor
            stamped.add(record)


def _forget_moment(session: TrackedSession, *_transaction: Any) -> None:
    session.info.pop(_STAMPED, None)
    session.info.pop(_STRETCH, None)
    session._now = None


def _records(session: Session, rows: Iterable[Any]) -> Iterator[Record]:
    """The records among these rows, and those that the rows are or were part of."""
    for row in rows:
        if isinstance(row, Record):
            yield row
        if isinstance(row, Base):
            yield from _records(session, _owners(session, row))


def _owners(session: Session, row: Base) -> Iterator[Base]:
    for column, table in _owned_by(type(row)):
        for number in {getattr(row, column), former(row, column)} - {None}:
            if owner := session.get(table, number):
                yield owner


@cache
def _owned_by(table: type[Base]) -> tuple[tuple[str, type[Base]], ...]:
    """The columns of a table that say what its rows are part of."""
    tables = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    return tuple(
        (column.key, tables[key.column.table])
        for column in table.__table__.columns
        if column.info.get(OWNED)
        for key in column.foreign_keys
    )


def _after_flush(session: TrackedSession, context: UOWTransaction) -> None:
    stamp = {
        "unit": unit_of(session),
        "at": session.now,
        "actor": _actor(session),
    }
    added, changed, removed = (_tracked(rows) for rows in flushed(context))
    entries = [
        *(_entry(session, row, "insert", None, _values(row)) for row in added),
        *(
            _entry(session, row, "update", *difference)
            for row in changed
            if (difference := _difference(row))
        ),
        *(_entry(session, row, "delete", _former_values(row), None) for row in removed),
    ]
    _write(session, [stamp | entry for entry in entries])


def record_added(
    session: TrackedSession, table: type[Base], rows: Sequence[Mapping[str, Any]], at: datetime
) -> None:
    """Record rows that a statement has added, each with its number.

    A row is a record itself, or part of one directly.
    """
    stamp = {"unit": unit_of(session), "at": at, "actor": _actor(session), "action": "insert"}
    stamp |= {"table_name": table.__tablename__, "before": None}
    changes = [
        stamp
        | {
            "row_id": str(row["id"]),
            "after": {key: _plain(value) for key, value in row.items() if value is not None},
            "record": _record_name(table, row),
        }
        for row in rows
    ]
    _write(session, changes)


def _write(session: TrackedSession, changes: Sequence[Mapping[str, Any]]) -> None:
    """Add rows to the history: the one place that does."""
    if changes:
        stretch: chain.Stretch = session.info.setdefault(_STRETCH, chain.Stretch())
        linked = [stretch.linked(each) for each in changes]
        session.connection().execute(insert(Change), linked)


def seal(session: TrackedSession) -> None:
    """Close what the transaction of this session has added to the history: its last statement."""
    if stretch := session.info.pop(_STRETCH, None):
        chain.seal(session.connection(), unit_of(session), stretch)


def _record_name(table: type[Base], row: Mapping[str, Any]) -> str | None:
    if issubclass(table, Record):
        return f"{table.__tablename__}/{row['id']}"
    for column, owner in _owned_by(table):
        if row.get(column) is not None:
            return f"{owner.__tablename__}/{row[column]}"
    return None


def _actor(session: TrackedSession) -> str:
    if not session.actor:
        raise UntrackedChangeError("a session that writes needs an actor")
    return session.actor


def _tracked(rows: Iterable[Base]) -> list[Base]:
    return [row for row in rows if row.__tablename__ not in UNTRACKED]


def _entry(
    session: Session,
    row: Base,
    action: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> dict[str, Any]:
    record = next(_records(session, [row]), None)
    return {
        "action": action,
        "table_name": row.__tablename__,
        "row_id": "/".join(str(part) for part in identity(row)),
        "before": before,
        "after": after,
        "record": f"{record.__tablename__}/{record.id}" if record else None,
    }


def _columns(row: Base) -> list[str]:
    return [attribute.key for attribute in object_mapper(row).column_attrs]


def _values(row: Base) -> dict[str, Any]:
    values = {column: getattr(row, column) for column in _columns(row)}
    return {column: _plain(value) for column, value in values.items() if value is not None}


def _former_values(row: Base) -> dict[str, Any]:
    values = {column: former(row, column) for column in _columns(row)}
    return {column: _plain(value) for column, value in values.items() if value is not None}


def _difference(row: Base) -> tuple[dict[str, Any], dict[str, Any]] | None:
    attributes = inspect(row, raiseerr=True).attrs
    columns = [column for column in _columns(row) if attributes[column].history.has_changes()]
    if not set(columns) - COUNTERS:
        return None
    before = {column: _plain(former(row, column)) for column in columns}
    return before, {column: _plain(getattr(row, column)) for column in columns}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def value_of(column: Column[Any], plain: Any) -> Any:
    """A value of the history as its column holds it."""
    kind: Any = getattr(column.type, "impl_instance", column.type).python_type
    return kind.fromisoformat(plain) if kind in _MOMENTS and plain is not None else plain


def _refuse_untracked(
    _connection: Connection,
    _cursor: Any,
    statement: str,
    _parameters: Any,
    _context: Any,
    _many: bool,
) -> None:
    if _erasing.get():
        return
    found = _CHANGED_TABLE.match(statement)
    table = found[1].lower() if found else ""
    if table in _ONLY_ADDED and not statement.lstrip().upper().startswith("INSERT"):
        raise UntrackedChangeError(f"rows of {table} are only ever added")
    if _flushing.get():
        return
    if table in Base.metadata.tables and table not in UNTRACKED | DERIVED:
        raise UntrackedChangeError(f"change {table} through a session's rows, not by a statement")
