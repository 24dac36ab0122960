"""Bookings of the Digitalisierungsberatung; the database keeps one funded slot per source."""

from datetime import date, time

from sqlalchemy import CheckConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.metadata import Key
from db.tables.base import Base, Record, one_of, quoted, reference
from ozg_tui.codes.consulting import (
    CORRECTIONS,
    FREED_STATES,
    PERMITTED,
    BookingState,
    FundingSource,
)

_LIVE_AND_FUNDED = text(f"funded AND state NOT IN ({quoted(FREED_STATES)})")

_STEPS = sorted(f"{before}>{after}" for before, after in PERMITTED | CORRECTIONS)


class BookingStep(Base):
    """A step of a booking from one state to another, on a day; no other steps exist.

    Whoever gives a slot back says why.
    """

    __tablename__ = "booking_step"
    __table_args__ = (
        CheckConstraint(f"from_state || '>' || to_state IN ({quoted(_STEPS)})", name="step"),
        CheckConstraint(
            f"to_state NOT IN ({quoted(FREED_STATES)}) OR note IS NOT NULL", name="reason"
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    booking_id: Mapped[int] = reference("booking.id", owned=True)
    from_state: Mapped[str]
    to_state: Mapped[str]
    moved_on: Mapped[date]
    actor: Mapped[str]
    note: Mapped[str | None]


class Booking(Record):
    """One module for one Kommune.

    The index `uq_booking_slot` allows one live funded booking per Kommune and funding source
    (Konzept der Digitalisierungsberatung, HMdIS, 19.05.2021).
    """

    __tablename__ = "booking"
    shown_in = (("id", "booking"), ("organisation_id", "consulting"))
    __table_args__ = (
        one_of("funding_source", FundingSource),
        one_of("state", BookingState),
        CheckConstraint("module BETWEEN 1 AND 4", name="module"),
        CheckConstraint(
            "(module <= 2) = (funding_source = 'umsetzungsvereinbarung')", name="source_of_module"
        ),
        Index(
            "uq_booking_slot",
            "organisation_id",
            "funding_source",
            unique=True,
            sqlite_where=_LIVE_AND_FUNDED,
            postgresql_where=_LIVE_AND_FUNDED,
        ),
    )

    organisation_id: Mapped[int] = reference("organisation.id")
    module: Mapped[int]
    funding_source: Mapped[str]
    funded: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(default=BookingState.REGISTERED)
    booked_on: Mapped[date | None]
    consultation_on: Mapped[date | None] = mapped_column(index=True)
    starts_at: Mapped[time | None]
    ends_at: Mapped[time | None]
    place: Mapped[str | None]
    adviser: Mapped[str | None]
    contact_id: Mapped[int | None] = reference("contact.id")
    cancelled_reason: Mapped[str | None]
    note: Mapped[str | None]

    steps: Mapped[list[BookingStep]] = relationship(
        cascade="all, delete-orphan", order_by=BookingStep.id
    )
