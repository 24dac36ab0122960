"""One IKZ application with all that belongs to it: its course, its judgement, what is owed."""

from datetime import date
from typing import NamedTuple

from db.errors import NotFoundError
from db.tables import Application
from ozg_tui.codes.ikz import Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Section
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of, determine_case
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.obligations import owed
from ozg_tui.desk.ikz.sections import application_sections
from ozg_tui.rules.ikz.determination import Determination
from ozg_tui.rules.ikz.obligations import Obligation


class Passed(NamedTuple):
    """A step that was made: from which station to which, on which day, and who recorded it."""

    start: Station
    end: Station
    on: date
    by: str
    note: str


class ApplicationDetail(NamedTuple):
    """An application as it is stored, as it is shown and as it is judged.

    `obligations` is empty before the grant. `deviation_by` and `deviation_confirmed_by` are who
    entered and who confirmed another sum than the Regelzuwendung; empty where nobody did.
    """

    id: int
    number: str
    title: str
    value: ApplicationInput
    station: Station
    station_since: date | None
    steps: tuple[Passed, ...]
    deviation_by: str
    deviation_confirmed_by: str
    sections: tuple[Section, ...]
    determination: Determination
    obligations: tuple[Obligation, ...]


def application_detail(desk: Desk, application_id: int) -> ApplicationDetail:
    """Read an application with its judgement on its own day. Raises `NotFoundError`."""
    with reading(desk) as session:
        row = session.get(Application, application_id)
        if row is None:
            raise NotFoundError("Diesen Eintrag gibt es nicht mehr.")
        value = APPLICATIONS.value(row)
        case = case_of(value, territory(desk), desk.today(), row.number)
        determination = determine_case(desk, case)
        return ApplicationDetail(
            id=row.id,
            number=row.number,
            title=row.title,
            value=value,
            station=Station(row.station),
            station_since=row.station_since,
            steps=tuple(
                Passed(
                    Station(each.from_station),
                    Station(each.to_station),
                    each.moved_on,
                    each.actor,
                    each.note or "",
                )
                for each in row.steps
            ),
            deviation_by=row.deviation_by or "",
            deviation_confirmed_by=row.deviation_confirmed_by or "",
            sections=application_sections(session.desk, row, value),
            determination=determination,
            obligations=owed(desk, value, case),
        )
