"""People at the organisations: who does what, and how they are reached."""

from datetime import date
from typing import Annotated, Any

from pydantic import Field
from sqlalchemy import select

from db.names import full_name
from db.tables import Address, Contact, ContactRole, OrganisationPeriod, PhoneNumber
from ozg_tui.codes.register import AddressKind, NumberKind, Role
from ozg_tui.desk.core.records import Records, Section
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.values import (
    Input,
    Line,
    Optional,
    OptionalDay,
    OptionalEmail,
    OptionalLine,
    OptionalPhone,
    OptionalText,
    Pick,
    Ui,
    YesNo,
)
from ozg_tui.desk.register.belonging import person_name
from ozg_tui.german.labels import ADDRESS_KINDS, NUMBER_KINDS, ROLES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.phone import normalise


class ContactInput(Input):
    """A person as entered; every number and address is confirmed on a day of its own."""

    organisation_id: Annotated[Pick, Ui(lookup="organisation")] = Field(title="Kommune/Stelle")
    family_name: Line = Field(title="Nachname")
    given_name: OptionalLine = Field(None, title="Vorname")
    title: OptionalLine = Field(None, title="Titel")
    role: Annotated[Role | None, Optional] = Field(None, title="Funktion")
    direct: OptionalPhone = Field(None, title="Durchwahl")
    secretariat: OptionalPhone = Field(None, title="Sekretariat")
    switchboard: OptionalPhone = Field(None, title="Zentrale")
    mobile: OptionalPhone = Field(None, title="Mobil")
    email: OptionalEmail = Field(None, title="E-Mail")
    email_2: OptionalEmail = Field(None, title="E-Mail 2")
    postal: OptionalLine = Field(None, title="Postanschrift")
    confirmed_on: OptionalDay = Field(None, title="Angaben bestätigt am")
    call_first: YesNo = Field(False, title="Zuerst anrufen")
    note: OptionalText = Field(None, title="Bemerkung")


class Contacts(Records[ContactInput, Contact]):
    """Contacts of the desk."""

    code = "contact"
    model = ContactInput
    table = Contact

    def title(self, row: Contact) -> str:
        """Given and family name."""
        return person_name(row)

    def town(self, value: Any, record_id: int | None) -> int | None:
        """Where the person works."""
        town: int | None = value.organisation_id
        return town

    def value(self, row: Contact) -> ContactInput:
        """The first role, one number a kind, two e-mail addresses."""
        numbers = {number.kind: number.raw for number in reversed(row.numbers)}
        emails = [each.text for each in row.addresses if each.kind == AddressKind.EMAIL]
        postal = [each.text for each in row.addresses if each.kind == AddressKind.POSTAL]
        return ContactInput.model_construct(
            organisation_id=row.organisation_id,
            family_name=row.family_name,
            given_name=row.given_name,
            title=row.title,
            role=Role(row.roles[0].role) if row.roles else None,
            email=emails[0] if emails else None,
            email_2=emails[1] if len(emails) > 1 else None,
            postal=postal[0] if postal else None,
            confirmed_on=_oldest_confirmation(row),
            call_first=row.call_first,
            note=row.note,
            direct=numbers.get(NumberKind.DIRECT),
            secretariat=numbers.get(NumberKind.SECRETARIAT),
            switchboard=numbers.get(NumberKind.SWITCHBOARD),
            mobile=numbers.get(NumberKind.MOBILE),
        )

    def apply(self, session: DeskSession, row: Contact, value: ContactInput) -> None:
        """Keep what is unchanged with its own confirmation.

        A new day of confirmation holds for the function, all numbers and addresses, under the name
        of who saves; without one, what was changed counts as not confirmed.
        """
        newly = value.confirmed_on if value.confirmed_on != _oldest_confirmation(row) else None
        for name in ("organisation_id", "family_name", "given_name", "title", "call_first", "note"):
            setattr(row, name, getattr(value, name))
        if value.role is None:
            row.roles = row.roles[1:]
        elif not row.roles:
            row.roles = [ContactRole(role=value.role)]
        elif row.roles[0].role != value.role:
            row.roles[0].role = value.role
            row.roles[0].confirmed_on = row.roles[0].confirmed_by = None
        for kind in NumberKind:
            _keep_number(row, kind, getattr(value, kind.value))
        emails = [text for text in (value.email, value.email_2) if text]
        _keep_addresses(row, AddressKind.EMAIL, emails)
        _keep_addresses(row, AddressKind.POSTAL, [value.postal] if value.postal else [])
        if newly is not None:
            confirmed: list[ContactRole | PhoneNumber | Address]
            confirmed = [*row.roles[:1], *row.numbers, *row.addresses]
            for each in confirmed:
                each.confirmed_on, each.confirmed_by = newly, session.actor

    def sections(self, session: DeskSession, row: Contact) -> tuple[Section, ...]:
        """Where the person works, what for, and how to reach them."""
        period = session.scalars(
            select(OrganisationPeriod)
            .where(OrganisationPeriod.organisation_id == row.organisation_id)
            .order_by(OrganisationPeriod.valid_from.desc())
        ).first()
        place = full_name(period.name, period.kind) if period else ""
        reach = [(NUMBER_KINDS[each.kind], _confirmed(each.raw, each)) for each in row.numbers] + [
            (
                ADDRESS_KINDS[each.kind],
                _confirmed(each.text, each),
            )
            for each in row.addresses
        ]
        person = [
            ("Kommune/Stelle", place),
            *(("Funktion", _confirmed(ROLES[each.role], each)) for each in row.roles),
        ]
        if row.historic_on:
            person.append(
                ("Achtung", f"Stand {format_date(row.historic_on)}, nicht mehr als aktuell nennen")
            )
        if row.source_code:
            person.append(("Quelle", row.source_code))
        notes = (Section("Bemerkung", (("", row.note),)),) if row.note else ()
        return Section("Person", tuple(person)), Section("Erreichbar", tuple(reach)), *notes


def _oldest_confirmation(row: Contact) -> date | None:
    """The day of the oldest confirmation among numbers and addresses."""
    days = [number.confirmed_on for number in row.numbers]
    days += [address.confirmed_on for address in row.addresses]
    return min((day for day in days if day), default=None)


def _keep_number(row: Contact, kind: NumberKind, raw: str | None) -> None:
    present = next((each for each in row.numbers if each.kind == kind), None)
    if raw is None:
        if present is not None:
            row.numbers.remove(present)
        return
    number = normalise(raw)
    if present is None:
        present = PhoneNumber(kind=kind)
        row.numbers.append(present)
    if present.raw != number.raw:
        present.raw, present.e164 = number.raw, number.e164
        present.confirmed_on = present.confirmed_by = None


def _keep_addresses(row: Contact, kind: AddressKind, texts: list[str]) -> None:
    present = [each for each in row.addresses if each.kind == kind]
    for address, text in zip(present, texts, strict=False):
        if address.text != text:
            address.text = text
            address.confirmed_on = address.confirmed_by = None
    for address in present[len(texts) :]:
        row.addresses.remove(address)
    row.addresses += [Address(kind=kind, text=text) for text in texts[len(present) :]]


def _confirmed(text: str, confirmed: ContactRole | PhoneNumber | Address) -> str:
    if confirmed.confirmed_on is None:
        return text
    by = f", {confirmed.confirmed_by}" if confirmed.confirmed_by else ""
    return f"{text}  (bestätigt {format_date(confirmed.confirmed_on)}{by})"


CONTACTS = Contacts()
