"""Which records another one is about: what a new follow-up or call at it refers to."""

from typing import Any

from sqlalchemy import Executable, bindparam, select

from db.tables import Booking, Call, Contact, Note, Participant
from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.desk.core.desk import Desk

_OWN = {
    "organisation": "organisation_id",
    "contact": "contact_id",
    "application": "application_id",
    "booking": "booking_id",
    "call": "call_id",
}
_LINKS: dict[str, Executable] = {
    "contact": select(Contact.organisation_id).where(Contact.id == bindparam("id")),
    "booking": select(Booking.organisation_id, Booking.contact_id).where(
        Booking.id == bindparam("id")
    ),
    "call": select(Call.organisation_id, Call.contact_id).where(Call.id == bindparam("id")),
    "note": select(
        Note.organisation_id, Note.contact_id, Note.application_id, Note.booking_id, Note.call_id
    ).where(Note.id == bindparam("id")),
    "application": select(Participant.organisation_id).where(
        Participant.application_id == bindparam("id"), Participant.role == ParticipantRole.LEAD
    ),
}


def links_of(desk: Desk, code: str, record_id: int) -> dict[str, str]:
    """What a follow-up or call at a record refers to; `code` is that of its `Records`.

    An application stands for the Kommune that leads it. Empty where nothing can be referred to.
    """
    links: dict[str, Any] = {_OWN[code]: record_id} if code in _OWN else {}
    if code in _LINKS:
        row = desk.read(lambda reader: reader.execute(_LINKS[code], {"id": record_id}).first())
        links = (dict(row._mapping) if row else {}) | links
    return {name: str(number) for name, number in links.items() if number is not None}
