"""Judges the open IKZ applications; apart, because this loads the ORM and the rules."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from db.tables import Application, Participant
from ozg_tui.codes.ikz import ON_THE_WAY, OPEN_STATIONS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, judge_case
from ozg_tui.desk.ikz.obstacles import first_obstacle
from ozg_tui.desk.overview.applications import WAY, Judged, Obstacle, days_since, grouped
from ozg_tui.rules.ikz.partners import has_resolved, members, resolve

_OPEN = (
    select(Application)
    .where(Application.station.in_(OPEN_STATIONS))
    .options(selectinload(Application.participants).selectinload(Participant.resolution))
    .order_by(Application.number)
)


def obstacles(desk: Desk) -> tuple[Obstacle, ...]:
    """The obstacles of all open applications, those that are in order first, then the frequent."""
    return grouped(judged(desk, desk.today()))


def judged(desk: Desk, today: date) -> tuple[Judged, ...]:
    """Every open application with what the rules object to first.

    Who waits for an authority has that obstacle and no other. What has failed comes before what
    has to be clarified, and that before what is open, each in the order of the checks.
    """
    land = territory(desk)
    found = []
    with reading(desk) as session:
        for row in session.scalars(_OPEN):
            case = case_of(APPLICATIONS.value(row), land, today)
            partners = members(resolve(case, land.by_key))
            verdict = judge_case(desk, case)
            code, label, said = first_obstacle(desk, verdict)
            if row.station in ON_THE_WAY:
                code, label, said = WAY, "bei LK/RP/Ministerium", ""
            found.append(
                Judged(
                    code=code,
                    label=label,
                    id=row.id,
                    number=row.number,
                    said=said,
                    cents=verdict.grant.standard_cents or 0,
                    councils=len(partners),
                    resolved=sum(
                        has_resolved(each.participant.resolution, case.reference_date)
                        for each in partners
                    ),
                    days=days_since(row.station_since, today),
                )
            )
    return tuple(found)
