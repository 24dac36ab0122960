"""Where the store leans on what SQLAlchemy does not promise, each with its reason.

A test proves the effect of each: the history knows rows without a parent and what stood there
before, a kept statement gives the rows of a fresh one.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import Connection, Dialect, Select

if TYPE_CHECKING:
    # Lists and searches run kept statements without loading the ORM.
    from sqlalchemy.orm import Mapper, UOWTransaction


class Written(NamedTuple):
    """A row of one flush; an added one has had no identity in the store before."""

    row: Any
    is_removed: bool
    is_added: bool


def written(context: "UOWTransaction") -> Iterator[Written]:
    """All rows that a flush writes.

    The session's own lists do not do: a row that left its parent's collection is deleted without
    standing in `session.deleted`.
    """
    for state, (is_removed, is_only_looked_at) in context.states.items():
        if not is_only_looked_at:
            yield Written(state.obj(), is_removed, not state.has_identity)


def know_what_was_there(mapper: "Mapper[Any]") -> None:
    """Keep the value before a change even where nobody has read it: the history needs it."""
    for attribute in mapper.column_attrs:
        attribute.active_history = True


class Kept(NamedTuple):
    """A compiled statement: its text, its parameters in their order, and those it brought along."""

    text: str
    names: Sequence[str] | None
    own: dict[str, Any]


def kept(statement: Select[Any], dialect: Dialect) -> Kept:
    """A statement compiled once: to look it up in SQLAlchemy's cache takes as long as to run it."""
    done = statement.compile(dialect=dialect)
    return Kept(str(done), done.positiontup, done.params)


def run(connection: Connection, statement: Kept, asked: dict[str, Any]) -> Sequence[Any]:
    """The rows of a kept statement with these parameters."""
    named = statement.own | asked
    if statement.names is None:
        return connection.exec_driver_sql(statement.text, named).all()
    values = tuple(map(named.__getitem__, statement.names))
    return connection.exec_driver_sql(statement.text, values).all()
