"""What columns without a day of their own held on a day, and when rows were recorded.

What has its own day is asked for that, as far as it is known now: a grant that was entered late
counts from its notice on. What has none, the state of a booking say, is read from the history.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select

from db.tables import Change
from ozg_tui.clock import beginning_of, day_of
from ozg_tui.desk.core.desk import Desk

_LATER = (
    select(Change.row_id, Change.action, Change.before)
    .where(
        Change.table_name == bindparam("table"),
        Change.at >= bindparam("end"),
        Change.action == "update",
    )
    .order_by(Change.id.desc())
)
_ADDED = select(Change.row_id, Change.at).where(
    Change.table_name == bindparam("table"), Change.action == "insert"
)
_FIRST = select(func.min(Change.at)).where(Change.table_name == bindparam("table"))


def end_of(day: date) -> datetime:
    """The moment at which a day in Hessen is over."""
    return beginning_of(day + timedelta(days=1))


def held_then(desk: Desk, table: str, column: str, on: date) -> Mapping[int, Any]:
    """What a column held at the end of a day, of the rows where it has changed since."""
    if on >= desk.today():
        return {}
    wanted = {"table": table, "end": end_of(on)}
    found: dict[int, Any] = {}
    for row in desk.read(lambda reader: reader.execute(_LATER, wanted).all()):
        if column in row.before:
            found[int(row.row_id)] = row.before[column]
    return found


def recorded_on(desk: Desk, table: str) -> Mapping[int, date]:
    """The day on which each row of a table was entered, as far as the history knows it."""
    rows = desk.read(lambda reader: reader.execute(_ADDED, {"table": table}).all())
    return {int(row.row_id): day_of(row.at) for row in rows}


def first_recorded(desk: Desk, table: str) -> date | None:
    """The day of the first change of a table."""
    moment = desk.read(lambda reader: reader.execute(_FIRST, {"table": table}).scalar())
    return day_of(moment) if moment else None
