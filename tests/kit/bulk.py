"""Many rows at once, past the sessions: for tests that ask how a full store is read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ColumnElement, create_engine, event, insert, select

from db.tables.base import Base
from ozg_tui.desk.core.desk import Desk


def fill(desk: Desk, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows without history and search entries."""
    engine = create_engine(desk.engine.url)
    try:
        with engine.begin() as connection:
            connection.execute(insert(table), rows)
    finally:
        engine.dispose()


def double(desk: Desk, table: type[Base], only: ColumnElement[bool], times: int) -> None:
    """Insert the rows that are meant once more, so many times over."""
    columns = [each for each in table.__table__.columns if not each.primary_key]
    copy = insert(table).from_select([each.name for each in columns], select(*columns).where(only))
    engine = create_engine(desk.engine.url)
    try:
        with engine.begin() as connection:
            for _ in range(times):
                connection.execute(copy)
    finally:
        engine.dispose()


@contextmanager
def counted(desk: Desk) -> Iterator[list[str]]:
    """The statements that reach the store inside the block."""
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(desk.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(desk.engine, "before_cursor_execute", note)
