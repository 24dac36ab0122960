"""How far the councils of an IKZ application are, and the follow-ups before their sessions."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from db.errors import NotFoundError
from db.tables import Application, FollowUp
from ozg_tui.codes.ikz import ResolutionStatus
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.german.labels import RESOLUTIONS
from ozg_tui.rules.ikz.case import has_left
from ozg_tui.rules.ikz.sessions import Council, follow_ups, track
from ozg_tui.rules.territory import council


class Missing(NamedTuple):
    """A council that has not resolved; `session_on` is its next or its last known session."""

    organisation_id: int
    municipality: str
    body: str
    status: str
    session_on: date | None
    is_ahead: bool


class Tracked(NamedTuple):
    """The councils of an application: `5 von 6 haben beschlossen, letzte Sitzung 14.12.2026`."""

    number: str
    text: str
    missing: tuple[Missing, ...]


def tracked(desk: Desk, application_id: int, on: date) -> Tracked:
    """How far the councils are on a day, and where a resolution is missing.

    Raises `NotFoundError`.
    """
    land = territory(desk)
    with reading(desk) as session:
        row = _application(session, application_id)
        councils = list(_councils(row, land, on))
        return Tracked(
            row.number,
            track([each for _, each in councils], on).text,
            tuple(
                _missing(organisation_id, each, on)
                for organisation_id, each in councils
                if not each.has_resolved(on)
            ),
        )


def plan_follow_ups(desk: Desk, application_id: int) -> int:
    """Write the follow-ups that the known sessions call for; answers how many are new.

    One ten days before each session, one on the day after a session whose result is not known. The
    same is never written twice, not even when it has been done: a session on another day is
    another one. Raises `NotFoundError`.
    """
    land, on = territory(desk), desk.today()
    with writing(desk) as session:
        # Locked, so that two who ask at the same moment do not write them twice.
        row = _application(session, application_id, lock=True)
        known = select(FollowUp.organisation_id, FollowUp.text).where(
            FollowUp.application_id == application_id
        )
        present = {tuple(each) for each in session.execute(known)}
        wanted = [
            (organisation_id, task)
            for organisation_id, each in _councils(row, land, on)
            for task in follow_ups([each], on)
            if (organisation_id, task.text) not in present
        ]
        session.add_all(
            FollowUp(
                due_on=task.due_on,
                owner=desk.actor,
                text=task.text,
                organisation_id=organisation_id,
                application_id=application_id,
            )
            for organisation_id, task in wanted
        )
        return len(wanted)


def _application(session: DeskSession, application_id: int, *, lock: bool = False) -> Application:
    row = session.get(Application, application_id, with_for_update=lock)
    if row is None:
        raise NotFoundError("Diesen Antrag gibt es nicht mehr.")
    return row


def _councils(row: Application, land: Territory, on: date) -> Iterator[tuple[int, Council]]:
    """The councils of those that take part, with the number of the Kommune."""
    for each in row.participants:
        if has_left(each.left_on, on):
            continue
        place = land.by_id[each.organisation_id]
        period = place.on(on) or place.latest
        yield (
            each.organisation_id,
            Council(
                municipality=period.name,
                body=council(period.kind),
                status=ResolutionStatus(each.resolution.status),
                session_on=each.resolution.session_on,
            ),
        )


def _missing(organisation_id: int, each: Council, on: date) -> Missing:
    return Missing(
        organisation_id,
        each.municipality,
        each.body,
        RESOLUTIONS[each.status.value],
        each.session_on,
        each.session_on is not None and each.session_on >= on,
    )
