"""People at the organisations: roles, numbers and addresses, each confirmed on its own day."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from db.tables.base import Base, Record, not_before, one_of, reference
from ozg_tui.codes.register import AddressKind, LeavingReason, NumberKind, Role


class Contact(Record):
    """A person; `historic_on` marks a contact of the past that must not be given out as current.

    With a `left_reason` that is the first day without an office; without one it is the day of the
    source that knew the person.
    """

    __tablename__ = "contact"
    shown_in = (("id", "contact"), ("organisation_id", "people"))
    __table_args__ = (
        one_of("left_reason", LeavingReason),
        # The people of an organisation as its card shows them, however many there are.
        Index("ix_contact_people", "organisation_id", "historic_on", "call_first", "family_name"),
    )

    organisation_id: Mapped[int] = reference("organisation.id", index=False)
    family_name: Mapped[str]
    given_name: Mapped[str | None]
    title: Mapped[str | None]
    salutation: Mapped[str | None]
    note: Mapped[str | None]
    call_first: Mapped[bool] = mapped_column(default=False)
    historic_on: Mapped[date | None]
    left_reason: Mapped[str | None]
    successor_id: Mapped[int | None] = reference("contact.id")
    source_code: Mapped[str | None]

    roles: Mapped[list["ContactRole"]] = relationship(
        cascade="all, delete-orphan", order_by="ContactRole.id"
    )
    numbers: Mapped[list["PhoneNumber"]] = relationship(
        cascade="all, delete-orphan", order_by="PhoneNumber.id"
    )
    addresses: Mapped[list["Address"]] = relationship(
        cascade="all, delete-orphan", order_by="Address.id"
    )


class ContactRole(Base):
    """A role that a person holds for a time; `title` is what it is called there."""

    __tablename__ = "contact_role"
    shown_in = (("contact_id", "contact"),)
    __table_args__ = (one_of("role", Role), not_before("valid_to", "valid_from"))

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = reference("contact.id", owned=True)
    role: Mapped[str]
    title: Mapped[str | None]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str | None]


class PhoneNumber(Base):
    """A number as typed and in E.164; it may belong to an organisation without a person."""

    __tablename__ = "phone_number"
    shown_in = (("contact_id", "contact"), ("organisation_id", "organisation"))
    __table_args__ = (
        one_of("kind", NumberKind),
        CheckConstraint("(contact_id IS NULL) <> (organisation_id IS NULL)", name="one_owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = reference("contact.id", owned=True)
    organisation_id: Mapped[int | None] = reference("organisation.id", owned=True)
    kind: Mapped[str]
    raw: Mapped[str]
    e164: Mapped[str] = mapped_column(index=True)
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str | None]


class Address(Base):
    """An e-mail or postal address; it may belong to an organisation without a person."""

    __tablename__ = "address"
    shown_in = (("contact_id", "contact"), ("organisation_id", "organisation"))
    __table_args__ = (
        one_of("kind", AddressKind),
        CheckConstraint("(contact_id IS NULL) <> (organisation_id IS NULL)", name="one_owner"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int | None] = reference("contact.id", owned=True)
    organisation_id: Mapped[int | None] = reference("organisation.id", owned=True)
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(index=True)
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str | None]
