"""IKZ applications: numbered, judged while they grow, refused only where nothing else would do."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import NotFoundError, RefusedError
from db.tables import Application, Obligation, Participant, Payment, Resolution
from db.turns import take_turn
from ozg_tui.codes.ikz import (
    AgreementForm,
    ObligationKind,
    ParticipantRole,
    ResolutionStatus,
    Station,
    Transfer,
)
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Records, Section
from ozg_tui.desk.core.session import DeskSession, reading
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.ikz import determinations
from ozg_tui.desk.ikz.case import case_of, determine_case, examined, judge_case
from ozg_tui.desk.ikz.grant import (
    apply_grant,
    explained,
    refuse_own_confirmation,
    refuse_without_reason,
    standard_of,
)
from ozg_tui.desk.ikz.input import AMOUNTS, ApplicationInput
from ozg_tui.desk.ikz.rows import (
    COSTS,
    ObligationInput,
    ParticipantInput,
    PaymentInput,
)
from ozg_tui.desk.ikz.sections import application_sections
from ozg_tui.desk.ikz.step import (
    day_of_step,
    insist_on_decision,
    refuse_step,
    take_step,
)
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.ikz.partners import future_resolution

T = TypeVar("T", Payment, Obligation)

_NUMBER = "IKZ-"
_NUMBER_LOCK = 7_300
_NUMBERS = select(Application.number).where(Application.number.startswith(_NUMBER))
_OF_THE_GRANT = ("granted_cents", "deviation_reason")
_PLAIN = (
    "title",
    "field_of_work",
    "applied_on",
    "two_partner_reason",
    "agreement_signed_on",
    "agreement_signed_by_all",
    "agreement_reference",
    "agreement_tasks_named",
    "agreement_approved_on",
    "agreement_notified_on",
    "agreement_published_on",
    "termination_clause",
    "terminable_on",
    "term_start",
    "term_end",
    "term_open_ended",
    *(name for name in AMOUNTS if name not in _OF_THE_GRANT),
    "costs_notional",
    "notional_reason",
    "notice_on",
    "notice_reference",
    "note",
)
_SHOWN = (*_PLAIN, *_OF_THE_GRANT, "station_since")
_OF_PARTICIPANT = (*COSTS, "costs_notional", "signed_on", "joined_on", "left_on")
_OF_RESOLUTION = ("session_on", "printed_matter", "copy_at_hand")


class Applications(Records[ApplicationInput, Application]):
    """IKZ applications of the desk."""

    code = "application"
    model = ApplicationInput
    table = Application
    needs = (rule_sets,)

    def title(self, row: Application) -> str:
        """Number and title: `IKZ-0014 OZG-Team Beispieltal`."""
        return f"{row.number} {row.title}"

    def reference(self, session: DeskSession, row: Application) -> str:
        """Its number alone."""
        return row.number

    def value(self, row: Application) -> ApplicationInput:
        """The row as a form shows it, participants in their order."""
        form, transfer = row.agreement_form, row.agreement_transfer
        return ApplicationInput.model_construct(
            station=Station(row.station),
            agreement_form=AgreementForm(form) if form else None,
            agreement_transfer=Transfer(transfer) if transfer else None,
            participants=tuple(_participant_input(each) for each in row.participants),
            deviation_confirmed=row.deviation_confirmed_by is not None,
            payments=tuple(
                PaymentInput.model_construct(
                    paid_on=each.paid_on, amount_cents=each.amount_cents, note=each.note
                )
                for each in row.payments
            ),
            obligations=tuple(
                ObligationInput.model_construct(
                    kind=ObligationKind(each.kind),
                    what=each.what,
                    due_on=each.due_on,
                    done_on=each.done_on,
                )
                for each in row.obligations
            ),
            **{name: getattr(row, name) for name in _SHOWN},
        )

    def refuse(
        self, session: DeskSession, value: ApplicationInput, row: Application | None
    ) -> None:
        """Refuse a resolution of tomorrow, a step that does not exist, a sum nobody explains."""
        desk = session.desk
        for each in value.participants:
            if sentence := future_resolution(
                each.resolution, each.session_on, value.applied_on, desk.today()
            ):
                raise RefusedError(f"{territory(desk).name(each.organisation_id)}: {sentence}")
        insist_on_decision(desk, row, value)
        if row is not None:
            refuse_step(desk, row, value)
        standard = _standard(desk, row, value)
        refuse_without_reason(value, standard)
        if row is None:
            refuse_own_confirmation(value, standard)

    def apply(self, session: DeskSession, row: Application, value: ApplicationInput) -> None:
        """Write the fields, and with a step or a grant the answer of the rules to it."""
        if self.fill(session, row, value):
            self.keep_answer(session, row, value)

    def fill(self, session: DeskSession, row: Application, value: ApplicationInput) -> bool:
        """Write the fields; rows that stay keep their place in the history.

        Answers whether a step was taken or a sum granted.
        """
        desk, answered = session.desk, row.number is None
        if row.number is None:
            row.number = _next_number(session)
        if row.station != value.station.value:
            take_step(row, value.station.value, day_of_step(row, value, desk.today()), desk.actor)
            answered = True
        elif value.station_since is not None and value.station_since != row.station_since:
            take_step(row, value.station.value, value.station_since, desk.actor)
        if row.granted_cents != value.granted_cents:
            answered = True
        apply_grant(row, value, _standard(desk, row, value), desk.actor)
        for name in _PLAIN:
            setattr(row, name, getattr(value, name))
        row.agreement_form = value.agreement_form.value if value.agreement_form else None
        row.agreement_transfer = (
            value.agreement_transfer.value if value.agreement_transfer else None
        )
        row.participants = [
            _participant(row, wanted, position)
            for position, wanted in enumerate(value.participants, 1)
        ]
        row.payments = _rows(row.payments, value.payments, Payment)
        row.obligations = _rows(row.obligations, value.obligations, Obligation)
        session.add(row)
        return answered

    def keep_answer(self, session: DeskSession, row: Application, value: ApplicationInput) -> None:
        """Keep what the rules say of an application that is more than an idea."""
        if value.station is not Station.IDEA:
            desk = session.desk
            case = case_of(value, territory(desk), desk.today(), row.number)
            determinations.add(session, determine_case(desk, case), desk.actor, row)

    def explain(self, session: DeskSession, value: ApplicationInput, error: IntegrityError) -> str:
        """The sentence for what the database guarantees about applications."""
        return explained(error) or super().explain(session, value, error)

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination:
        """The five preconditions, the result, and the figures that belong to it."""
        return examined(desk, value, record_id)

    def sections(self, session: DeskSession, row: Application) -> tuple[Section, ...]:
        """The application with its participants and what the rules say about it."""
        return application_sections(session.desk, row, self.value(row))


def find_application(desk: Desk, number: str) -> int:
    """The row of the application with this number. Raises `NotFoundError`."""
    wanted = number.strip().upper()
    with reading(desk) as session:
        found = session.scalar(select(Application.id).where(Application.number == wanted))
    if found is None:
        raise NotFoundError(
            f"Einen Antrag »{wanted[:40]}« gibt es nicht. Eine Nummer sieht aus wie IKZ-0014."
        )
    return found


def _standard(desk: Desk, row: Application | None, value: ApplicationInput) -> int | None:
    case = case_of(value, territory(desk), desk.today())
    return standard_of(row, value, judge_case(desk, case).grant.standard_cents)


def _participant(row: Application, wanted: ParticipantInput, position: int) -> Participant:
    present = {each.organisation_id: each for each in row.participants}
    participant = present.get(wanted.organisation_id) or Participant(
        organisation_id=wanted.organisation_id, resolution=Resolution()
    )
    participant.position, participant.role = position, wanted.role.value
    for name in _OF_PARTICIPANT:
        setattr(participant, name, getattr(wanted, name))
    resolution = participant.resolution
    resolution.status = wanted.resolution.value
    for name in _OF_RESOLUTION:
        setattr(resolution, name, getattr(wanted, name))
    return participant


def _rows(present: Sequence[T], wanted: Sequence[Any], table: Callable[[], T]) -> list[T]:
    """The rows with what stands in the form, place by place."""
    rows = []
    for position, each in enumerate(wanted):
        row = present[position] if position < len(present) else table()
        row.position = position + 1
        for name, held in each:
            setattr(row, name, getattr(held, "value", held))
        rows.append(row)
    return rows


def _participant_input(row: Participant) -> ParticipantInput:
    resolution = row.resolution
    return ParticipantInput.model_construct(
        organisation_id=row.organisation_id,
        role=ParticipantRole(row.role),
        resolution=ResolutionStatus(resolution.status),
        **{name: getattr(row, name) for name in _OF_PARTICIPANT},
        **{name: getattr(resolution, name) for name in _OF_RESOLUTION},
    )


def _next_number(session: DeskSession) -> str:
    """The number after the highest; whoever saves at the same time waits for this transaction."""
    take_turn(session, _NUMBER_LOCK)
    taken = (number.removeprefix(_NUMBER) for number in session.scalars(_NUMBERS))
    highest = max((int(each) for each in taken if each.isdecimal()), default=0)
    return f"{_NUMBER}{highest + 1:04d}"


APPLICATIONS = Applications()
