"""Calls of the day, and what is to be done by now."""

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, Date, bindparam, text

from db.metadata import UtcTime
from db.names import full_name
from db.search.refs import Refs
from ozg_tui.clock import BERLIN
from ozg_tui.codes.search import Kind

TASKS_SHOWN = 50
"""More than anybody reads in a panel; the line below them opens all."""

_CALLS = (
    text(
        """
        SELECT id, started_at, direction, raw_number, organisation_id, topic, result FROM call
        WHERE started_at >= :begin AND started_at < :end
        ORDER BY started_at DESC, id DESC
        """
    )
    .bindparams(bindparam("begin", type_=UtcTime()), bindparam("end", type_=UtcTime()))
    .columns(started_at=UtcTime())
)
_UNNOTED = text(
    """
    SELECT id FROM call WHERE result = 'open' AND started_at < :begin
    ORDER BY started_at DESC, id DESC
    """
).bindparams(bindparam("begin", type_=UtcTime()))
_DUE = (
    text(
        """
        SELECT id, due_on FROM follow_up WHERE done_at IS NULL AND due_on <= :day
        ORDER BY due_on, id
        """
    )
    .bindparams(bindparam("day", type_=Date()))
    .columns(due_on=Date())
)
_TASKS = (
    text(
        """
        SELECT id, due_on, owner, text, organisation_id FROM follow_up
        WHERE done_at IS NULL AND due_on <= :day
        ORDER BY due_on, id LIMIT :shown
        """
    )
    .bindparams(bindparam("day", type_=Date()))
    .columns(due_on=Date())
)
# Oldest first, so that the newest name is the one that stays; also of what was merged since.
_NAMES = text(
    """
    SELECT organisation_id, name, kind FROM organisation_period WHERE organisation_id IN :ids
    ORDER BY valid_from IS NOT NULL, valid_from
    """
).bindparams(bindparam("ids", expanding=True))


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
    begin, end = (datetime.combine(each, time.min, BERLIN) for each in (day, day + timedelta(1)))
    calls = reader.execute(_CALLS, {"begin": begin, "end": end}).all()
    due = reader.execute(_DUE, {"day": day}).all()
    tasks = reader.execute(_TASKS, {"day": day, "shown": TASKS_SHOWN}).all()
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
