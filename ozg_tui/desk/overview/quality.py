"""How good the desk's contact details are; with many contacts the counts take a moment."""

from array import array
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, Date, bindparam, text

from db.search.refs import Refs
from ozg_tui.codes.search import Kind
from ozg_tui.rules.confirmation import fresh_since

# Contacts of the past are never asked again.
_WITHOUT_EMAIL = """
    FROM contact
    WHERE historic_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM address
        WHERE address.contact_id = contact.id AND address.kind = 'email'
    )
"""
_WITHOUT_NUMBER = """
    FROM contact
    WHERE historic_on IS NULL AND NOT EXISTS (
        SELECT 1 FROM phone_number WHERE phone_number.contact_id = contact.id
    )
"""
_COUNTS = text("SELECT count(*)" + _WITHOUT_EMAIL), text("SELECT count(*)" + _WITHOUT_NUMBER)
_IDS = {
    "email": text("SELECT contact.id" + _WITHOUT_EMAIL + "ORDER BY contact.id"),
    "number": text("SELECT contact.id" + _WITHOUT_NUMBER + "ORDER BY contact.id"),
}
_WITHOUT_PERSON = text(
    """
    SELECT record_id FROM search_entry
    WHERE kind = 0 AND NOT EXISTS (
        SELECT 1 FROM contact
        WHERE contact.organisation_id = search_entry.record_id AND contact.historic_on IS NULL
    )
    ORDER BY position
    """
)
_CONFIRMED = text(
    """
    SELECT record_id FROM search_entry
    WHERE kind = 0 AND record_id IN (
        SELECT contact.organisation_id
        FROM phone_number JOIN contact ON contact.id = phone_number.contact_id
        WHERE contact.historic_on IS NULL AND phone_number.confirmed_on BETWEEN :since AND :day
        UNION
        SELECT contact.organisation_id
        FROM address JOIN contact ON contact.id = address.contact_id
        WHERE contact.historic_on IS NULL AND address.confirmed_on BETWEEN :since AND :day
            AND address.kind = 'email'
        UNION
        SELECT organisation_id FROM phone_number
        WHERE organisation_id IS NOT NULL AND confirmed_on BETWEEN :since AND :day
        UNION
        SELECT organisation_id FROM address
        WHERE organisation_id IS NOT NULL AND confirmed_on BETWEEN :since AND :day
            AND kind = 'email'
    )
    ORDER BY position
    """
).bindparams(bindparam("since", type_=Date()), bindparam("day", type_=Date()))


class Quality(NamedTuple):
    """How far the desk can rely on what it has.

    Confirmed is a Kommune by a number or e-mail address, its own or a current contact's, that was
    confirmed in the last twelve months: as `ozg_tui.desk.register.confirmations` counts it.
    """

    confirmed: Refs
    without_person: Refs
    without_email: int
    without_number: int


def quality(reader: Connection, day: date) -> Quality:
    """The contact details as they stand on a day."""
    return Quality(
        Refs(
            Kind.MUNICIPALITY,
            tuple(reader.scalars(_CONFIRMED, {"since": fresh_since(day), "day": day})),
        ),
        Refs(Kind.MUNICIPALITY, tuple(reader.scalars(_WITHOUT_PERSON))),
        *(int(reader.execute(count).scalar_one()) for count in _COUNTS),
    )


def contacts_without(reader: Connection, what: str) -> Refs:
    """The current contacts without an `email` or a `number`."""
    return Refs(Kind.CONTACT, array("q", reader.scalars(_IDS[what])))
