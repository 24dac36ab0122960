"""Online services in their bundles, and how far each Kommune has connected them."""

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Record, one_of, reference
from ozg_tui.codes.services import CentralState, RolloutState


class ServiceBundle(Record):
    """An Umsetzungsbündel; its name is no key, because two bundles nearly share one."""

    __tablename__ = "service_bundle"
    shown_in = (("id", "bundle"),)
    __table_args__ = (UniqueConstraint("code"),)

    code: Mapped[str]
    position: Mapped[int]
    name: Mapped[str]
    efa: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str | None]
    source_code: Mapped[str | None]

    available: Mapped[list["BundleAvailability"]] = relationship(
        cascade="all, delete-orphan", order_by="BundleAvailability.month"
    )
    services: Mapped[list["Service"]] = relationship(
        cascade="all, delete-orphan",
        order_by="Service.number",
        back_populates="bundle",
    )


class BundleAvailability(Base):
    """A month in which services of a bundle became available; which ones is not known."""

    __tablename__ = "bundle_availability"
    shown_in = (("bundle_id", "bundle"),)
    __table_args__ = (
        UniqueConstraint("bundle_id", "month"),
        CheckConstraint("month LIKE '____-__'", name="month"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bundle_id: Mapped[int] = reference("service_bundle.id", owned=True)
    month: Mapped[str]


class Service(Record):
    """One service of a bundle; without a name where no source states one."""

    __tablename__ = "service"
    shown_in = (("bundle_id", "bundle"),)
    __table_args__ = (
        UniqueConstraint("bundle_id", "number"),
        one_of("central_state", CentralState),
        CheckConstraint("maturity_level BETWEEN 0 AND 7", name="maturity_level"),
        CheckConstraint(
            "maturity_level IS NULL OR maturity_model IS NOT NULL", name="maturity_model"
        ),
    )

    bundle_id: Mapped[int] = reference("service_bundle.id", owned=True)
    number: Mapped[int]
    name: Mapped[str | None]
    leika_key: Mapped[str | None]
    competent_kinds: Mapped[list[str] | None]
    ozg_id: Mapped[str | None]
    platform: Mapped[str | None]
    central_state: Mapped[str | None]
    central_since: Mapped[date | None]
    maturity_model: Mapped[str | None]
    maturity_level: Mapped[int | None]

    bundle: Mapped[ServiceBundle] = relationship(back_populates="services")


class Rollout(Record):
    """How far a Kommune is with a service; the entry in the Hessen-Finder is a flag of its own."""

    __tablename__ = "rollout"
    shown_in = (("organisation_id", "rollouts"), ("service_id", "service"))
    __table_args__ = (
        one_of("state", RolloutState),
        UniqueConstraint("organisation_id", "service_id"),
        # Answers who has a service in a state without a look at the rows.
        Index("ix_rollout_service_state", "service_id", "state", "organisation_id"),
    )

    organisation_id: Mapped[int] = reference("organisation.id", index=False)
    service_id: Mapped[int] = reference("service.id", index=False)
    state: Mapped[str] = mapped_column(default=RolloutState.NOT_STARTED)
    since: Mapped[date | None]
    in_finder: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str | None]
    remark: Mapped[str | None]
