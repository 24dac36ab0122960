"""What a flush does to rows, told while the session still knows what was there before."""

from typing import Any, NamedTuple

from sqlalchemy import inspect
from sqlalchemy.orm import UOWTransaction, object_mapper

from db.seams import written
from db.tables import Base


class Flushed(NamedTuple):
    """The rows of one flush by what becomes of them."""

    added: list[Base]
    changed: list[Base]
    removed: list[Base]


def flushed(context: UOWTransaction) -> Flushed:
    """The rows that this flush writes, in the order of their numbers."""
    found = Flushed([], [], [])
    for row, is_removed, is_added in written(context):
        if not isinstance(row, Base):
            continue
        if is_removed:
            found.removed.append(row)
        elif is_added:
            found.added.append(row)
        else:
            found.changed.append(row)
    for rows in found:
        rows.sort(key=lambda row: (row.__tablename__, identity(row)))
    return found


def identity(row: Base) -> tuple[Any, ...]:
    """The primary key of a row."""
    return object_mapper(row).primary_key_from_instance(row)


def former(row: Base, column: str) -> Any:
    """What the column held before the changes of this flush; None when it held nothing."""
    history = inspect(row, raiseerr=True).attrs[column].history
    before = history.deleted or history.unchanged
    return before[0] if before else None
