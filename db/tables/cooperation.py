"""IKZ applications: participants, a resolution per participant, agreement, term, costs, grant."""

from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, UniqueConstraint, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Cents, Record, not_before, one_of, reference
from db.tables.cooperation_course import Obligation, Payment, StationStep
from ozg_tui.codes.ikz import AgreementForm, ParticipantRole, ResolutionStatus, Station, Transfer

_COSTS = (
    "personnel_before_cents",
    "personnel_after_cents",
    "material_before_cents",
    "material_after_cents",
)


def _not_negative(*columns: str) -> tuple[CheckConstraint, ...]:
    return tuple(CheckConstraint(f"{column} >= 0", name=column) for column in columns)


class Application(Record):
    """An application for IKZ funding.

    Costs are cents a year over all partners; they count where no partner has its own. What was
    granted is the sum of the Bescheid; `standard_cents` is the Regelzuwendung of the day it was
    entered. Where they differ, there is a reason, and who confirms it is not who entered it.
    """

    __tablename__ = "application"
    shown_in = (("id", "application"),)
    __table_args__ = (
        one_of("station", Station),
        one_of("agreement_form", AgreementForm),
        one_of("agreement_transfer", Transfer),
        not_before("term_end", "term_start"),
        UniqueConstraint("number"),
        *_not_negative(*_COSTS, "requested_cents", "granted_cents", "standard_cents"),
        CheckConstraint(
            "granted_cents IS NULL OR standard_cents IS NULL OR granted_cents = standard_cents"
            " OR deviation_reason IS NOT NULL",
            name="deviation_reason",
        ),
        CheckConstraint(
            "deviation_confirmed_by IS NULL"
            " OR (deviation_by IS NOT NULL AND deviation_confirmed_by <> deviation_by)",
            name="deviation_confirmed_by",
        ),
    )

    number: Mapped[str]
    title: Mapped[str]
    field_of_work: Mapped[str | None]
    station: Mapped[str] = mapped_column(default=Station.IDEA)
    station_since: Mapped[date | None]
    applied_on: Mapped[date | None]
    two_partner_reason: Mapped[str | None]
    agreement_form: Mapped[str | None]
    agreement_reference: Mapped[str | None]
    agreement_signed_on: Mapped[date | None]
    agreement_signed_by_all: Mapped[bool | None]
    agreement_transfer: Mapped[str | None]
    agreement_tasks_named: Mapped[bool | None]
    agreement_approved_on: Mapped[date | None]
    agreement_notified_on: Mapped[date | None]
    agreement_published_on: Mapped[date | None]
    termination_clause: Mapped[bool | None]
    terminable_on: Mapped[date | None]
    term_start: Mapped[date | None]
    term_end: Mapped[date | None]
    term_open_ended: Mapped[bool] = mapped_column(default=False)
    personnel_before_cents: Mapped[Cents | None]
    personnel_after_cents: Mapped[Cents | None]
    material_before_cents: Mapped[Cents | None]
    material_after_cents: Mapped[Cents | None]
    costs_notional: Mapped[bool] = mapped_column(default=False)
    notional_reason: Mapped[str | None]
    requested_cents: Mapped[Cents | None]
    granted_cents: Mapped[Cents | None]
    notice_on: Mapped[date | None]
    notice_reference: Mapped[str | None]
    standard_cents: Mapped[Cents | None]
    deviation_reason: Mapped[str | None]
    deviation_by: Mapped[str | None]
    deviation_confirmed_by: Mapped[str | None]
    note: Mapped[str | None]

    participants: Mapped[list["Participant"]] = relationship(
        cascade="all, delete-orphan", order_by="Participant.position"
    )
    payments: Mapped[list[Payment]] = relationship(
        cascade="all, delete-orphan", order_by=Payment.position
    )
    obligations: Mapped[list[Obligation]] = relationship(
        cascade="all, delete-orphan", order_by=Obligation.position
    )
    steps: Mapped[list[StationStep]] = relationship(
        cascade="all, delete-orphan", order_by=StationStep.id
    )


class Participant(Base):
    """A Kommune in an application, with the resolution of its council and its own costs a year.

    `joined_on` and `left_on` are the first and last day where it does not take part all the time.
    """

    __tablename__ = "participant"
    shown_in = (("application_id", "application"), ("organisation_id", "cooperation"))
    __table_args__ = (
        one_of("role", ParticipantRole),
        not_before("left_on", "joined_on"),
        *_not_negative(*_COSTS),
        UniqueConstraint("application_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = reference("application.id", owned=True)
    organisation_id: Mapped[int] = reference("organisation.id")
    position: Mapped[int]
    role: Mapped[str]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]
    signed_on: Mapped[date | None]
    personnel_before_cents: Mapped[Cents | None]
    personnel_after_cents: Mapped[Cents | None]
    material_before_cents: Mapped[Cents | None]
    material_after_cents: Mapped[Cents | None]
    costs_notional: Mapped[bool] = mapped_column(default=False)

    resolution: Mapped["Resolution"] = relationship(cascade="all, delete-orphan", uselist=False)


def staying_on(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The participants that have not left by a day; `left_on` is their last day.

    `ozg_tui.rules.ikz.case.has_left` is the same rule for values.
    """
    return or_(Participant.left_on.is_(None), Participant.left_on >= day)


class Resolution(Base):
    """What the council of one participant decided, when, and whether a copy is at hand."""

    __tablename__ = "resolution"
    __table_args__ = (one_of("status", ResolutionStatus), UniqueConstraint("participant_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = reference("participant.id", owned=True)
    status: Mapped[str] = mapped_column(default=ResolutionStatus.OPEN)
    session_on: Mapped[date | None]
    printed_matter: Mapped[str | None]
    copy_at_hand: Mapped[bool] = mapped_column(default=False)
