"""Values and rows in the words of undo: short, clean, and by the names of what they refer to."""

from typing import Any

from sqlalchemy.orm import Session

from db.tables import (
    Address,
    Application,
    Base,
    Booking,
    Contact,
    ContactRole,
    Obligation,
    Participant,
    Payment,
    PhoneNumber,
    Resolution,
)
from ozg_tui.desk.consulting.rules import reference
from ozg_tui.desk.core.records import desk_of
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.register.belonging import person_name
from ozg_tui.desk.since.values import worded
from ozg_tui.rules.labels import ADDRESS_KINDS, NUMBER_KINDS, ROLES
from ozg_tui.text import clean

_LENGTH = 34


def prefix_of(session: Session, row: Base | None) -> str:
    """Which of several parts of its kind a row is."""
    land = territory(desk_of(session))
    match row:
        case Participant():
            return f"{land.name(row.organisation_id)}: "
        case Resolution():
            of = session.get_one(Participant, row.participant_id)
            return f"{land.name(of.organisation_id)}: "
        case PhoneNumber():
            return f"{NUMBER_KINDS[row.kind]} "
        case Payment() | Obligation():
            what = "Auszahlung" if isinstance(row, Payment) else "Pflicht"
            return f"{what} {row.position}: "
        case _:
            if isinstance(row, Address):
                return f"{address_kind(row.kind)} "
            return "Funktion " if isinstance(row, ContactRole) else ""


def address_kind(kind: str) -> str:
    """How a kind of address is called."""
    return ADDRESS_KINDS[kind]


def value_text(session: Session, table: str, name: str, value: Any) -> str:
    """A stored value between quotation marks, a reference by the name of what it refers to."""
    if value is None or value == "":
        return "leer"
    return f"»{shortened(_referred(session, name, value) or _worded(table, name, value))}«"


def _worded(table: str, name: str, value: Any) -> str:
    return (
        ROLES[value] if table == "contact_role" and name == "role" else worded(table, name, value)
    )


def _referred(session: Session, name: str, value: Any) -> str:
    """The name of what a field refers to; empty for other fields, and for what is gone."""
    match name:
        case "organisation_id":
            return territory(desk_of(session)).name(value)
        case "contact_id":
            contact = session.get(Contact, value)
            return person_name(contact) if contact is not None else ""
        case "application_id":
            application = session.get(Application, value)
            return application.number if application is not None else ""
        case "booking_id":
            return reference(value) if session.get(Booking, value) is not None else ""
        case _:
            return ""


def shortened(text: Any) -> str:
    """A text in one line, cut where it is long."""
    line = clean(" ".join(str(text).split()))
    return line if len(line) <= _LENGTH else f"{line[: _LENGTH - 1]}…"
