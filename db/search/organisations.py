"""The search entries of Kommunen and other organisations."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, select

from db.names import full_name
from db.search.bynames import bynames
from db.search.facets import (
    CONSULTING,
    CONTACT,
    REACHED_BY_EMAIL,
    REACHED_BY_PHONE,
    has,
    organisation_kind,
    rollout_state,
)
from db.search.names import called, in_one_word, other_words
from db.search.rows import (
    AnyRow,
    Entry,
    Match,
    by,
    cooperating_until,
    cooperation,
    lying_in,
    match,
    phone,
)
from db.tables import (
    Address,
    Booking,
    Contact,
    ModelParticipation,
    Organisation,
    OrganisationPeriod,
    PhoneNumber,
    Rollout,
)
from ozg_tui.codes.consulting import BookingState
from ozg_tui.codes.register import MUNICIPAL_KINDS, AddressKind, OrganisationKind
from ozg_tui.codes.search import Kind

_GIVEN_UP = (BookingState.CANCELLED, BookingState.DECLINED)


def organisations(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """The entries of Kommunen and other organisations; one that went into another has none."""
    merged = by(
        connection,
        select(Organisation.id, Organisation.successor_id).where(
            Organisation.successor_id.in_(ids)
        ),
        "successor_id",
    )
    closed = set(
        connection.scalars(
            select(Organisation.id).where(
                Organisation.id.in_(ids), Organisation.successor_id.is_not(None)
            )
        )
    )
    periods = _periods(connection, [*ids, *(row.id for rows in merged.values() for row in rows)])
    reach, facets = _reach(connection, ids), _facets(connection, ids)
    remarks = _remarks(connection, ids)
    projects = by(connection, _PROJECTS.where(_model.organisation_id.in_(ids)), "organisation_id")
    districts = _districts(connection)
    last_days = cooperating_until(connection, ids)
    for number in ids:
        if number in closed or not periods[number]:
            continue
        *former, now = periods[number]
        former += [row for gone in merged.get(number, ()) for row in periods[gone.id]]
        title = full_name(now.name, now.kind)
        is_municipal = now.kind in MUNICIPAL_KINDS
        place = districts.get(now.district_key or "", "")
        yield Entry(
            Kind.MUNICIPALITY if is_municipal else Kind.ORGANISATION,
            number,
            _sort_text(now.name, title) if is_municipal else title,
            title,
            place,
            now.kind,
            now.key,
            (
                *_names(now, title),
                *_former(now, former),
                *([match("place", place, *other_words(place, OrganisationKind.LANDKREIS))]
                  if place else []),
                *reach[number],
                *(match("project", row.project) for row in projects[number]),
                *([match("remark", remarks[number])] if number in remarks else []),
            ),
            (
                organisation_kind(now.kind),
                *lying_in(now),
                *cooperation(is_municipal, number, last_days),
                *facets[number],
            ),
            now.name,
        )  # fmt: skip


_model = ModelParticipation
_PROJECTS = select(_model.organisation_id, _model.project).where(_model.project.is_not(None))


def _sort_text(name: str, title: str) -> str:
    # Behind the town of the same name: whoever means the Landkreis says so.
    return name if name == title else f"{name} {title.removesuffix(name)}"


def _names(now: AnyRow, title: str) -> Iterator[Match]:
    yield match("name", title, *other_words(now.name, now.kind))
    yield match("key", now.key)
    if also := called(now.kind):
        yield Match("kind", now.kind, also)
    if now.suffix:
        yield match("suffix", now.suffix)
    if now.ars:
        yield match("ars", now.ars)
    for kind, name in bynames(now.key):
        yield match(kind, name, *in_one_word(name))


def _former(now: AnyRow, former: Iterable[AnyRow]) -> Iterator[Match]:
    for row in former:
        if row.name != now.name:
            yield match("former_name", row.name, *other_words(row.name, row.kind))
        if row.key != now.key:
            yield match("former_key", row.key)


def _periods(connection: Connection, ids: Sequence[int]) -> dict[int, list[AnyRow]]:
    period = OrganisationPeriod
    return by(
        connection,
        select(period.__table__)
        .where(period.organisation_id.in_(ids))
        .order_by(period.organisation_id, period.valid_from.asc().nulls_first()),
        "organisation_id",
    )


def _districts(connection: Connection) -> dict[str, str]:
    period = OrganisationPeriod
    return {
        row.key: full_name(row.name, row.kind)
        for row in connection.execute(
            select(period.key, period.name, period.kind)
            .where(period.kind == OrganisationKind.LANDKREIS)
            .order_by(period.valid_from.asc().nulls_first())
        )
    }


def _reach(connection: Connection, ids: Sequence[int]) -> dict[int, list[Match]]:
    """The numbers and e-mail addresses of the organisations themselves."""
    found: dict[int, list[Match]] = defaultdict(list)
    numbers = select(PhoneNumber.organisation_id, PhoneNumber.e164, PhoneNumber.raw)
    for number in connection.execute(
        numbers.where(PhoneNumber.organisation_id.in_(ids)).order_by(PhoneNumber.id)
    ):
        found[number.organisation_id].append(phone(number.raw, number.e164))
    addresses = (
        select(Address.organisation_id, Address.text)
        .where(Address.organisation_id.in_(ids), Address.kind == AddressKind.EMAIL)
        .order_by(Address.id)
    )
    for each in connection.execute(addresses):
        found[each.organisation_id].append(match("email", each.text))
    return found


def _remarks(connection: Connection, ids: Sequence[int]) -> dict[int, str]:
    """What staff have noted about the organisations."""
    remarks = select(Organisation.id, Organisation.note).where(
        Organisation.id.in_(ids), Organisation.note.is_not(None)
    )
    return {row.id: row.note for row in connection.execute(remarks)}


def _facets(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """What the organisations have or lack, and how far services are connected there."""
    phone_numbers = select(PhoneNumber.organisation_id).where(PhoneNumber.organisation_id.in_(ids))
    addresses = select(Address.organisation_id).where(
        Address.organisation_id.in_(ids), Address.kind == AddressKind.EMAIL
    )
    found: dict[int, list[str]] = {number: [] for number in ids}
    for what, having in (
        (REACHED_BY_PHONE, _numbers(connection, phone_numbers)),
        (REACHED_BY_EMAIL, _numbers(connection, addresses)),
        (CONTACT, with_contact(connection, ids)),
        (CONSULTING, with_consulting(connection, ids)),
    ):
        for number in ids:
            found[number].append(has(what, number in having))
    for number, states in rollout_states(connection, ids).items():
        found[number] += map(rollout_state, states)
    return found


def with_contact(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Which of these organisations have a contact who is still there."""
    owner = Contact.organisation_id
    people = select(owner).where(owner.in_(ids), Contact.historic_on.is_(None))
    return _numbers(connection, people.distinct())


def with_consulting(connection: Connection, ids: Sequence[int]) -> set[int]:
    """Which of these organisations have a booking that was not given up."""
    owner = Booking.organisation_id
    bookings = select(owner).where(owner.in_(ids), Booking.state.not_in(_GIVEN_UP))
    return _numbers(connection, bookings.distinct())


def rollout_states(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """The states that services have at these organisations."""
    rows = by(
        connection,
        select(Rollout.organisation_id, Rollout.state)
        .where(Rollout.organisation_id.in_(ids))
        .distinct()
        .order_by(Rollout.state),
        "organisation_id",
    )
    return {number: [row.state for row in each] for number, each in rows.items()}


def _numbers(connection: Connection, statement: Select[Any]) -> set[int]:
    return set(connection.scalars(statement))
