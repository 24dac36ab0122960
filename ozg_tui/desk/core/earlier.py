"""What a record held before: the steps of its history, the latest first."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from db.tables import Change
from db.tables.base import Record
from ozg_tui.desk.core.session import DeskSession


class Step(NamedTuple):
    """One change of a record: who made it when, and the fields it changed, before and after."""

    at: datetime
    actor: str
    before: dict[str, Any]
    after: dict[str, Any]


_STEPS = (
    select(Change.at, Change.actor, Change.action, Change.before, Change.after)
    .where(Change.table_name == bindparam("table"), Change.row_id == bindparam("row"))
    .order_by(Change.id.desc())
)


def earlier(session: DeskSession, row: Record) -> Iterator[Step]:
    """The changes of a record since it was made."""
    wanted = {"table": row.__tablename__, "row": str(row.id)}
    for step in session.execute(_STEPS, wanted):
        # SQLite may have given the number of a deleted row to this one.
        if step.action != "update":
            return
        yield Step(step.at, step.actor, step.before, step.after)
