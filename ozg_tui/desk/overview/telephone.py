"""Calls of the day, and what is to be done by now."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, literal_column, select

from db.names import full_name
from db.outline import call, follow_up, organisation_period
from db.search.refs import Refs
from ozg_tui.clock import BERLIN, beginning_of
from ozg_tui.codes.search import Kind
from ozg_tui.codes.telephone import CallResult

TASKS_SHOWN = 50
"""More than anybody reads in a panel; the line below them opens all."""

_newest_first = call.c.started_at.desc(), call.c.id.desc()
_CALLS = (
    select(call)
    .where(call.c.started_at >= bindparam("begin"), call.c.started_at < bindparam("end"))
    .order_by(*_newest_first)
)
_UNNOTED = (
    select(call.c.id)
    # As the condition of the index says it.
    .where(call.c.result == literal_column(f"'{CallResult.OPEN}'"))
    .where(call.c.started_at < bindparam("begin"))
    .order_by(*_newest_first)
)
_due = follow_up.c.done_at.is_(None), follow_up.c.due_on <= bindparam("day")
_DUE = (
    select(follow_up.c.id, follow_up.c.due_on)
    .where(*_due)
    .order_by(follow_up.c.due_on, follow_up.c.id)
)
_TASKS = (
    select(
        follow_up.c.id,
        follow_up.c.due_on,
        follow_up.c.owner,
        follow_up.c.text,
        follow_up.c.organisation_id,
    )
    .where(*_due)
    .order_by(follow_up.c.due_on, follow_up.c.id)
    .limit(TASKS_SHOWN)
)
_period = organisation_period.c
# Oldest first, so that the newest name is the one that stays; also of what was merged since.
_NAMES = (
    select(_period.organisation_id, _period.name, _period.kind)
    .where(_period.organisation_id.in_(bindparam("ids", expanding=True)))
    .order_by(_period.valid_from.asc().nulls_first())
)


class CallLine(NamedTuple):
    """A call of today; `started_at` is the time in Hessen.

    `place` is empty for a caller that is not assigned, `number` for a withheld one.
    """

    id: int
    started_at: datetime
    direction: str
    place: str
    number: str
    topic: str
    result: str


class TaskLine(NamedTuple):
    """A follow-up that is due; `place` is empty for one that belongs to no organisation."""

    id: int
    due_on: date
    owner: str
    text: str
    place: str


class Telephone(NamedTuple):
    """Calls newest first, follow-ups the longest overdue first."""

    calls: tuple[CallLine, ...]
    unnoted: Refs
    """Calls of days before today without a result."""
    tasks: tuple[TaskLine, ...]
    overdue: Refs
    due_today: Refs

    @property
    def of_today(self) -> Refs:
        """All calls of today."""
        return Refs(Kind.CALL, tuple(call.id for call in self.calls))


def telephone(reader: Connection, day: date) -> Telephone:
    """The calls that began on a day in Hessen, and the follow-ups that are due by it."""
    begin, end = map(beginning_of, (day, day + timedelta(days=1)))
    calls = reader.execute(_CALLS, {"begin": begin, "end": end}).all()
    due = reader.execute(_DUE, {"day": day}).all()
    tasks = reader.execute(_TASKS, {"day": day}).all()
    ids = {row.organisation_id for row in (*calls, *tasks)} - {None}
    names = {
        row.organisation_id: full_name(row.name, row.kind)
        for row in (reader.execute(_NAMES, {"ids": list(ids)}) if ids else ())
    }
    return Telephone(
        calls=tuple(
            CallLine(
                row.id,
                row.started_at.astimezone(BERLIN),
                row.direction,
                names.get(row.organisation_id, ""),
                row.raw_number or "",
                row.topic or "",
                row.result,
            )
            for row in calls
        ),
        unnoted=Refs(Kind.CALL, tuple(reader.scalars(_UNNOTED, {"begin": begin}))),
        tasks=tuple(
            TaskLine(row.id, row.due_on, row.owner, row.text, names.get(row.organisation_id, ""))
            for row in tasks
        ),
        overdue=Refs(Kind.FOLLOW_UP, tuple(row.id for row in due if row.due_on < day)),
        due_today=Refs(Kind.FOLLOW_UP, tuple(row.id for row in due if row.due_on == day)),
    )
