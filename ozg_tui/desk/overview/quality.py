"""How good the desk's contact details are; with many contacts the counts take a moment."""

from array import array
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    TableClause,
    bindparam,
    exists,
    func,
    select,
    union,
)

from db.outline import address, contact, phone_number
from db.search.refs import Refs
from db.search.table import search_entry
from ozg_tui.codes.register import AddressKind
from ozg_tui.codes.search import Kind
from ozg_tui.rules.confirmation import fresh_since

# Contacts of the past are never asked again.
_current = contact.c.historic_on.is_(None)
_by_email = address.c.kind == AddressKind.EMAIL
_WITHOUT = {
    "email": (_current, ~exists().where(address.c.contact_id == contact.c.id, _by_email)),
    "number": (_current, ~exists().where(phone_number.c.contact_id == contact.c.id)),
}
_COUNTS = [
    select(func.count()).select_from(contact).where(*without) for without in _WITHOUT.values()
]
_IDS = {
    what: select(contact.c.id).where(*without).order_by(contact.c.id)
    for what, without in _WITHOUT.items()
}
_entry = search_entry.c
_KOMMUNEN = (
    select(_entry.record_id).where(_entry.kind == Kind.MUNICIPALITY).order_by(_entry.position)
)
_WITHOUT_PERSON = _KOMMUNEN.where(
    ~exists().where(contact.c.organisation_id == _entry.record_id, _current)
)


def _confirmed(ways: TableClause, *among: ColumnElement[bool]) -> list[Select[*tuple[Any, ...]]]:
    """The organisations with a confirmed way to reach them: by a current contact, or their own."""
    lately = ways.c.confirmed_on.between(bindparam("since"), bindparam("day"))
    return [
        select(contact.c.organisation_id)
        .join_from(ways, contact, contact.c.id == ways.c.contact_id)
        .where(_current, lately, *among),
        select(ways.c.organisation_id).where(ways.c.organisation_id.is_not(None), lately, *among),
    ]


_CONFIRMED_PLACES = union(*_confirmed(phone_number), *_confirmed(address, _by_email))
_CONFIRMED = _KOMMUNEN.where(_entry.record_id.in_(_CONFIRMED_PLACES))


def confirmed_organisations(reader: Connection, day: date) -> frozenset[int]:
    """The organisations with a way to reach them that was confirmed in the last twelve months."""
    lately = {"since": fresh_since(day), "day": day}
    return frozenset(reader.scalars(_CONFIRMED_PLACES, lately))


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
