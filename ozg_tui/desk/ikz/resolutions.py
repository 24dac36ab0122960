"""What a council has decided about an application, recorded by itself while somebody tells it."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.errors import NotFoundError
from db.tables import Application, Participant
from ozg_tui.codes.ikz import OPEN_STATIONS, ResolutionStatus
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.german.labels import RESOLUTIONS
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.case import has_left
from ozg_tui.rules.territory import council

OUTCOMES = (
    ResolutionStatus.PASSED,
    ResolutionStatus.SCHEDULED,
    ResolutionStatus.ADJOURNED,
    ResolutionStatus.REJECTED,
)
"""What is told of a session, the usual first."""

_OPEN = (
    select(Application)
    .where(Application.station.in_(sorted(OPEN_STATIONS)))
    .order_by(Application.number)
)
_OF = {
    "application": select(Application).where(Application.id == bindparam("id")),
    "organisation": _OPEN.where(
        Application.participants.any(Participant.organisation_id == bindparam("id"))
    ),
}


class Awaited(NamedTuple):
    """A resolution that is not there yet: of which council, about which application."""

    application_id: int
    organisation_id: int
    number: str
    municipality: str
    body: str
    status: str


def awaited(desk: Desk, code: str, record_id: int) -> tuple[Awaited, ...]:
    """The resolutions that an `application` or an `organisation` still waits for."""
    land, today = territory(desk), desk.today()
    with reading(desk) as session:
        found = []
        for row in session.scalars(_OF[code], {"id": record_id}):
            for each in row.participants:
                status = ResolutionStatus(each.resolution.status)
                if status is ResolutionStatus.PASSED or has_left(each.left_on, today):
                    continue
                if code == "organisation" and each.organisation_id != record_id:
                    continue
                place = land.by_id[each.organisation_id]
                period = place.on(today) or place.latest
                found.append(
                    Awaited(
                        row.id,
                        each.organisation_id,
                        row.number,
                        period.name,
                        council(period.kind),
                        RESOLUTIONS[status],
                    )
                )
        return tuple(found)


def resolve(
    desk: Desk, of: Awaited, outcome: ResolutionStatus, on: date, printed_matter: str = ""
) -> str:
    """Record what the council has decided on a day; answers in a sentence.

    Saved as the form of the application saves it. Raises `NotFoundError` where the Kommune takes
    part no more, and as `Records.save`.
    """
    stored = APPLICATIONS.read(desk, of.application_id)
    value = stored.value
    decided = {"resolution": outcome, "session_on": on}
    if printed_matter:
        decided["printed_matter"] = printed_matter
    if of.organisation_id not in {each.organisation_id for each in value.participants}:
        raise NotFoundError(f"{of.municipality} ist an {of.number} nicht mehr beteiligt.")
    participants = tuple(
        each.model_copy(update=decided) if each.organisation_id == of.organisation_id else each
        for each in value.participants
    )
    APPLICATIONS.save(desk, value.model_copy(update={"participants": participants}), stored)
    left = len(awaited(desk, "application", of.application_id))
    rest = f"Es fehlen noch {left}." if left > 1 else "Es fehlt noch einer." if left else ""
    said = f"{of.municipality}: {RESOLUTIONS[outcome]} am {format_date(on)} ({of.number})."
    return " ".join(each for each in (said, rest) if each)
