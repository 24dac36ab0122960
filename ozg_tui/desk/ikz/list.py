"""All IKZ applications, each with its station, what the rules object to, and who has to resolve."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload

from db.tables import Application, Participant
from ozg_tui.codes.ikz import ParticipantRole, Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, determine_case
from ozg_tui.desk.ikz.obstacles import first_obstacle
from ozg_tui.rules.ikz.judge import Result
from ozg_tui.rules.ikz.partners import Partner, has_resolved, members, resolve
from ozg_tui.rules.verdict import Check

_AT = (
    select(Application)
    .where(Application.station.in_(bindparam("stations", expanding=True)))
    .options(selectinload(Application.participants).selectinload(Participant.resolution))
    .order_by(Application.number)
)


class ListedApplication(NamedTuple):
    """One application; `lead` is empty where no Kommune leads it.

    `obstacle` is what the rules object to first, `said` the figure behind it. `missing` are the
    Kommunen whose councils have not resolved by `reference_date`, the day it was judged for;
    `checks` are all preconditions.
    """

    id: int
    number: str
    title: str
    lead: str
    station: Station
    station_since: date | None
    reference_date: date | None
    result: Result
    obstacle: str
    said: str
    determination: str
    partners: int
    missing: tuple[str, ...]
    checks: tuple[Check, ...]


def listed_applications(
    desk: Desk, stations: Collection[str] = tuple(Station), on: date | None = None
) -> tuple[ListedApplication, ...]:
    """Give the applications at some stations by their number, judged as the form does.

    `on` replaces the day of each application for the judgement; the stations are those of today.
    """
    with reading(desk) as session:
        rows = session.scalars(_AT, {"stations": [str(each) for each in stations]})
        return tuple(_listed(desk, row, on) for row in rows)


def _listed(desk: Desk, row: Application, on: date | None) -> ListedApplication:
    land = territory(desk)
    case = case_of(APPLICATIONS.value(row), land, desk.today(), row.number)
    if on is not None:
        case = case.model_copy(update={"reference_date": on})
    partners = members(resolve(case, land.by_key))
    determination = determine_case(desk, case)
    _, obstacle, said = first_obstacle(desk, determination.verdict)
    leading = [each.key for each in case.participants if each.role is ParticipantRole.LEAD]
    return ListedApplication(
        id=row.id,
        number=row.number,
        title=row.title,
        lead=", ".join(_name(land, key) for key in leading),
        station=Station(row.station),
        station_since=row.station_since,
        reference_date=case.reference_date,
        result=determination.verdict.result,
        obstacle=obstacle,
        said=said,
        determination=determination.id,
        partners=len(partners),
        missing=_missing(partners, case.reference_date),
        checks=determination.verdict.checks,
    )


def _missing(partners: tuple[Partner, ...], on: date | None) -> tuple[str, ...]:
    return tuple(
        each.name for each in partners if not has_resolved(each.participant.resolution, on)
    )


def _name(land: Territory, key: str) -> str:
    place = land.by_key.get(key)
    return place.latest.name if place else key
