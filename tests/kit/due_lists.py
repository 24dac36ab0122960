"""What is due, read by the ORM, to hold against what the desk does with follow-ups."""

from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select

from db.tables import Application, Contact, FollowUp
from ozg_tui.desk.consulting.rules import reference
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory

DUE_SHOWN = 200


class Due(NamedTuple):
    """An open follow-up; `days_overdue` is 0 for today and later, `about` names the record."""

    id: int
    due_on: date
    days_overdue: int
    text: str
    owner: str
    place: str
    about: str
    organisation_id: int | None


class DueCounts(NamedTuple):
    """How many open follow-ups are overdue, for today, and for later."""

    overdue: int
    today: int
    later: int


_open = FollowUp.done_at.is_(None)
_mine = FollowUp.owner == bindparam("owner")
_DUE = (
    select(
        FollowUp.id,
        FollowUp.due_on,
        FollowUp.text,
        FollowUp.owner,
        FollowUp.organisation_id,
        FollowUp.booking_id,
        Application.number,
        Contact.title,
        Contact.given_name,
        Contact.family_name,
    )
    .outerjoin(Application, Application.id == FollowUp.application_id)
    .outerjoin(Contact, Contact.id == FollowUp.contact_id)
    .where(_open)
    .order_by(FollowUp.due_on, FollowUp.id)
    .limit(bindparam("limit"))
)
_DUE_MINE = _DUE.where(_mine)
_day = bindparam("on", type_=FollowUp.due_on.type)
_COUNTS = select(
    *(
        func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
        for condition in (FollowUp.due_on < _day, FollowUp.due_on == _day, FollowUp.due_on > _day)
    )
).where(_open)
_COUNTS_MINE = _COUNTS.where(_mine)


def due(desk: Desk, on: date, owner: str | None = None, limit: int = DUE_SHOWN) -> tuple[Due, ...]:
    """The open follow-ups, overdue first, then today, then later; of one owner or of all."""
    land = territory(desk)
    rows = desk.read(
        lambda reader: reader.execute(
            _DUE if owner is None else _DUE_MINE, _wanted(owner) | {"limit": limit}
        ).all()
    )
    return tuple(
        Due(
            id=row.id,
            due_on=row.due_on,
            days_overdue=max(0, (on - row.due_on).days),
            text=row.text,
            owner=row.owner,
            place=land.name(row.organisation_id) if row.organisation_id else "",
            about=_about(row),
            organisation_id=row.organisation_id,
        )
        for row in rows
    )


def how_many_due(desk: Desk, on: date, owner: str | None = None) -> DueCounts:
    """How many follow-ups are open, of one owner or of all."""
    row = desk.read(
        lambda reader: reader.execute(
            _COUNTS if owner is None else _COUNTS_MINE, _wanted(owner) | {"on": on}
        ).one()
    )
    return DueCounts(*(int(each) for each in row))


def _wanted(owner: str | None) -> dict[str, Any]:
    return {} if owner is None else {"owner": owner}


def _about(row: Any) -> str:
    person = " ".join(part for part in (row.title, row.given_name, row.family_name) if part)
    booking = reference(row.booking_id) if row.booking_id else ""
    return ", ".join(part for part in (row.number, booking, person) if part)
