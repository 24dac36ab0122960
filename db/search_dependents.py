"""Which entries show something of a record that has changed, beside its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from db.search_facets import cooperating
from db.search_rows import cooperating_ones
from db.search_table import Kind, search_entry
from db.tables import (
    Booking,
    Call,
    Contact,
    FollowUp,
    Note,
    Organisation,
    OrganisationPeriod,
    Participant,
    Service,
)

Found = Iterator[tuple[str, Iterable[int]]]


def _shown_with(connection: Connection, organisations: Sequence[int]) -> Found:
    """The records whose entries show name or place of these organisations."""
    successors = select(Organisation.successor_id).where(
        Organisation.id.in_(organisations), Organisation.successor_id.is_not(None)
    )
    yield "organisation", [number for number in connection.scalars(successors) if number]
    for name, record, owner in (
        ("contact", Contact.id, Contact.organisation_id),
        ("booking", Booking.id, Booking.organisation_id),
        ("note", Note.id, Note.organisation_id),
        ("follow_up", FollowUp.id, FollowUp.organisation_id),
        ("call", Call.id, Call.organisation_id),
        ("application", Participant.application_id, Participant.organisation_id),
    ):
        yield name, connection.scalars(select(record).where(owner.in_(organisations))).all()


def _towns_of(connection: Connection, districts: Sequence[str]) -> Found:
    """The organisations whose entries show the name of the district with one of these keys."""
    period = OrganisationPeriod
    towns = select(period.organisation_id).where(period.district_key.in_(districts))
    yield "organisation", connection.scalars(towns).all()


def _place_itself(_connection: Connection, organisations: Sequence[int]) -> Found:
    """The organisation that has a contact or a booking more: its name stays as it is."""
    yield "organisation", organisations


def _talks_with(connection: Connection, contacts: Sequence[int]) -> Found:
    """What was said with these people and what is to be done for them."""
    for name, record, person in (
        ("note", Note.id, Note.contact_id),
        ("follow_up", FollowUp.id, FollowUp.contact_id),
        ("call", Call.id, Call.contact_id),
    ):
        yield name, connection.scalars(select(record).where(person.in_(contacts))).all()


def _partners_of(connection: Connection, applications: Sequence[int]) -> Found:
    partners = select(Participant.organisation_id).where(
        Participant.application_id.in_(applications)
    )
    yield from _cooperating(connection, connection.scalars(partners).all())


def _cooperating(connection: Connection, organisations: Sequence[int]) -> Found:
    """The organisations that have entered their first application or left their last, with all
    entries that say so."""
    entry = search_entry.c
    wanted = set(organisations)
    shown = connection.execute(
        select(entry.record_id, entry.words).where(
            entry.kind == int(Kind.MUNICIPALITY), entry.record_id.in_(wanted)
        )
    )
    before = {row.record_id for row in shown if cooperating(True) in row.words.split()}
    changed = before ^ cooperating_ones(connection, wanted)
    if not changed:
        return
    yield "organisation", changed
    for name, record, owner in (
        ("contact", Contact.id, Contact.organisation_id),
        ("booking", Booking.id, Booking.organisation_id),
    ):
        yield name, connection.scalars(select(record).where(owner.in_(changed))).all()


def _bundles_of(connection: Connection, services: Sequence[int]) -> Found:
    bundles = select(Service.bundle_id).where(Service.id.in_(services))
    yield "bundle", connection.scalars(bundles).all()


DEPENDENTS: dict[str, Callable[[Connection, Sequence[Any]], Found]] = {
    "organisation": _shown_with,
    "district": _towns_of,
    "place": _place_itself,
    "contact": _talks_with,
    "application": _partners_of,
    "cooperation": _cooperating,
    "service": _bundles_of,
}
