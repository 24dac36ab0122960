"""People at the organisations: who does what, and how they are reached."""

from typing import Annotated, Any

from pydantic import Field, field_validator
from sqlalchemy import bindparam, select

from db.names import full_name
from db.tables import Contact, ContactRole, Organisation, OrganisationPeriod
from ozg_tui.codes.register import AddressKind, NumberKind, Role, Salutation
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination, Records, Section, filled
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
    not_before,
)
from ozg_tui.desk.register import contact_parts as parts
from ozg_tui.desk.register.belonging import person_name
from ozg_tui.desk.register.same_person import alike
from ozg_tui.german.labels import ADDRESS_KINDS, NUMBER_KINDS, ROLES
from ozg_tui.german.people import no_longer
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.letter import Addressee, address_line, greeting
from ozg_tui.rules.person_name import split_name

_LETTERS = "Für Briefe"


class FunctionInput(Input):
    """A further function, or one that has ended."""

    role: Role = Field(title="Funktion")
    title: OptionalLine = Field(None, title="Amtsbezeichnung")
    valid_from: OptionalDay = Field(None, title="Seit")
    valid_to: Annotated[OptionalDay, Ui(beside=True)] = Field(None, title="Bis")

    _period = field_validator("valid_to")(not_before("valid_from"))


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
    salutation: Annotated[Salutation | None, Optional, Ui(above=_LETTERS)] = Field(
        None, title="Anrede"
    )
    role_title: Annotated[
        OptionalLine, Ui(help="Wie das Amt heißt: Bürgermeisterin, Erster Stadtrat.")
    ] = Field(None, title="Amtsbezeichnung")
    role_since: OptionalDay = Field(None, title="Im Amt seit")
    functions: Annotated[tuple[FunctionInput, ...], Ui(folded=True)] = Field(
        (), title="Weitere Funktionen"
    )
    note: OptionalText = Field(None, title="Bemerkung")


_OWN = (
    "organisation_id",
    "family_name",
    "given_name",
    "title",
    "salutation",
    "call_first",
    "note",
)
_PLACE = select(Contact.organisation_id).where(Contact.id == bindparam("id"))
_MOVES = (
    "Nummern, Adressen und Funktion gelten dort als nicht bestätigt. Bitte prüfen, was bleibt, und "
    "mit »Angaben bestätigt am« bestätigen."
)


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
        """The present function, one number a kind, two e-mail addresses."""
        role = parts.present_role(row)
        numbers = {number.kind: number.raw for number in reversed(row.numbers)}
        emails = [each.text for each in row.addresses if each.kind == AddressKind.EMAIL]
        postal = [each.text for each in row.addresses if each.kind == AddressKind.POSTAL]
        return ContactInput.model_construct(
            organisation_id=row.organisation_id,
            family_name=row.family_name,
            given_name=row.given_name,
            title=row.title,
            role=Role(role.role) if role else None,
            email=emails[0] if emails else None,
            email_2=emails[1] if len(emails) > 1 else None,
            postal=postal[0] if postal else None,
            confirmed_on=parts.oldest_confirmation(row),
            call_first=row.call_first,
            note=row.note,
            salutation=_salutation(row),
            role_title=role.title if role else None,
            role_since=role.valid_from if role else None,
            functions=tuple(map(_function, parts.other_roles(row))),
            direct=numbers.get(NumberKind.DIRECT),
            secretariat=numbers.get(NumberKind.SECRETARIAT),
            switchboard=numbers.get(NumberKind.SWITCHBOARD),
            mobile=numbers.get(NumberKind.MOBILE),
        )

    def apply(self, session: DeskSession, row: Contact, value: ContactInput) -> None:
        """Keep what is unchanged with its own confirmation.

        A new day of confirmation holds for the function, all numbers and addresses, under the name
        of who saves; without one, what was changed counts as not confirmed, and in another Kommune
        everything.
        """
        day = value.confirmed_on
        newly = day if day != parts.oldest_confirmation(row) else None
        has_moved = row.organisation_id not in (None, value.organisation_id)
        for name in _OWN:
            setattr(row, name, getattr(value, name))
        parts.keep_role(row, value.role, title=value.role_title, valid_from=value.role_since)
        parts.keep_other_roles(row, (each.model_dump() for each in value.functions))
        for kind in NumberKind:
            parts.keep_number(row, kind, getattr(value, kind.value))
        emails = [text for text in (value.email, value.email_2) if text]
        parts.keep_addresses(row, AddressKind.EMAIL, emails)
        parts.keep_addresses(row, AddressKind.POSTAL, [value.postal] if value.postal else [])
        present = [each for each in row.roles if each.valid_to is None]
        if has_moved:
            parts.confirm((*present, *row.numbers, *row.addresses), None, None)
        if newly is not None:
            parts.confirm((*present[:1], *row.numbers, *row.addresses), newly, session.actor)

    def examine(self, desk: Desk, value: Any, record_id: int | None) -> Examination | None:
        """Who may be the same person, and what becomes of numbers and function elsewhere."""
        remarks: dict[tuple[str | int, ...], str] = {}
        whole = split_name(value.family_name or "")
        if whole.title or (whole.given and not value.given_name):
            remarks["family_name",] = (
                f"Ist das ein ganzer Name? Er steht so unter »{value.family_name[:1].upper()}«. "
                f"Gemeint sein kann: {whole.told}."
            )
        if (same := alike(desk, value, record_id)) is not None:
            remarks[same.field,] = same.sentence
        if record_id is not None and value.organisation_id is not None:
            stored = desk.read(lambda reader: reader.scalar(_PLACE, {"id": record_id}))
            if stored not in (None, value.organisation_id):
                remarks["organisation_id",] = _MOVES
        if not remarks:
            return None
        return Examination(
            (), "", remarks=remarks, leads=("contact", same.contact_id) if same else None
        )

    def sections(self, session: DeskSession, row: Contact) -> tuple[Section, ...]:
        """Where the person works, what for, and how to reach them."""
        period = session.scalars(
            select(OrganisationPeriod)
            .where(OrganisationPeriod.organisation_id == row.organisation_id)
            .order_by(OrganisationPeriod.valid_from.desc())
        ).first()
        place = full_name(period.name, period.kind) if period else ""
        postal = [each.text for each in row.addresses if each.kind == AddressKind.POSTAL]
        reach = [(NUMBER_KINDS[each.kind], _confirmed(each.raw, each)) for each in row.numbers] + [
            (
                ADDRESS_KINDS[each.kind],
                _confirmed(each.text, each),
            )
            for each in row.addresses
        ]
        left = no_longer(row.historic_on, row.left_reason) if row.historic_on else None
        person = filled(
            (
                ("Kommune/Stelle", place),
                *(("Funktion", _confirmed(_called(each), each)) for each in row.roles),
                ("Achtung", left and f"{left[:1].upper()}{left[1:]}"),
                *_before_and_after(session, row),
                ("Quelle", row.source_code),
            )
        )
        letter = Section(_LETTERS, _letter(session, row, postal))
        notes = (Section("Bemerkung", (("", row.note),)),) if row.note else ()
        return Section("Person", person), Section("Erreichbar", tuple(reach)), letter, *notes


