"""What a search entry says about people, applications, bookings and bundles."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from db.search import facets, knowledge, model, newsletter
from db.search.names import in_one_word
from db.search.organisations import organisations
from db.search.rows import (
    NOWHERE,
    Entry,
    Match,
    Shows,
    Source,
    by,
    cooperating_until,
    cooperation,
    match,
    person,
    phone,
    places,
)
from db.search.talks import calls, follow_ups, notes
from db.tables import (
    Address,
    Application,
    Booking,
    BundleAvailability,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    Knowledge,
    ModelParticipation,
    NewsletterIssue,
    Note,
    NoteParty,
    Organisation,
    Participant,
    PhoneNumber,
    Rollout,
    Service,
    ServiceBundle,
    Subscription,
)
from ozg_tui.codes.ikz import ENDED_STATIONS, ParticipantRole
from ozg_tui.codes.register import AddressKind, Role
from ozg_tui.codes.search import Kind

_HISTORIC = "historic"


def _contacts(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    contacts = connection.execute(
        select(
            Contact.id,
            Contact.organisation_id,
            Contact.family_name,
            Contact.given_name,
            Contact.title,
            Contact.salutation,
            Contact.note,
            Contact.historic_on,
        ).where(Contact.id.in_(ids))
    ).all()
    found = places(connection, {row.organisation_id for row in contacts})
    last_days = cooperating_until(connection, {row.organisation_id for row in contacts})
    roles = by(
        connection,
        select(ContactRole.contact_id, ContactRole.role, ContactRole.title)
        .where(ContactRole.contact_id.in_(ids), ContactRole.valid_to.is_(None))
        .order_by(ContactRole.id),
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
        select(Address.contact_id, Address.text)
        .where(Address.contact_id.in_(ids), Address.kind == AddressKind.EMAIL)
        .order_by(Address.id),
        "contact_id",
    )
    for row in contacts:
        title = person(row.title, row.given_name, row.family_name)
        place = found[row.organisation_id]
        emails = [each.text for each in addresses.get(row.id, ())]
        raw = [each.raw for each in numbers.get(row.id, ())]
        reach = raw + emails
        held = [] if row.historic_on else roles.get(row.id, [])
        state = [_HISTORIC] if row.historic_on else [each.role for each in held]
        yield Entry(
            Kind.CONTACT,
            row.id,
            " ".join(part for part in (row.family_name, row.given_name) if part),
            title,
            place.name,
            ",".join(state),
            reach[0] if reach else "",
            (
                match("name", title, *in_one_word(row.family_name)),
                place.match(),
                *(phone(each.raw, each.e164) for each in numbers.get(row.id, ())),
                *(match("email", each) for each in emails),
                *(Match("role", code, ()) for code in state),
                *(match("role_title", each.title) for each in held if each.title),
                *([match("remark", row.note)] if row.note else []),
            ),
            (
                *place.lies_in,
                *cooperation(place.is_municipal, row.organisation_id, last_days),
                *map(facets.role, state),
                *([facets.head(of_district=place.is_district)] if Role.HEAD in state else []),
                *([facets.salutation(row.salutation)] if row.salutation else []),
                facets.has(facets.REACHED_BY_PHONE, bool(raw)),
                facets.has(facets.REACHED_BY_EMAIL, bool(emails)),
            ),
            row.family_name,
        )


def _applications(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    participants = by(
        connection,
        select(Participant.application_id, Participant.organisation_id, Participant.role)
        .where(Participant.application_id.in_(ids))
        .order_by(Participant.position),
        "application_id",
    )
    found = places(
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
        partners = [(each.role, found[each.organisation_id]) for each in participants[row.id]]
        lead = next((place for role, place in partners if role == ParticipantRole.LEAD), NOWHERE)
        title = f"{row.number} {row.title}"
        matches = [match("name", title), match("number", row.number, *_short_numbers(row.number))]
        matches += [place.match() for _, place in partners]
        matches += [match("field_of_work", row.field_of_work)] if row.field_of_work else []
        yield Entry(
            Kind.APPLICATION,
            row.id,
            _letters(row.number),
            title,
            lead.name,
            row.station,
            row.station_since.isoformat() if row.station_since else "",
            tuple(matches),
            (
                facets.station(row.station),
                *([] if row.station in ENDED_STATIONS else [facets.cooperating(date.max)]),
                *(facet for _, place in partners for facet in place.lies_in),
            ),
            row.number,
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
    found = places(connection, {row.organisation_id for row in rows})
    last_days = cooperating_until(connection, {row.organisation_id for row in rows})
    for row in rows:
        place, module = found[row.organisation_id], f"Modul {row.module}"
        day = row.consultation_on or row.booked_on
        yield Entry(
            Kind.BOOKING,
            row.id,
            f"{place.name} {module}",
            place.name,
            module,
            row.state,
            day.isoformat() if day else "",
            (
                place.match(),
                match("module", module, f"m{row.module}"),
                match("number", f"B{row.id}"),
            ),
            (
                facets.module(row.module),
                facets.booking_state(row.state),
                *place.lies_in,
                *cooperation(place.is_municipal, row.organisation_id, last_days),
                *([facets.day(day)] if day else []),
            ),
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
    states = by(
        connection,
        select(Service.bundle_id, Rollout.state)
        .join_from(Rollout, Service)
        .where(Service.bundle_id.in_(ids))
        .distinct()
        .order_by(Rollout.state),
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
            (match("name", row.name), *(match("service", name) for name in named)),
            tuple(facets.rollout_state(each.state) for each in states[row.id]),
            row.name,
        )


def _letters(text: str) -> str:
    # Punctuation ends the letters by which an entry gets its place: all would share one group.
    return re.sub(r"[\W_]+", " ", text).strip()


def _short_numbers(number: str) -> list[str]:
    """`14` of `IKZ-0014`: nobody says the noughts."""
    return re.findall(r"\b0+([1-9][0-9]*)\b", number)


def _place(table: Any) -> Shows:
    return Shows("organisation", table.id, table.organisation_id)


def _person(table: Any) -> Shows:
    return Shows("contact", table.id, table.contact_id)


SOURCES: dict[str, Source] = {
    "organisation": Source((Kind.MUNICIPALITY, Kind.ORGANISATION), Organisation, organisations),
    "contact": Source((Kind.CONTACT,), Contact, _contacts, (_place(Contact),)),
    "application": Source(
        (Kind.APPLICATION,),
        Application,
        _applications,
        (Shows("organisation", Participant.application_id, Participant.organisation_id),),
    ),
    "booking": Source((Kind.BOOKING,), Booking, _bookings, (_place(Booking),)),
    "bundle": Source((Kind.BUNDLE,), ServiceBundle, _bundles),
    "note": Source(
        (Kind.NOTE,),
        Note,
        notes,
        (
            _place(Note),
            _person(Note),
            Shows("organisation", NoteParty.note_id, NoteParty.organisation_id),
            Shows("contact", NoteParty.note_id, NoteParty.contact_id),
        ),
    ),
    "follow_up": Source(
        (Kind.FOLLOW_UP,), FollowUp, follow_ups, (_place(FollowUp), _person(FollowUp))
    ),
    "call": Source((Kind.CALL,), Call, calls, (_place(Call), _person(Call))),
    "knowledge": Source((Kind.KNOWLEDGE,), Knowledge, knowledge.answers),
    "model_project": Source(
        (Kind.MODEL_PROJECT,), ModelParticipation, model.projects, (_place(ModelParticipation),)
    ),
    "newsletter_issue": Source((Kind.NEWSLETTER_ISSUE,), NewsletterIssue, newsletter.issues),
    "subscription": Source(
        (Kind.SUBSCRIPTION,),
        Subscription,
        newsletter.subscriptions,
        (_place(Subscription), _person(Subscription)),
    ),
}
