"""What else the partners of an IKZ application take part in, for the same field of work."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from db.fold import fold
from db.tables import Application, Participant
from ozg_tui.codes.ikz import ENDED_STATIONS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.overlaps import Engagement

_NUMBER = select(Application.number).where(Application.id == bindparam("id"))
_RUNNING = (
    select(
        Application.number,
        Application.field_of_work,
        Application.term_start,
        Application.term_end,
        Application.term_open_ended,
        Participant.organisation_id,
        Participant.joined_on,
        Participant.left_on,
    )
    .join_from(Application, Participant)
    .where(
        Participant.organisation_id.in_(bindparam("organisations", expanding=True)),
        Application.field_of_work.is_not(None),
        Application.station.not_in(ENDED_STATIONS),
    )
    .order_by(Application.number, Participant.position)
)


def number_of(desk: Desk, application_id: int) -> str | None:
    """The number of a stored application: `IKZ-0014`."""
    return desk.read(lambda reader: reader.execute(_NUMBER, {"id": application_id}).scalar())


def engagements(desk: Desk, case: Case) -> Sequence[Engagement]:
    """The partners' places in other running applications for the same field of work.

    The field is compared as the search does it: `IT-Fachkräfte` is `it-fachkraefte`.
    """
    if not case.field_of_work:
        return ()
    land, wanted = territory(desk), fold(case.field_of_work)
    keys = {
        number: each.key
        for each in case.participants
        if (number := land.id_of(each.key)) is not None
    }
    asked = {"organisations": list(keys)}
    rows = desk.read(lambda reader: reader.execute(_RUNNING, asked).all())
    return tuple(
        _engagement(row, keys[row.organisation_id])
        for row in rows
        if row.number != case.number and fold(row.field_of_work) == wanted
    )


def _engagement(row: Any, key: str) -> Engagement:
    return Engagement(
        number=row.number,
        key=key,
        start=_latest(row.term_start, row.joined_on),
        end=_earliest(row.term_end, row.left_on),
        open_ended=row.term_open_ended,
    )


def _latest(start: date | None, joined_on: date | None) -> date | None:
    return max((day for day in (start, joined_on) if day is not None), default=None)


def _earliest(end: date | None, left_on: date | None) -> date | None:
    return min((day for day in (end, left_on) if day is not None), default=None)
