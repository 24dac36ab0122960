"""What a flush does to rows, told while the session still knows what was there before."""

from typing import Any, NamedTuple

from sqlalchemy import inspect
from sqlalchemy.orm import UOWTransaction, object_mapper

from db.tables import Base


class Flushed(NamedTuple):
    """The rows of one flush by what becomes of them."""

    added: list[Base]
    changed: list[Base]
    removed: list[Base]


def flushed(context: UOWTransaction) -> Flushed:
    """The rows that this flush writes, in the order of their numbers.

    The session's own lists do not do: a row that left its parent's collection is deleted without
    standing in `session.deleted`.
    """
    found = Flushed([], [], [])
    for state, (is_removed, is_only_looked_at) in context.states.items():
        row = state.obj()
        if is_only_looked_at or not isinstance(row, Base):
            continue
        if is_removed:
            found.removed.append(row)
        elif state.has_identity:
            found.changed.append(row)
        else:
            found.added.append(row)
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