def _salutation(row: Contact) -> Salutation | None:
    return Salutation(row.salutation) if row.salutation in set(Salutation) else None


def _function(row: ContactRole) -> FunctionInput:
    return FunctionInput(
        role=Role(row.role), title=row.title, valid_from=row.valid_from, valid_to=row.valid_to
    )


def _called(role: ContactRole) -> str:
    """`Leitung der Verwaltung (Bürgermeisterin) ab 01.11.2020 bis 31.10.2026`."""
    title = f" ({role.title})" if role.title else ""
    start = f" ab {format_date(role.valid_from)}" if role.valid_from else ""
    end = f" bis {format_date(role.valid_to)}" if role.valid_to else ""
    return f"{ROLES[role.role]}{title}{start}{end}"


def _before_and_after(session: DeskSession, row: Contact) -> tuple[tuple[str, str], ...]:
    """Who held the office before, and who does now."""
    after = session.get(Contact, row.successor_id) if row.successor_id else None
    before = session.scalars(
        select(Contact).where(Contact.successor_id == row.id).order_by(Contact.id)
    )
    return (
        *((("Nachfolge", person_name(after)),) if after else ()),
        *(("Vorher", person_name(each)) for each in before),
    )


def _letter(session: DeskSession, row: Contact, postal: list[str]) -> tuple[tuple[str, str], ...]:
    """The lines of an address, and how a letter begins."""
    role = parts.present_role(row)
    who = Addressee(
        _salutation(row),
        (role.title if role else None) or "",
        row.title or "",
        row.given_name or "",
        row.family_name,
    )
    house = session.get_one(Organisation, row.organisation_id)
    town = " ".join(filter(None, (house.postcode, house.town)))
    to = postal[:1] or [each for each in (house.street, town) if each]
    lines = [each for each in (house.office, address_line(who), *to) if each]
    return (("Anschrift", ", ".join(lines)), ("Anrede", greeting(who)))


def _confirmed(text: str, confirmed: parts.Confirmed) -> str:
    if confirmed.confirmed_on is None:
        return text
    by = f", {confirmed.confirmed_by}" if confirmed.confirmed_by else ""
    return f"{text}  (bestätigt {format_date(confirmed.confirmed_on)}{by})"


CONTACTS = Contacts()
