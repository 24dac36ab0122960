"""What the history tells an import: how far it knew the store, what staff have written since."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import bindparam, func, select

from db.tables import Change, Exchange
from ozg_tui.desk.core.desk import Desk
from seeds.load import ACTOR

T = TypeVar("T")
CHUNK = 500

_IMPORTS = select(Exchange.unit).where(Exchange.unit.is_not(None))
_CHANGES = (
    select(Change.record, Change.unit)
    .where(Change.record.in_(bindparam("records", expanding=True)))
    .order_by(Change.id)
)
_FIELDS = (
    select(Change.record, Change.unit, Change.actor, Change.table_name, Change.after)
    .where(Change.record.in_(bindparam("records", expanding=True)))
    .order_by(Change.id)
)
_LAST = select(func.max(Change.id))


def last_change(desk: Desk) -> int:
    """The number of the newest change in the store; 0 in an empty one."""
    return desk.read(lambda reader: reader.scalar(_LAST)) or 0


def of_staff(desk: Desk, code: str, ids: Iterable[int]) -> set[int]:
    """The records of a kind that staff have entered, or changed since they came from a file."""
    imports = set(desk.read(lambda reader: reader.scalars(_IMPORTS).all()))
    found = set()
    for part in chunks(sorted(set(ids))):
        last: dict[str, str] = {}
        records = {"records": [f"{code}/{number}" for number in part]}
        rows = desk.read(
            lambda reader, records=records: reader.execute(_CHANGES, records).all()  # type: ignore[misc]
        )
        for row in rows:
            last[row.record] = row.unit
        found |= {number for number in part if last.get(f"{code}/{number}") not in imports}
    return found


def fields_of_staff(desk: Desk, code: str, ids: Iterable[int]) -> dict[int, set[str]]:
    """What staff wrote last in records of a kind: columns, and tables of parts, by number.

    What came from a file or with the program is not theirs.
    """
    imports = set(desk.read(lambda reader: reader.scalars(_IMPORTS).all()))
    found: dict[int, set[str]] = {}
    for part in chunks(sorted(set(ids))):
        records = {"records": [f"{code}/{number}" for number in part]}
        rows = desk.read(
            lambda reader, records=records: reader.execute(_FIELDS, records).all()  # type: ignore[misc]
        )
        for row in rows:
            own = found.setdefault(int(row.record.partition("/")[2]), set())
            written = {row.table_name} if row.table_name != code else set(row.after or {})
            if row.actor == ACTOR or row.unit in imports:
                own -= written
            else:
                own |= written
    return found


def chunks(things: Sequence[T]) -> Iterator[Sequence[T]]:
    """The things in pieces that a statement takes at once."""
    return (things[start : start + CHUNK] for start in range(0, len(things), CHUNK))
