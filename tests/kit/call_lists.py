"""Calls read by the ORM, to hold against what START reads without it."""

from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Executable, bindparam, select

from db.tables import Call, Contact
from ozg_tui.clock import BERLIN
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.german.labels import CALL_RESULTS, TOPICS

OPEN_SHOWN = 100
"""More open calls than anybody works off; a list longer than that is a matter for the report."""


class CallLine(NamedTuple):
    """One call; `started_at` is the time in Hessen, `seconds` None where the length is unknown.

    `place` and `person` are empty for a caller that is not assigned, `number` for a withheld one.
    """

    id: int
    started_at: datetime
    direction: str
    place: str
    person: str
    number: str
    topic_label: str
    result_label: str
    is_open: bool
    has_text: bool
    seconds: int | None
    taken_by: str
    organisation_id: int | None
    contact_id: int | None


_CALLS = (
    select(
        Call.id,
        Call.started_at,
        Call.ended_at,
        Call.direction,
        Call.raw_number,
        Call.topic,
        Call.result,
        Call.text.is_not(None).label("has_text"),
        Call.taken_by,
        Call.organisation_id,
        Call.contact_id,
        Contact.title,
        Contact.given_name,
        Contact.family_name,
    )
    .outerjoin(Contact, Contact.id == Call.contact_id)
    .order_by(Call.started_at.desc(), Call.id.desc())
)
_OF_DAY = _CALLS.where(Call.started_at >= bindparam("begin"), Call.started_at < bindparam("end"))
_OPEN = _CALLS.where(Call.result == CallResult.OPEN).limit(OPEN_SHOWN)


def calls_of_day(desk: Desk, day: date) -> tuple[CallLine, ...]:
    """The calls that began on a day in Hessen, newest first."""
    begin, end = (
        datetime.combine(each, time.min, BERLIN) for each in (day, day + timedelta(days=1))
    )
    return _lines(desk, _OF_DAY, {"begin": begin, "end": end})


def open_calls(desk: Desk) -> tuple[CallLine, ...]:
    """The calls without a result, newest first, however old; at most `OPEN_SHOWN`."""
    return _lines(desk, _OPEN, {})


def _lines(desk: Desk, statement: Executable, wanted: dict[str, Any]) -> tuple[CallLine, ...]:
    land = territory(desk)
    rows = desk.read(lambda reader: reader.execute(statement, wanted).all())
    return tuple(_line(row, land) for row in rows)


def _line(row: Any, land: Territory) -> CallLine:
    names = (row.title, row.given_name, row.family_name)
    lasted = int((row.ended_at - row.started_at).total_seconds()) if row.ended_at else 0
    return CallLine(
        id=row.id,
        started_at=row.started_at.astimezone(BERLIN),
        direction=row.direction,
        place=land.name(row.organisation_id) if row.organisation_id else "",
        person=" ".join(part for part in names if part),
        number=row.raw_number or "",
        topic_label=TOPICS.get(row.topic or "", ""),
        result_label=CALL_RESULTS[row.result],
        is_open=row.result == CallResult.OPEN,
        has_text=row.has_text,
        seconds=lasted or None,
        taken_by=row.taken_by,
        organisation_id=row.organisation_id,
        contact_id=row.contact_id,
    )
