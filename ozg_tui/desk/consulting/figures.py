"""How many have been advised: what was published, and what the desk itself has recorded."""

from typing import NamedTuple

from sqlalchemy import select

from db.tables import Booking, ReportedFigure, Source
from ozg_tui.codes.consulting import LIVE_STATES, BookingState
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory

_PUBLISHED = (
    select(ReportedFigure, Source.title)
    .outerjoin(Source, Source.code == ReportedFigure.source_code)
    .where(ReportedFigure.code.startswith("consulting_"))
    .order_by(ReportedFigure.as_of, ReportedFigure.id)
)
_BOOKED = select(Booking.organisation_id, Booking.state)
_DONE = frozenset({BookingState.HELD, BookingState.SETTLED})


class Figure(NamedTuple):
    """A number with what it counts, the day it is of (`TT.MM.JJJJ`), and where it comes from."""

    value: int
    counts: str
    as_of: str
    source: str


def figures(desk: Desk) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """The published figures, and the desk's own of today; neither is ever mixed with the other.

    A merged Kommune counts once, at its successor.
    """
    land, day = territory(desk), f"{desk.today():%d.%m.%Y}"
    with desk.store.reading() as session:
        published = tuple(
            Figure(
                figure.value,
                f"{figure.label}. {figure.note}" if figure.note else figure.label,
                f"{figure.as_of:%d.%m.%Y}",
                title or figure.source_code,
            )
            for figure, title in session.execute(_PUBLISHED)
        )
        booked = session.execute(_BOOKED).all()

    def now(number: int) -> int:
        while number in land.successors:
            number = land.successors[number]
        return number

    live = [row for row in booked if row.state in LIVE_STATES]
    places = {now(row.organisation_id) for row in live}
    districts = {
        each for each in places if land.by_id[each].latest.kind == OrganisationKind.LANDKREIS
    }
    own = (
        (len(districts), "angemeldete Landkreise: mit einer Beratung, die nicht storniert ist"),
        (len(places - districts), "angemeldete Städte und Gemeinden, ebenso"),
        (len(live), "angemeldete Module: nicht storniert, nicht abgelehnt"),
        (sum(row.state in _DONE for row in booked), "durchgeführte oder abgerechnete Module"),
        (sum(row.state == BookingState.NO_SHOW for row in booked), "Module, nicht erschienen"),
        (len(booked) - len(live), "stornierte oder abgelehnte Module"),
    )
    return published, tuple(Figure(value, counts, day, "eigene Buchungen") for value, counts in own)
