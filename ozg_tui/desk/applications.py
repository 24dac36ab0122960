"""IKZ applications: numbered, judged while they grow, never refused."""

from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from db.tables import Application, Participant, Resolution
from db.tables.cooperation import Station
from ozg_tui.desk.application_case import case_of, examined, judge_case
from ozg_tui.desk.application_input import AMOUNTS, ApplicationInput, ParticipantInput
from ozg_tui.desk.application_sections import application_sections
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.records import Examination, Records, Section, desk_of
from ozg_tui.rules.ikz import AgreementForm, ResolutionStatus, Role

__all__ = [
    "APPLICATIONS",
    "ApplicationInput",
    "Applications",
    "ParticipantInput",
    "case_of",
    "judge_case",
]

_NUMBER = "IKZ-"
_NUMBER_LOCK = 7_300
_NUMBERS = select(Application.number).where(Application.number.startswith(_NUMBER))
_PLAIN = (
    "title",
    "field_of_work",
    "applied_on",
    "two_partner_reason",
    "agreement_signed_on",
    "agreement_signed_by_all",
    "agreement_reference",
    "term_start",
    "term_end",
    "term_open_ended",
    *AMOUNTS,
    "note",
)


class Applications(Records[ApplicationInput, Application]):
    """IKZ applications of the desk."""

    code = "application"
    model = ApplicationInput
    table = Application

    def title(self, row: Application) -> str:
        """Number and title: `IKZ-0014 OZG-Team Beispieltal`."""
        return f"{row.number} {row.title}"

    def value(self, row: Application) -> ApplicationInput:
        """The row as a form shows it, participants in their order."""
        form = row.agreement_form
        return ApplicationInput.model_construct(
            station=Station(row.station),
            agreement_form=AgreementForm(form) if form else None,
            participants=tuple(_participant_input(each) for each in row.participants),
            **{name: getattr(row, name) for name in _PLAIN},
        )

    def apply(self, session: Session, row: Application, value: ApplicationInput) -> None:
        """Write the fields; a participant that stays keeps its dates of joining and leaving."""
        if row.number is None:
            row.number = _next_number(session)
        if row.station != value.station.value:
            row.station, row.station_since = value.station.value, desk_of(session).today()
        for name in _PLAIN:
            setattr(row, name, getattr(value, name))
        row.agreement_form = value.agreement_form.value if value.agreement_form else None
        present = {each.organisation_id: each for each in row.participants}
        participants = []
        for position, wanted in enumerate(value.participants, 1):
            participant = present.get(wanted.organisation_id) or Participant(
                organisation_id=wanted.organisation_id, resolution=Resolution()
            )
            participant.position, participant.role = position, wanted.role.value
            resolution = participant.resolution
            resolution.status = wanted.resolution.value
            resolution.session_on = wanted.session_on
            resolution.printed_matter = wanted.printed_matter
            resolution.copy_at_hand = wanted.copy_at_hand
            participants.append(participant)
        row.participants = participants

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination:
        """The five preconditions, the result, and the figures that belong to it."""
        return examined(desk, value, record_id)

    def sections(self, session: Session, row: Application) -> tuple[Section, ...]:
        """The application with its participants and what the rules say about it."""
        return application_sections(desk_of(session), row, self.value(row))


def _participant_input(row: Participant) -> ParticipantInput:
    resolution = row.resolution
    return ParticipantInput.model_construct(
        organisation_id=row.organisation_id,
        role=Role(row.role),
        resolution=ResolutionStatus(resolution.status),
        session_on=resolution.session_on,
        printed_matter=resolution.printed_matter,
        copy_at_hand=resolution.copy_at_hand,
    )


def _next_number(session: Session) -> str:
    """The number after the highest; whoever saves at the same time waits for this transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _NUMBER_LOCK})
    taken = (number.removeprefix(_NUMBER) for number in session.scalars(_NUMBERS))
    highest = max((int(each) for each in taken if each.isdecimal()), default=0)
    return f"{_NUMBER}{highest + 1:04d}"


APPLICATIONS = Applications()
