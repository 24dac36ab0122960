"""Rows as they were before a unit of changes: written through the session, as every save is."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Column, func, inspect, select
from sqlalchemy.orm import Session

from db.metadata import metadata
from db.tables import Base, Draft, Record, StationStep
from ozg_tui.desk.undo.history import Key, Net

TABLES: Mapping[str, type[Base]] = {
    mapper.class_.__tablename__: mapper.class_ for mapper in Base.registry.mappers
}
_ORDER = {table.name: number for number, table in enumerate(metadata.sorted_tables)}
_MOMENTS = (date, datetime, time)


def in_order(keys: Iterable[Key]) -> list[Key]:
    """Rows in the one order that holds everywhere: what others refer to comes first."""
    return sorted(keys, key=lambda key: (_ORDER[key[0]], int(key[1])))


def lock(session: Session, records: set[str]) -> dict[str, Record]:
    """The records that are still there, locked in the one order that all who lock several keep."""
    found: dict[str, Record] = {}
    for table, number in in_order(map(_split, records)):
        row = session.get(TABLES[table], int(number), with_for_update=True, populate_existing=True)
        if isinstance(row, Record):
            found[f"{table}/{number}"] = row
    return found


def row_of(session: Session, key: Key) -> Base | None:
    """The row as it is now; None where it is gone."""
    return session.get(TABLES[key[0]], int(key[1]))


class Signed(NamedTuple):
    """What a step back is signed with: day, person and a word on why it was taken."""

    day: date
    actor: str
    note: str


def write_back(session: Session, unit: Mapping[Key, Net], signed: Signed) -> None:
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
        for key in _came(unit, of_records=False):
            if key[0] == StationStep.__tablename__:
                _step_back(session, unit[key], signed)
            else:
                session.delete(row_of(session, key))
        session.flush()
        for _, keys in groupby(_came(unit, of_records=True), key=itemgetter(0)):
            for key in keys:
                session.delete(row_of(session, key))
            session.flush()
    session.expire_all()


def as_it_was(session: Session, key: Key, net: Net) -> Base:
    """A row as it would be, which is not part of the session."""
    row = row_of(session, key) if net.after is not None else None
    names = [attribute.key for attribute in inspect(TABLES[key[0]]).column_attrs]
    now = {name: getattr(row, name) for name in names} if row is not None else {}
    return TABLES[key[0]](**now | _values(key, net))


def hanging_on(session: Session, key: Key, unit: Mapping[Key, Net]) -> list[str]:
    """The tables with rows that refer to a row and did not come with it in this unit."""
    found = []
    for column in _referring(key[0]):
        table = column.table
        ids = session.scalars(select(table.c.id).where(column == int(key[1])))
        # What the unit changed lets go of the row when it is set back.
        if any((table.name, str(each)) not in unit for each in ids):
            found.append(table.name)
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


def drafts_of(session: Session, key: Key) -> str | None:
    """Somebody who has typed into the form of a record and not saved yet."""
    return session.scalar(
        select(func.min(Draft.actor)).where(Draft.form == key[0], Draft.record_id == int(key[1]))
    )


def _records_among(keys: Iterable[Key]) -> Iterator[Key]:
    return (key for key in keys if issubclass(TABLES[key[0]], Record))


def _split(record: str) -> Key:
    table, _, number = record.partition("/")
    return table, number


def _came(unit: Mapping[Key, Net], *, of_records: bool) -> Iterator[Key]:
    for key in reversed(in_order(key for key, net in unit.items() if net.before is None)):
        if issubclass(TABLES[key[0]], Record) is of_records:
            yield key


def _set_back(session: Session, key: Key, net: Net) -> None:
    row = row_of(session, key)
    for name, value in _values(key, net).items():
        setattr(row, name, value)


def _bring_back(session: Session, key: Key, net: Net, known: dict[tuple[str, int], int]) -> None:
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
    return {name: _value(columns[name], before.get(name)) for name in net.fields}


def _step_back(session: Session, net: Net, signed: Signed) -> None:
    taken = net.after or {}
    session.add(
        StationStep(
            application_id=taken["application_id"],
            from_station=taken["to_station"],
            to_station=taken["from_station"],
            moved_on=signed.day,
            actor=signed.actor,
            note=signed.note,
        )
    )


def _value(column: "Column[Any]", plain: Any) -> Any:
    kind: Any = getattr(column.type, "impl_instance", column.type).python_type
    return kind.fromisoformat(plain) if kind in _MOMENTS and plain is not None else plain
