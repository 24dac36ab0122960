"""The parts of an application: how undo words them, and the Kommune it stands for."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from db.tables import Participant, Resolution
from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.shown import day_of
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.undoing import PartWords
from ozg_tui.german.labels import OBLIGATIONS
from ozg_tui.rules.money import format_cents

LEAD = select(Participant.organisation_id).where(
    Participant.application_id == bindparam("id"), Participant.role == ParticipantRole.LEAD
)


def _of_participant(session: DeskSession, row: Participant) -> str:
    return f"{territory(session.desk).name(row.organisation_id)}: "


def _of_resolution(session: DeskSession, row: Resolution) -> str:
    return _of_participant(session, session.get_one(Participant, row.participant_id))


def _participation(session: DeskSession, values: Mapping[str, Any]) -> str:
    return f"Beteiligung {territory(session.desk).name(values['organisation_id'])}"


def _payment(_session: DeskSession, values: Mapping[str, Any]) -> str:
    amount, day = format_cents(values["amount_cents"]), day_of(values, "paid_on")
    return f"Auszahlung »{amount} vom {day}«"


def _obligation(_session: DeskSession, values: Mapping[str, Any]) -> str:
    due = f", fällig am {day_of(values, 'due_on')}" if values.get("due_on") else ""
    return f"Pflicht »{OBLIGATIONS[values['kind']]}{due}«"


PARTICIPANT = PartWords(_of_participant, _participation)
RESOLUTION = PartWords(_of_resolution)
PAYMENT = PartWords(lambda _session, row: f"Auszahlung {row.position}: ", _payment)
OBLIGATION = PartWords(lambda _session, row: f"Pflicht {row.position}: ", _obligation)
