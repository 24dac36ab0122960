"""Rows as they were before a unit of changes: written through the session, as every save is."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Column, func, inspect, select
from sqlalchemy.orm import selectinload

from db.history import value_of
from db.metadata import metadata
from db.tables import TABLES, Base, BookingStep, Draft, Record, StationStep
from db.tables.base import OWNED
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.undo.history import Key, Net, in_chunks

_ORDER = {table.name: number for number, table in enumerate(metadata.sorted_tables)}
_STEPS: Mapping[type[Base], tuple[str, str, str]] = {
    StationStep: ("application_id", "from_station", "to_station"),
    BookingStep: ("booking_id", "from_state", "to_state"),
}
"""Tables of steps: whose step it is, from where and where to."""


def in_order(keys: Iterable[Key]) -> list[Key]:
    """Rows in the one order that holds everywhere: what others refer to comes first."""
    return sorted(keys, key=lambda key: (_ORDER[key[0]], int(key[1])))


def lock(session: DeskSession, records: set[str]) -> dict[str, Record]:
    """The records that are still there, locked in the one order that all who lock several keep."""
    found: dict[str, Record] = {}
    for name, numbers in _by_table(map(_split, records)):
        table: Any = TABLES[name]
        for part in in_chunks(numbers):
            locked = select(table).where(table.id.in_(part)).order_by(table.id).with_for_update()
            for row in session.scalars(locked, execution_options={"populate_existing": True}):
                found[f"{name}/{row.id}"] = row
    return found


def hold(session: DeskSession, unit: Mapping[Key, Net]) -> list[Base]:
    """Read the rows of a unit many at once, and the parts of records that go with them.

    While somebody holds them, the session need not ask for any of them again.
    """
    held: list[Base] = []
    for name, numbers in _by_table(key for key, net in unit.items() if net.after is not None):
        table: Any = TABLES[name]
        parts = [selectinload(getattr(table, each)) for each in _owned(table)]
        goes = all(unit[name, str(number)].before is None for number in numbers)
        for part in in_chunks(numbers):
            wanted = select(table).where(table.id.in_(part)).options(*(parts if goes else ()))
            held += session.scalars(wanted)
    return held


@cache
def _owned(table: type[Base]) -> tuple[str, ...]:
    """The relationships whose rows go with a row of a table."""
    return tuple(each.key for each in inspect(table).relationships if each.cascade.delete)


def gone(session: DeskSession, keys: Iterable[Key]) -> frozenset[str]:
    """Those of these rows that are no more: `note/7`."""
    found = set()
    for name, numbers in _by_table(keys):
        table: Any = TABLES[name]
        for part in in_chunks(numbers):
            there = set(session.scalars(select(table.id).where(table.id.in_(part))))
            found |= {f"{name}/{number}" for number in part if number not in there}
    return frozenset(found)


def _by_table(keys: Iterable[Key]) -> Iterator[tuple[str, list[int]]]:
    for name, rows in groupby(in_order(keys), key=itemgetter(0)):
        yield name, [int(number) for _, number in rows]


def row_of(session: DeskSession, key: Key) -> Base | None:
    """The row as it is now; None where it is gone."""
    return session.get(TABLES[key[0]], int(key[1]))


class Signed(NamedTuple):
    """What a step back is signed with: day, person and a word on why it was taken."""

    day: date
    actor: str
    note: str


def write_back(session: DeskSession, unit: Mapping[Key, Net], signed: Signed) -> None:
    """Make the rows what they were before the unit; a step is answered by the step back.

    Records that come back go first, what refers to them follows; records that go are the last.
    Raises `RefusedError` for what the database guarantees.
    """
    known: dict[tuple[str, int], int] = {}
    gone = in_order(key for key, net in unit.items() if net.after is None)
    with session.no_autoflush:
        for _, keys in groupby(_records_among(gone), key=itemgetter(0)):
            for key in keys:
                _bring_back(session, key, unit[key], known)
            # Once for each table: a flush for each of a thousand rows takes a minute.
            session.flush()
        for key, net in unit.items():
            if net.before is not None and net.after is not None:
                _set_back(session, key, net)
        for key in gone:
            if not issubclass(TABLES[key[0]], Record):
                _bring_back(session, key, unit[key], known)
        _let_go_of_parts(session, unit)
        with_records = _going_with_records(session, unit)
        for key in _came(unit, of_records=False):
            if row_of(session, key) in with_records:
                continue
            if TABLES[key[0]] in _STEPS:
                _step_back(session, TABLES[key[0]], unit[key], signed)
            else:
                session.delete(row_of(session, key))
        session.flush()
        for _, keys in groupby(_came(unit, of_records=True), key=itemgetter(0)):
            for key in keys:
                session.delete(row_of(session, key))
            session.flush()
    session.expire_all()


def as_it_was(session: DeskSession, key: Key, net: Net) -> Base:
    """A row as it would be, which is not part of the session."""
    row = row_of(session, key) if net.after is not None else None
    names = [attribute.key for attribute in inspect(TABLES[key[0]]).column_attrs]
    now = {name: getattr(row, name) for name in names} if row is not None else {}
    return TABLES[key[0]](**now | _values(key, net))


def hanging_on(
    session: DeskSession, keys: Iterable[Key], unit: Mapping[Key, Net]
) -> dict[Key, list[str]]:
    """The tables with rows that refer to rows and did not come with them in this unit, by row."""
    found: dict[Key, list[str]] = defaultdict(list)
    for name, numbers in _by_table(keys):
        for column in _referring(name):
            table = column.table
            for part in in_chunks(numbers):
                for row, target in session.execute(
                    select(table.c.id, column).where(column.in_(part))
                ):
                    # What the unit changed lets go of the row when it is set back.
                    if (table.name, str(row)) not in unit:
                        found[name, str(target)].append(table.name)
    return found


@cache
def _referring(name: str) -> tuple[Column[Any], ...]:
    """The columns of all tables that refer to a table."""
    return tuple(
        column
        for table in metadata.sorted_tables
        for column in table.columns
        if any(each.column.table.name == name for each in column.foreign_keys)
    )


def drafts_of(session: DeskSession, keys: Iterable[Key]) -> dict[Key, str]:
    """Who has typed into the forms of these records and not saved yet, one for each."""
    found: dict[Key, str] = {}
    for name, numbers in _by_table(keys):
        for part in in_chunks(numbers):
            typed = (
                select(Draft.record_id, func.min(Draft.actor))
                .where(Draft.form == name, Draft.record_id.in_(part))
                .group_by(Draft.record_id)
            )
            found |= {(name, str(number)): actor for number, actor in session.execute(typed)}
    return found


def _records_among(keys: Iterable[Key]) -> Iterator[Key]:
    return (key for key in keys if issubclass(TABLES[key[0]], Record))


def _split(record: str) -> Key:
    table, _, number = record.partition("/")
    return table, number


def _came(unit: Mapping[Key, Net], *, of_records: bool) -> Iterator[Key]:
    for key in reversed(in_order(key for key, net in unit.items() if net.before is None)):
        if issubclass(TABLES[key[0]], Record) is of_records:
            yield key


def _let_go_of_parts(session: DeskSession, unit: Mapping[Key, Net]) -> None:
    """Have records that go forget the parts that have another record now."""
    has_moved = any(
        net.before is not None
        and net.after is not None
        and any(TABLES[key[0]].__table__.c[name].info.get(OWNED) for name in net.fields)
        for key, net in unit.items()
    )
    if not has_moved:
        return
    session.flush()
    for key in _came(unit, of_records=True):
        if names := _owned(TABLES[key[0]]):
            session.expire(row_of(session, key), names)


def _going_with_records(session: DeskSession, unit: Mapping[Key, Net]) -> set[Base]:
    """The parts that a record takes along when it goes, and theirs."""
    found: set[Base] = set()
    records = (row_of(session, key) for key in _came(unit, of_records=True))
    going = [record for record in records if record is not None]
    while going:
        row = going.pop()
        for name in _owned(type(row)):
            held = getattr(row, name)
            parts = held if isinstance(held, list) else [held] if held is not None else []
            found.update(parts)
            going += parts
    return found


def _set_back(session: DeskSession, key: Key, net: Net) -> None:
    row = row_of(session, key)
    for name, value in _values(key, net).items():
        setattr(row, name, value)


def _bring_back(
    session: DeskSession, key: Key, net: Net, known: dict[tuple[str, int], int]
) -> None:
    table, values = TABLES[key[0]], _values(key, net)
    for column in table.__table__.columns:
        for each in column.foreign_keys:
            number = values.get(column.key)
            if number is not None:
                values[column.key] = known.get((each.column.table.name, number), number)
    # A store that an older program has kept may hold another row under the number of the removed.
    is_taken = row_of(session, key) is not None
    if is_taken:
        del values["id"]
    row: Any = table(**values)
    session.add(row)
    if is_taken:
        session.flush()
        known[key[0], int(key[1])] = row.id


def _values(key: Key, net: Net) -> dict[str, Any]:
    """What the changed fields of a row held before."""
    columns, before = inspect(TABLES[key[0]]).columns, net.before or {}
    return {name: value_of(columns[name], before.get(name)) for name in net.fields}


def _step_back(session: DeskSession, table: type[Base], net: Net, signed: Signed) -> None:
    taken = net.after or {}
    owner, start, end = _STEPS[table]
    turned = {owner: taken[owner], start: taken[end], end: taken[start]}
    session.add(table(**turned, moved_on=signed.day, actor=signed.actor, note=signed.note))
