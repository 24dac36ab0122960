"""Which entries show something of a record that has changed, beside its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, select

from db.search import facets
from db.search.organisations import rollout_states, with_consulting, with_contact
from db.search.rows import cooperating_until
from db.search.sources import SOURCES
from db.search.table import search_entry
from db.tables import (
    Booking,
    Contact,
    Organisation,
    OrganisationPeriod,
    Participant,
    Service,
)
from ozg_tui.codes.search import Kind
from ozg_tui.codes.services import RolloutState

Found = Iterator[tuple[str, Iterable[int]]]


def _shown_with(connection: Connection, organisations: Sequence[int]) -> Found:
    """The records whose entries show name or place of these organisations."""
    successors = select(Organisation.successor_id).where(
        Organisation.id.in_(organisations), Organisation.successor_id.is_not(None)
    )
    yield "organisation", [number for number in connection.scalars(successors) if number]
    yield from _naming("organisation", connection, organisations)


def _naming(shown: str, connection: Connection, numbers: Sequence[int]) -> Found:
    for name, source in SOURCES.items():
        for shows in source.shows:
            if shows.source == shown:
                wanted = select(shows.record).where(shows.owner.in_(numbers))
                yield name, connection.scalars(wanted).all()


def _towns_of(connection: Connection, districts: Sequence[str]) -> Found:
    """The organisations whose entries show the name of the district with one of these keys."""
    period = OrganisationPeriod
    towns = select(period.organisation_id).where(period.district_key.in_(districts))
    yield "organisation", connection.scalars(towns).all()


def _with_person(connection: Connection, contacts: Sequence[int]) -> Found:
    """The records whose entries show the names of these people."""
    yield from _naming("contact", connection, contacts)


def _partners_of(connection: Connection, applications: Sequence[int]) -> Found:
    """The partners of these applications, where that changes something for them."""
    partners = select(Participant.organisation_id).where(
        Participant.application_id.in_(applications)
    )
    yield from _cooperating(connection, connection.scalars(partners).all())


def _cooperating(connection: Connection, organisations: Sequence[int]) -> Found:
    """Who has entered a first application or leaves the last, with people and bookings."""
    last_days = cooperating_until(connection, organisations)
    now = {number: {facets.cooperating(last_days.get(number))} for number in organisations}

    def of_cooperation(facet: str) -> bool:
        return facet.startswith(facets.COOPERATING)

    changed = _changed(connection, now, of_cooperation, [Kind.MUNICIPALITY])
    if not changed:
        return
    yield "organisation", changed
    for name, record, owner in (
        ("contact", Contact.id, Contact.organisation_id),
        ("booking", Booking.id, Booking.organisation_id),
    ):
        yield name, connection.scalars(select(record).where(owner.in_(changed))).all()


def _with_contact(connection: Connection, organisations: Sequence[int]) -> Found:
    """Who has got a first contact or lost the last."""
    having = with_contact(connection, organisations)
    yield "organisation", _having(connection, facets.CONTACT, organisations, having)


def _with_consulting(connection: Connection, organisations: Sequence[int]) -> Found:
    """Who has got a first booking or given up the last."""
    having = with_consulting(connection, organisations)
    yield "organisation", _having(connection, facets.CONSULTING, organisations, having)


def _with_rollouts(connection: Connection, organisations: Sequence[int]) -> Found:
    """Where a service has come into another state."""
    states = rollout_states(connection, organisations)
    now = {
        number: {facets.rollout_state(state) for state in states.get(number, ())}
        for number in organisations
    }
    among = set(map(facets.rollout_state, RolloutState))
    yield "organisation", _changed(connection, now, among.__contains__)


def _having(
    connection: Connection, what: str, organisations: Sequence[int], having: set[int]
) -> set[int]:
    now = {number: {facets.has(what, number in having)} for number in organisations}
    either = {facets.has(what), facets.has(what, False)}
    return _changed(connection, now, either.__contains__)


def _changed(
    connection: Connection,
    now: dict[int, set[str]],
    among: Callable[[str], bool],
    kinds: Iterable[Kind] = (Kind.MUNICIPALITY, Kind.ORGANISATION),
) -> set[int]:
    """The organisations whose entries say something else, among these facets, than what is now."""
    entry = search_entry.c
    shown = connection.execute(
        select(entry.record_id, entry.words).where(
            entry.kind.in_(map(int, kinds)), entry.record_id.in_(now)
        )
    )
    return {
        row.record_id
        for row in shown
        if set(filter(among, row.words.split())) != now[row.record_id]
    }


def _bundles_of(connection: Connection, services: Sequence[int]) -> Found:
    bundles = select(Service.bundle_id).where(Service.id.in_(services))
    yield "bundle", connection.scalars(bundles).all()


DEPENDENTS: dict[str, Callable[[Connection, Sequence[Any]], Found]] = {
    "organisation": _shown_with,
    "district": _towns_of,
    "contact": _with_person,
    "application": _partners_of,
    "cooperation": _cooperating,
    "people": _with_contact,
    "consulting": _with_consulting,
    "rollouts": _with_rollouts,
    "service": _bundles_of,
}
