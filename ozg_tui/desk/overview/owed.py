"""What is overdue after a grant; apart, because this loads the ORM and the rules."""

from datetime import date

from sqlalchemy import select

from db.search.pages import Line
from db.tables import Application
from ozg_tui.codes.ikz import GRANTED_STATIONS
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.case import case_of
from ozg_tui.desk.ikz.obligations import owed

_GRANTED = (
    select(Application)
    .where(Application.station.in_(GRANTED_STATIONS))
    .order_by(Application.number)
)
_NEVER_TICKED_OFF = "recovery"


def overdue(desk: Desk, today: date) -> tuple[Line, ...]:
    """One line for each duty whose day has passed, the oldest first.

    A recovery that is to be examined is not counted: nothing says when that has been done.
    """
    land = territory(desk)
    found = []
    with reading(desk) as session:
        for row in session.scalars(_GRANTED):
            value = APPLICATIONS.value(row)
            found += [
                (each.due_on, _line(row, each.title, each.standing(today)))
                for each in owed(desk, value, case_of(value, land, today, row.number))
                if each.is_overdue(today) and each.code != _NEVER_TICKED_OFF
            ]
    return tuple(line for _, line in sorted(found))


def _line(row: Application, title: str, standing: str) -> Line:
    return Line(0, Kind.APPLICATION, row.id, title, f"{row.number} {row.title}", "", standing)
