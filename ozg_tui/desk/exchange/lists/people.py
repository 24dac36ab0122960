"""Contacts as they go out: what the form holds, so that the same file comes in again."""

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from db.search.rows import by
from db.tables import Address, Contact, ContactRole, PhoneNumber
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.exchange.lists.listed import Listed, key_of, name_of
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Holds
from ozg_tui.german.labels import ROLES, SALUTATIONS
from ozg_tui.rules.phone_text import international

COLUMNS = (
    Column("family_name", "Nachname"),
    Column("given_name", "Vorname"),
    Column("title", "Titel"),
    Column("organisation", "Kommune/Stelle"),
    Column("key", "Schlüssel"),
    Column("role", "Funktion"),
    Column("role_title", "Amtsbezeichnung"),
    Column("role_since", "Im Amt seit", Holds.DAY),
    Column("salutation", "Anrede"),
    Column("direct", "Durchwahl", Holds.PHONE),
    Column("secretariat", "Sekretariat", Holds.PHONE),
    Column("switchboard", "Zentrale", Holds.PHONE),
    Column("mobile", "Mobil", Holds.PHONE),
    Column("email", "E-Mail"),
    Column("email_2", "E-Mail 2"),
    Column("postal", "Postanschrift"),
    Column("confirmed_on", "Angaben bestätigt am", Holds.DAY),
    Column("call_first", "Zuerst anrufen"),
    Column("historic_on", "Stand (früher)", Holds.DAY),
    Column("note", "Bemerkung"),
)
_KINDS = ("direct", "secretariat", "switchboard", "mobile")
_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_PEOPLE = select(
    Contact.id, Contact.organisation_id, Contact.family_name, Contact.given_name, Contact.title,
    Contact.salutation, Contact.note, Contact.call_first, Contact.historic_on,
).where(Contact.id.in_(_IDS))  # fmt: skip
_ROLES = (
    select(ContactRole.contact_id, ContactRole.role, ContactRole.title, ContactRole.valid_from)
    .where(ContactRole.contact_id.in_(_IDS), ContactRole.valid_to.is_(None))
    .order_by(ContactRole.id)
)
_NUMBERS = (
    select(
        PhoneNumber.contact_id, PhoneNumber.kind, PhoneNumber.raw, PhoneNumber.e164,
        PhoneNumber.confirmed_on,
    )
    .where(PhoneNumber.contact_id.in_(_IDS))
    .order_by(PhoneNumber.id)
)  # fmt: skip
_ADDRESSES = (
    select(Address.contact_id, Address.kind, Address.text, Address.confirmed_on)
    .where(Address.contact_id.in_(_IDS))
    .order_by(Address.id)
)


def rows(reader: Connection, land: Territory, ids: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    """The people with these numbers, those that are gone left out."""
    wanted = {"ids": list(ids)}
    people = {row.id: row for row in reader.execute(_PEOPLE, wanted)}
    roles = by(reader, _ROLES, "contact_id", wanted)
    numbers = by(reader, _NUMBERS, "contact_id", wanted)
    addresses = by(reader, _ADDRESSES, "contact_id", wanted)
    for number in ids:
        row = people.get(number)
        if row is None:
            continue
        mine, texts = numbers.get(number, []), addresses.get(number, [])
        role = next(iter(roles.get(number, ())), None)
        first = {each.kind: each for each in reversed(mine)}
        emails = [each.text for each in texts if each.kind == "email"]
        postal = [each.text for each in texts if each.kind == "postal"]
        days = [each.confirmed_on for each in (*mine, *texts) if each.confirmed_on]
        yield (
            row.family_name,
            row.given_name,
            row.title,
            name_of(land, row.organisation_id),
            key_of(land, row.organisation_id),
            ROLES[role.role] if role else None,
            role.title if role else None,
            role.valid_from if role else None,
            SALUTATIONS.get(row.salutation or ""),
            *(
                international(first[kind].raw, first[kind].e164) if kind in first else None
                for kind in _KINDS
            ),
            emails[0] if emails else None,
            emails[1] if len(emails) > 1 else None,
            postal[0] if postal else None,
            min(days, default=None),
            True if row.call_first else None,
            row.historic_on,
            row.note,
        )


CONTACTS = Listed("kontakte", "Kontakt", "Kontakte", (Kind.CONTACT, Kind.CONTACT), COLUMNS, rows)
