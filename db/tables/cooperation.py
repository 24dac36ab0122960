"""IKZ applications: participants, a resolution per participant, agreement, term, costs."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Cents, Record, not_before, one_of, reference


class Station(StrEnum):
    """Where an application is on its way."""

    IDEA = "idea"
    CONSULTING = "consulting"
    RESOLUTIONS = "resolutions"
    AGREEMENT = "agreement"
    SUBMITTED = "submitted"
    DISTRICT = "district"
    REGIONAL_COUNCIL = "regional_council"
    MINISTRY = "ministry"
    INCOMPLETE = "incomplete"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    PAID = "paid"
    RUNNING = "running"
    PROOF = "proof"
    CLOSED = "closed"


class ParticipantRole(StrEnum):
    """Who applies for all, and who takes part."""

    LEAD = "lead"
    PARTNER = "partner"


class ResolutionStatus(StrEnum):
    """What a council has decided."""

    OPEN = "open"
    SCHEDULED = "scheduled"
    PASSED = "passed"
    REJECTED = "rejected"
    ADJOURNED = "adjourned"
    REVOKED = "revoked"


class AgreementForm(StrEnum):
    """The legal form of a co-operation."""

    PUBLIC_LAW_AGREEMENT = "public_law_agreement"
    SPECIAL_PURPOSE_ASSOCIATION = "special_purpose_association"
    PRIVATE_LAW = "private_law"
    OTHER = "other"


class Application(Record):
    """An application for IKZ funding. Amounts are cents a year, as the partners stated them."""

    __tablename__ = "application"
    shown_in = (("id", "application"),)
    __table_args__ = (
        one_of("station", Station),
        one_of("agreement_form", AgreementForm),
        not_before("term_end", "term_start"),
        UniqueConstraint("number"),
        *(
            CheckConstraint(f"{column} >= 0", name=column)
            for column in (
                "personnel_before_cents",
                "personnel_after_cents",
                "material_before_cents",
                "material_after_cents",
                "requested_cents",
                "granted_cents",
            )
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
    term_start: Mapped[date | None]
    term_end: Mapped[date | None]
    term_open_ended: Mapped[bool] = mapped_column(default=False)
    personnel_before_cents: Mapped[Cents | None]
    personnel_after_cents: Mapped[Cents | None]
    material_before_cents: Mapped[Cents | None]
    material_after_cents: Mapped[Cents | None]
    requested_cents: Mapped[Cents | None]
    granted_cents: Mapped[Cents | None]
    note: Mapped[str | None]

    participants: Mapped[list["Participant"]] = relationship(
        cascade="all, delete-orphan", order_by="Participant.position"
    )


class Participant(Base):
    """A Kommune in an application, with the resolution of its council."""

    __tablename__ = "participant"
    shown_in = (("application_id", "application"), ("organisation_id", "cooperation"))
    __table_args__ = (
        one_of("role", ParticipantRole),
        UniqueConstraint("application_id", "organisation_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = reference("application.id", owned=True)
    organisation_id: Mapped[int] = reference("organisation.id")
    position: Mapped[int]
    role: Mapped[str]
    joined_on: Mapped[date | None]
    left_on: Mapped[date | None]

    resolution: Mapped["Resolution"] = relationship(cascade="all, delete-orphan", uselist=False)


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
