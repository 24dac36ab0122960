"""Since the last call: what happened at a Kommune while nobody spoke with it."""

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from db.tables import Call, FollowUp
from ozg_tui.clock import day_of
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.shown import shown
from ozg_tui.desk.core.subjects import owner_of
from ozg_tui.desk.core.telling import WARNING, Recorded
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.since.history import recorded
from ozg_tui.desk.since.sentences import Teller
from ozg_tui.text import clean


class ChangeLine(NamedTuple):
    """One thing that happened: `+` is new or good, `~` changed, `!` needs attention.

    `code` and `record_id` name the record that it is about.
    """

    day: date
    sign: str
    text: str
    code: str
    record_id: int


class Changes(NamedTuple):
    """What happened, newest first, and how much more there is."""

    lines: tuple[ChangeLine, ...]
    more: int


_ID = bindparam("id", type_=Call.organisation_id.type)
_END = func.coalesce(Call.ended_at, Call.started_at, type_=Call.started_at.type)
_LAST_TALK = (
    select(_END)
    .where(Call.organisation_id == _ID, Call.result != CallResult.OPEN)
    .order_by(_END.desc())
    .limit(1)
)
_OVERDUE = select(FollowUp.id, FollowUp.due_on, FollowUp.text).where(
    FollowUp.organisation_id == _ID,
    FollowUp.done_at.is_(None),
    FollowUp.due_on >= bindparam("since", type_=FollowUp.due_on.type),
    FollowUp.due_on < bindparam("on", type_=FollowUp.due_on.type),
)


def last_talk(desk: Desk, organisation_id: int) -> datetime | None:
    """When the last call with an organisation ended; None when there was none.

    A call that nobody has noted yet does not count: it may be the one under way.
    """
    moment: datetime | None = desk.read(
        lambda reader: reader.execute(_LAST_TALK, {"id": organisation_id}).scalar()
    )
    return moment


def since(desk: Desk, organisation_id: int, moment: datetime, limit: int = 5) -> Changes:
    """What happened at an organisation after a moment: the newest lines, and how many more.

    That is everything about it and its people, bookings, applications, services, notes, follow-ups
    and subscriptions, and what has become overdue since. What the seeds brought, confirmations and
    the calls themselves are no news.
    """
    land = territory(desk)
    steps = desk.read(lambda reader: recorded(reader, organisation_id, moment))
    wanted = {
        "id": organisation_id,
        "since": day_of(moment),
        "on": desk.today(),
    }
    overdue = desk.read(lambda reader: reader.execute(_OVERDUE, wanted).all())
    late = {row.id for row in overdue}
    teller = Teller(steps, land)
    found = [
        (line, step.id)
        for step in steps
        if not (step.table == "follow_up" and step.row_id in late)
        and (line := _line(step, teller, organisation_id)) is not None
    ]
    found += [
        (
            ChangeLine(
                row.due_on,
                WARNING,
                f"Wiedervorlage {shown('text', row.text)} überfällig",
                "follow_up",
                row.id,
            ),
            0,
        )
        for row in overdue
    ]
    found.sort(key=lambda each: (each[0].day, each[1]), reverse=True)
    return Changes(tuple(line for line, _ in found[:limit]), max(0, len(found) - limit))


def _line(step: Recorded, teller: Teller, organisation_id: int) -> ChangeLine | None:
    said = teller.tell(step)
    if said is None:
        return None
    owner = owner_of(step.table)
    assert owner is not None
    code = owner.shown_by or owner.code
    record_id = organisation_id if code == "organisation" else step.about.record or step.row_id
    # A number or address of the organisation itself belongs to no person.
    if step.table in {"phone_number", "address"} and not step.about.person:
        code, record_id = "organisation", organisation_id
    day = day_of(step.at)
    return ChangeLine(day, said.sign, clean(said.text), code, record_id)
