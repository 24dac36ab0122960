"""Municipalities and the other organisations the desk deals with, with their dated history."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Record, not_before, one_of, reference
from ozg_tui.codes.register import STORED_KINDS

if TYPE_CHECKING:
    from db.tables.contact import Address, PhoneNumber


class Organisation(Record):
    """An organisation's identity and address; what changes with a date is in its periods.

    `reach_source` and `reach_on` are from where and when address, numbers and hours are known.
    """

    __tablename__ = "organisation"
    shown_in = (("id", "organisation"), ("successor_id", "organisation"))

    office: Mapped[str | None]
    street: Mapped[str | None]
    postcode: Mapped[str | None]
    town: Mapped[str | None]
    population: Mapped[int | None]
    population_on: Mapped[date | None]
    website: Mapped[str | None]
    office_hours: Mapped[str | None]
    reach_source: Mapped[str | None]
    reach_on: Mapped[date | None]
    note: Mapped[str | None]
    successor_id: Mapped[int | None] = reference("organisation.id")
    source_code: Mapped[str | None]
    address_source_code: Mapped[str | None]

    periods: Mapped[list["OrganisationPeriod"]] = relationship(
        back_populates="organisation",
        order_by="OrganisationPeriod.valid_from.asc().nulls_first()",
        cascade="all, delete-orphan",
    )
    numbers: Mapped[list["PhoneNumber"]] = relationship(
        cascade="all, delete-orphan", order_by="PhoneNumber.id"
    )
    addresses: Mapped[list["Address"]] = relationship(
        cascade="all, delete-orphan", order_by="Address.id"
    )


class OrganisationPeriod(Base):
    """Key, name and kind of an organisation from one day to another, both inclusive."""

    __tablename__ = "organisation_period"
    shown_in = (("organisation_id", "organisation"), ("key", "district"))
    __table_args__ = (
        one_of("kind", STORED_KINDS),
        not_before("valid_to", "valid_from"),
        UniqueConstraint("organisation_id", "valid_from"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = reference("organisation.id", owned=True)
    key: Mapped[str] = mapped_column(index=True)
    ars: Mapped[str | None]
    name: Mapped[str]
    suffix: Mapped[str | None]
    kind: Mapped[str]
    district_key: Mapped[str | None]
    region: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str | None]
    source_code: Mapped[str | None]

    organisation: Mapped[Organisation] = relationship(back_populates="periods")
