"""What a search entry says about each kind of record, and under which words it is found."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, select

from db.search import Kind, phone_digits
from db.search_organisations import organisations, shown_with, towns_of
from db.search_rows import Entry, Source, by, names
from db.tables import (
    Address,
    Application,
    Booking,
    BundleAvailability,
    Contact,
    ContactRole,
    Note,
    Organisation,
    Participant,
    PhoneNumber,
    Service,
    ServiceBundle,
)


def _contacts(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    contacts = connection.execute(
        select(
            Contact.id,
            Contact.organisation_id,
            Contact.family_name,
            Contact.given_name,
            Contact.title,
            Contact.historic_on,
        ).where(Contact.id.in_(ids))
    ).all()
    called = names(connection, {row.organisation_id for row in contacts})
    roles = by(
        connection,
        select(ContactRole.contact_id, ContactRole.role).where(ContactRole.contact_id.in_(ids)),
        "contact_id",
    )
    numbers = by(
        connection,
        select(PhoneNumber.contact_id, PhoneNumber.e164, PhoneNumber.raw)
        .where(PhoneNumber.contact_id.in_(ids))
        .order_by(PhoneNumber.id),
        "contact_id",
    )
    addresses = by(
        connection,
        select(Address.contact_id, Address.kind, Address.text)
        .where(Address.contact_id.in_(ids))
        .order_by(Address.id),
        "contact_id",
    )
    for row in contacts:
        given = " ".join(part for part in (row.title, row.given_name) if part)
        title = f"{row.family_name}, {given}" if given else row.family_name
        place = called[row.organisation_id]
        emails = [each.text for each in addresses[row.id] if each.kind == "email"]
        reach = [each.raw for each in numbers[row.id]] + emails
        state = ["historic"] if row.historic_on else [each.role for each in roles[row.id]]
        yield Entry(
            Kind.CONTACT,
            row.id,
            " ".join(part for part in (row.family_name, row.given_name) if part),
            title,
            place,
            ",".join(state),
            reach[0] if reach else "",
            (
                ("name", title),
                ("place", place),
                *(("phone", phone_digits(each.e164) or each.raw) for each in numbers[row.id]),
                *(("email", each) for each in emails),
                *(("role", each.role) for each in roles[row.id]),
            ),
        )


def _applications(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    participants = by(
        connection,
        select(Participant.application_id, Participant.organisation_id, Participant.role)
        .where(Participant.application_id.in_(ids))
        .order_by(Participant.position),
        "application_id",
    )
    called = names(
        connection, {row.organisation_id for rows in participants.values() for row in rows}
    )
    for row in connection.execute(
        select(
            Application.id,
            Application.number,
            Application.title,
            Application.station,
            Application.station_since,
            Application.field_of_work,
        ).where(Application.id.in_(ids))
    ):
        partners = participants[row.id]
        lead = next((each for each in partners if each.role == "lead"), None)
        title = f"{row.number} {row.title}"
        matches = [("name", title), *(("place", called[each.organisation_id]) for each in partners)]
        matches += [("field_of_work", row.field_of_work)] if row.field_of_work else []
        yield Entry(
            Kind.APPLICATION,
            row.id,
            _letters(row.number),
            title,
            called[lead.organisation_id] if lead else "",
            row.station,
            row.station_since.isoformat() if row.station_since else "",
            tuple(matches),
        )


def _bookings(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    rows = connection.execute(
        select(
            Booking.id,
            Booking.organisation_id,
            Booking.module,
            Booking.state,
            Booking.booked_on,
            Booking.consultation_on,
        ).where(Booking.id.in_(ids))
    ).all()
    called = names(connection, {row.organisation_id for row in rows})
    for row in rows:
        name, module = called[row.organisation_id], f"Modul {row.module}"
        day = row.consultation_on or row.booked_on
        yield Entry(
            Kind.BOOKING,
            row.id,
            f"{name} {module}",
            name,
            module,
            row.state,
            day.isoformat() if day else "",
            (("place", name), ("module", f"{module} M{row.module}"), ("number", f"B{row.id}")),
        )


def _bundles(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    months = by(
        connection,
        select(BundleAvailability.bundle_id, BundleAvailability.month)
        .where(BundleAvailability.bundle_id.in_(ids))
        .order_by(BundleAvailability.month),
        "bundle_id",
    )
    services = by(
        connection,
        select(Service.bundle_id, Service.name).where(Service.bundle_id.in_(ids)),
        "bundle_id",
    )
    for row in connection.execute(
        select(
            ServiceBundle.id, ServiceBundle.position, ServiceBundle.name, ServiceBundle.efa
        ).where(ServiceBundle.id.in_(ids))
    ):
        named = [each.name for each in services[row.id] if each.name]
        yield Entry(
            Kind.BUNDLE,
            row.id,
            f"{row.position:04}",
            row.name,
            str(len(services[row.id])),
            "efa" if row.efa else "",
            " ".join(each.month for each in months[row.id]),
            (("name", row.name), *(("service", name) for name in named)),
        )


def _notes(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    rows = connection.execute(
        select(Note.id, Note.organisation_id, Note.written_at, Note.text).where(Note.id.in_(ids))
    ).all()
    called = names(connection, {row.organisation_id for row in rows if row.organisation_id})
    for row in rows:
        place = called.get(row.organisation_id, "")
        written = row.written_at.isoformat()
        yield Entry(
            Kind.NOTE,
            row.id,
            re.sub(r"\D", "", row.written_at.astimezone(UTC).isoformat(timespec="seconds")[:19]),
            " ".join(row.text.split())[:80],
            place,
            "",
            written,
            (("note", row.text), ("place", place)),
        )


def _letters(text: str) -> str:
    # Punctuation ends the letters by which an entry gets its place: all would share one group.
    return re.sub(r"[\W_]+", " ", text).strip()


SOURCES: dict[str, Source] = {
    "organisation": Source((Kind.MUNICIPALITY, Kind.ORGANISATION), Organisation, organisations),
    "contact": Source((Kind.CONTACT,), Contact, _contacts),
    "application": Source((Kind.APPLICATION,), Application, _applications),
    "booking": Source((Kind.BOOKING,), Booking, _bookings),
    "bundle": Source((Kind.BUNDLE,), ServiceBundle, _bundles),
    "note": Source((Kind.NOTE,), Note, _notes),
}


DEPENDENTS: dict[
    str, Callable[[Connection, Sequence[Any]], Iterator[tuple[str, Iterable[int]]]]
] = {"organisation": shown_with, "district": towns_of}
"""Which entries show the names of a record that has changed, beside its own."""
