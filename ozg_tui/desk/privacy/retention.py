"""What has been kept as long as it may be: counted for who decides; nothing goes by itself."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Date, func, or_, select

from ozg_tui.clock import beginning_of, day_of
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.privacy.processing import Activity, activities
from ozg_tui.desk.privacy.tables import Kept, kept_tables
from ozg_tui.rules.dates import add_months

_ERASED = "gelöscht (%"


class Due(NamedTuple):
    """How many rows of a table are kept longer than their activity says.

    `before` is the first day that is kept, `oldest` the day of the oldest row, `people` the numbers
    of those whom the rows name by number.
    """

    activity: Activity
    called: str
    table: str
    before: date
    rows: int
    oldest: date
    people: tuple[int, ...]


def due(desk: Desk) -> tuple[Due, ...]:
    """What is due today, in the order of the record of processing; erased rows count no more."""
    today = desk.today()
    order = list(activities())
    kept = sorted(kept_tables().values(), key=lambda each: order.index(each.personal.activity))
    with reading(desk) as session:
        reader = session.connection()
        found = (_due(reader, each, today) for each in kept)
        return tuple(each for each in found if each is not None)


def _due(reader: Connection, kept: Kept, today: date) -> Due | None:
    activity = activities()[kept.personal.activity]
    if activity.months is None or not kept.personal.since:
        return None
    since = kept.table.c[kept.personal.since]
    before = add_months(today, -activity.months)
    limit = before if isinstance(since.type, Date) else beginning_of(before)
    is_due: list[ColumnElement[bool]] = [since < limit]
    if kept.personal.own:
        own = kept.table.c[kept.personal.own[0]]
        is_due.append(or_(own.is_(None), own.not_like(_ERASED)))
    rows, oldest = reader.execute(select(func.count(), func.min(since)).where(*is_due)).one()
    if not rows:
        return None
    people: list[int] = []
    if kept.personal.by:
        person = kept.table.c[kept.personal.by[0]]
        named = select(person).where(*is_due, person.is_not(None)).distinct().order_by(person)
        people = list(reader.scalars(named))
    return Due(activity, kept.called, kept.name, before, rows, _day(oldest), tuple(people))


def _day(value: Any) -> date:
    day: date = day_of(value) if isinstance(value, datetime) else value
    return day
