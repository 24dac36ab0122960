"""What happens to an IKZ application: its steps, payments, obligations, and what was answered."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.metadata import Key
from db.tables.base import Base, Cents, one_of, quoted, reference
from ozg_tui.codes.ikz import CORRECTIONS, PERMITTED, ObligationKind

if TYPE_CHECKING:
    from db.tables.cooperation import Application


_STEPS = sorted(f"{before}>{after}" for before, after in PERMITTED | CORRECTIONS)


class StationStep(Base):
    """A step of an application from one station to another, on a day; no other steps exist."""

    __tablename__ = "station_step"
    __table_args__ = (
        CheckConstraint(
            f"from_station || '>' || to_station IN ({quoted(_STEPS)})",
            name="step",
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = reference("application.id", owned=True)
    from_station: Mapped[str]
    to_station: Mapped[str]
    moved_on: Mapped[date]
    actor: Mapped[str]
    note: Mapped[str | None]


class Payment(Base):
    """An amount that was paid out."""

    __tablename__ = "payment"
    __table_args__ = (CheckConstraint("amount_cents > 0", name="amount_cents"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = reference("application.id", owned=True)
    position: Mapped[int]
    paid_on: Mapped[date]
    amount_cents: Mapped[Cents]
    note: Mapped[str | None]


class Obligation(Base):
    """Something that is owed after a grant, by a day, until it is done."""

    __tablename__ = "obligation"
    __table_args__ = (one_of("kind", ObligationKind),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    application_id: Mapped[int] = reference("application.id", owned=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(default=ObligationKind.PROOF)
    what: Mapped[str | None]
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class Determination(Base):
    """An answer that was given, with all it follows from. Rows are only ever added.

    `id` is the hash of the inputs; who gets the same answer again finds the first one.
    """

    __tablename__ = "determination"

    id: Mapped[str] = mapped_column(primary_key=True)
    application_id: Mapped[int | None] = reference("application.id")
    at: Mapped[datetime]
    actor: Mapped[str]
    rule_set: Mapped[str]
    reference_date: Mapped[date | None]
    inputs: Mapped[dict[str, Any]]
    result: Mapped[dict[str, Any]]

    application: Mapped["Application | None"] = relationship()
