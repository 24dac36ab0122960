"""The search entries of organisations, and what else must change with them."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select

from db.names import full_name
from db.search import Kind, phone_digits
from db.search_rows import Entry, by
from db.tables import (
    Booking,
    Contact,
    Note,
    Organisation,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
)
from db.tables.organisation import MUNICIPAL_KINDS, OrganisationKind


def organisations(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of Kommunen and other organisations; one that went into another has none."""
    period = OrganisationPeriod
    wanted = [*ids]
    merged = by(
        connection,
        select(Organisation.id, Organisation.successor_id).where(
            Organisation.successor_id.in_(wanted)
        ),
        "successor_id",
    )
    closed = set(
        connection.scalars(
            select(Organisation.id).where(
                Organisation.id.in_(wanted), Organisation.successor_id.is_not(None)
            )
        )
    )
    wanted += [row.id for rows in merged.values() for row in rows]
    periods = by(
        connection,
        select(period.__table__)
        .where(period.organisation_id.in_(wanted))
        .order_by(period.organisation_id, period.valid_from.asc().nulls_first()),
        "organisation_id",
    )
    numbers = by(
        connection,
        select(PhoneNumber.organisation_id, PhoneNumber.e164, PhoneNumber.raw)
        .where(PhoneNumber.organisation_id.in_(ids))
        .order_by(PhoneNumber.id),
        "organisation_id",
    )
    districts = {
        row.key: full_name(row.name, row.kind)
        for row in connection.execute(
            select(period.key, period.name, period.kind)
            .where(period.kind == OrganisationKind.LANDKREIS)
            .order_by(period.valid_from.asc().nulls_first())
        )
    }
    for number in ids:
        if number in closed or not periods[number]:
            continue
        *former, now = periods[number]
        former += [row for gone in merged.get(number, ()) for row in periods[gone.id]]
        title = full_name(now.name, now.kind)
        place = districts.get(now.district_key or "", "")
        matches = [("name", title), ("key", now.key)]
        if now.kind == OrganisationKind.LANDKREIS:
            matches += [("alias", f"LK {now.name}"), ("alias", f"Kreis {now.name}")]
        matches += [("name", now.suffix)] if now.suffix else []
        for row in former:
            matches += [("former_name", row.name)] if row.name != now.name else []
            matches += [("former_key", row.key)] if row.key != now.key else []
        matches += [("phone", phone_digits(row.e164) or row.raw) for row in numbers[number]]
        matches += [("ars", now.ars)] if now.ars else []
        yield Entry(
            Kind.MUNICIPALITY if now.kind in MUNICIPAL_KINDS else Kind.ORGANISATION,
            number,
            now.name if now.kind in MUNICIPAL_KINDS else title,
            title,
            place,
            now.kind,
            now.key,
            tuple(matches),
        )


def shown_with(
    connection: Connection, organisations: Sequence[int]
) -> Iterator[tuple[str, Iterable[int]]]:
    """The records whose entries show the names of these organisations."""
    successors = select(Organisation.successor_id).where(
        Organisation.id.in_(organisations), Organisation.successor_id.is_not(None)
    )
    yield "organisation", [number for number in connection.scalars(successors) if number]
    for name, record, owner in (
        ("contact", Contact.id, Contact.organisation_id),
        ("booking", Booking.id, Booking.organisation_id),
        ("note", Note.id, Note.organisation_id),
        ("application", Participant.application_id, Participant.organisation_id),
    ):
        yield name, connection.scalars(select(record).where(owner.in_(organisations))).all()


def towns_of(
    connection: Connection, districts: Sequence[str]
) -> Iterator[tuple[str, Iterable[int]]]:
    """The organisations whose entries show the name of the district with one of these keys."""
    period = OrganisationPeriod
    towns = select(period.organisation_id).where(period.district_key.in_(districts))
    yield "organisation", connection.scalars(towns).all()
