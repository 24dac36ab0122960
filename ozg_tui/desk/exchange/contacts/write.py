"""People of a file written at once: new ones without an object each, changed ones as by a save."""

from collections.abc import Iterable
from typing import Any

from db.bulk import add_rows, new_numbers
from db.errors import ConflictError
from db.tables import Address, Base, Contact, ContactRole, PhoneNumber
from ozg_tui.codes.register import AddressKind, NumberKind
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.contacts.rows import Content
from ozg_tui.desk.exchange.understood import Outcome, Understood
from ozg_tui.desk.register.contacts import CONTACTS
from ozg_tui.desk.register.succession import leave
from ozg_tui.rules.person_name import PersonName

_OWN = (
    "organisation_id",
    "family_name",
    "given_name",
    "title",
    "salutation",
    "call_first",
    "note",
)

Tables = dict[type[Base], list[dict[str, Any]]]


def write(session: DeskSession, rows: Iterable[Understood]) -> None:
    """Write what is new and changed; raises `ConflictError` where a person is gone meanwhile."""
    rows = list(rows)
    _change(session, [row for row in rows if row.outcome is Outcome.CHANGED])
    _add(session, [row.content for row in rows if row.outcome is Outcome.NEW])
    _succeed(session, [row.content for row in rows if row.content and row.content.follows])


def _change(session: DeskSession, rows: list[Understood]) -> None:
    for row in rows:
        contact = session.get(Contact, row.record_id, with_for_update=True)
        if contact is None:
            raise ConflictError(
                f"{row.title} gibt es nicht mehr. Es wurde nichts übernommen.", {}, 0
            )
        with session.no_autoflush:
            CONTACTS.apply(session, contact, row.content.value)
    session.flush()


def _succeed(session: DeskSession, contents: list[Content]) -> None:
    """End the offices that people of the file take over, as the form does."""
    for value, _, _, follows in contents:
        assert follows is not None
        before = session.get_one(Contact, follows.contact_id, with_for_update=True)
        name = PersonName(value.family_name, value.given_name or "", value.title or "")
        with session.no_autoflush:
            leave(session, before, follows.departure, name)
    session.flush()


def _add(session: DeskSession, contents: list[Content]) -> None:
    tables: Tables = {Contact: [], ContactRole: [], PhoneNumber: [], Address: []}
    numbers = new_numbers(session, Contact, len(contents))
    for number, content in zip(numbers, contents, strict=True):
        _put(tables, number, content, session.actor)
    for table in (ContactRole, PhoneNumber, Address):
        parts = tables[table]
        for number, part in zip(new_numbers(session, table, len(parts)), parts, strict=True):
            part["id"] = number
    add_rows(session, tables)


def _put(tables: Tables, number: int, content: Content, actor: str) -> None:
    value = content.value
    contact = {name: getattr(value, name) for name in _OWN}
    tables[Contact].append(contact | {"id": number, "historic_on": content.historic_on})
    part: dict[str, Any] = {"contact_id": number}
    if value.confirmed_on is not None:
        part |= {"confirmed_on": value.confirmed_on, "confirmed_by": actor}
    if value.role is not None:
        about = {"title": value.role_title, "valid_from": value.role_since}
        tables[ContactRole].append(part | about | {"role": value.role.value})
    for kind in NumberKind:
        if raw := getattr(value, kind.value):
            e164 = content.e164[kind.value]
            tables[PhoneNumber].append(part | {"kind": kind.value, "raw": raw, "e164": e164})
    texts = ((AddressKind.EMAIL, value.email), (AddressKind.EMAIL, value.email_2))
    for address, text in (*texts, (AddressKind.POSTAL, value.postal)):
        if text:
            tables[Address].append(part | {"kind": address.value, "text": text})
