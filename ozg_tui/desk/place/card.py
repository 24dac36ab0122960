"""All about one Kommune at a glance: what the person at the telephone needs within a second."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from db.errors import NotFoundError
from db.fold import sort_key
from db.names import full_name
from ozg_tui.clock import day_of
from ozg_tui.codes.consulting import BookingState
from ozg_tui.codes.ikz import ENDED_STATIONS, ResolutionStatus, Station
from ozg_tui.codes.register import AddressKind, OrganisationKind
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.model.members import history
from ozg_tui.desk.place import queries
from ozg_tui.desk.place.account import account
from ozg_tui.desk.place.parts import (
    ApplicationLine,
    BookingLine,
    Card,
    Former,
    Head,
    Person,
    Reach,
    Services,
    SubscriptionLine,
    Talk,
    Task,
)
from ozg_tui.desk.place.services import services
from ozg_tui.desk.register.municipalities import known_from
from ozg_tui.german.labels import (
    ADDRESS_KINDS,
    BOOKING_STATES,
    CONSENTS,
    KINDS,
    NUMBER_KINDS,
    ROLES,
    STATIONS,
    TOPICS,
)
from ozg_tui.german.people import person
from ozg_tui.rules.ikz.case import Resolution
from ozg_tui.rules.ikz.partners import has_resolved
from ozg_tui.rules.territory import (
    Place,
    association,
    council,
    executive,
    is_municipality,
    supervision,
    supervisors,
)


def card(desk: Desk, organisation_id: int, on: date) -> Card:
    """The card of an organisation as seen on a day. Raises `NotFoundError`.

    Account and services are empty for what is no Kommune on that day.
    """
    land = territory(desk)
    place = land.by_id.get(organisation_id)
    if place is None:
        raise NotFoundError("Diese Kommune ist nicht verzeichnet.")
    found = desk.read(lambda reader: _Found(reader, organisation_id, on))
    head = _head(found.periods, place, organisation_id, on, land)
    steps = history(desk, organisation_id)
    applications = _applications(found.applications, organisation_id, land, on)
    bookings = tuple(_booking(row) for row in found.bookings)
    is_kommune = is_municipality(head.kind) and place.existed_on(on)
    return Card(
        id=organisation_id,
        on=on,
        head=head,
        reach=tuple(
            _reach(row) for row in found.reach if row.contact_id is None and row.what != "role"
        ),
        people=_people(found),
        people_total=found.people_total,
        account=account(desk, organisation_id, bookings, applications, steps, on)
        if is_kommune
        else (),
        services=services(found.services, found.months, head.kind, on)
        if is_kommune
        else Services(False, 0, 0, 0, ()),
        tasks=tuple(Task(*row) for row in found.tasks),
        talks=tuple(_talk(row) for row in found.talks),
        talks_total=found.talks_total,
        model=steps,
        applications=applications,
        bookings=bookings,
        subscriptions=tuple(_subscription(row) for row in found.subscriptions),
    )


def all_talks(desk: Desk, organisation_id: int) -> tuple[Talk, ...]:
    """Notes and calls of an organisation, the newest first; of more than 200 the newest 200."""
    wanted = {"id": organisation_id, "limit": queries.MOST_TALKS}
    rows = desk.read(lambda reader: reader.execute(queries.TALKS, wanted).all())
    return tuple(_talk(row) for row in rows)


class _Found:
    """The rows of one card, each question asked once."""

    def __init__(self, reader: Connection, organisation_id: int, on: date) -> None:
        wanted: dict[str, Any] = {
            "id": organisation_id,
            "on": on,
            "limit": queries.TALKS_SHOWN,
        }

        def ask(statement: Any) -> Sequence[Any]:
            return reader.execute(statement, wanted).all()

        self.periods = ask(queries.PERIODS)
        self.people = sorted(ask(queries.PEOPLE), key=_order)[: queries.PEOPLE_SHOWN]
        wanted["people"] = [row.id for row in self.people]
        self.reach = ask(queries.REACH)
        self.services = ask(queries.SERVICES)
        self.months = ask(queries.MONTHS)
        self.tasks = ask(queries.TASKS)
        self.talks = ask(queries.TALKS)
        self.people_total, self.talks_total = ask(queries.TOTALS)[0]
        self.applications = ask(queries.APPLICATIONS)
        self.bookings = ask(queries.BOOKINGS)
        self.subscriptions = ask(queries.SUBSCRIPTIONS)


def _head(
    rows: Sequence[Any], place: Place, organisation_id: int, on: date, land: Territory
) -> Head:
    own = [row for row in rows if row.organisation_id == organisation_id]
    period = place.on(on) or place.latest
    now = own[place.periods.index(period)]
    former = tuple(
        Former(
            row.key,
            full_name(row.name, row.kind),
            KINDS[row.kind],
            _district(row),
            row.valid_to,
            row not in own,
        )
        for row in rows
        if row is not now and (row.key, row.name) != (now.key, now.name)
    )
    was_another = any(each.kind != now.kind for each in own[: own.index(now)])
    district = _district(now)
    town = " ".join(part for part in (now.postcode, now.town) if part)
    return Head(
        key=now.key,
        name=full_name(now.name, now.kind),
        suffix=now.suffix or "",
        kind=period.kind,
        kind_label=KINDS[period.kind],
        kind_since=now.valid_from if was_another else None,
        district=district,
        region=now.region or "",
        former=former,
        ended_on=now.valid_to if now.valid_to and now.valid_to < on else None,
        successor_id=now.successor_id,
        successor=_successor(now.successor_id, land),
        population=now.population,
        population_on=now.population_on,
        council=council(period.kind),
        executive=executive(period.kind),
        supervision=supervision(place, on, district),
        supervisors=supervisors(place, on, district),
        association=association(period.kind),
        address=", ".join(part for part in (now.office, now.street, town) if part),
        website=now.website or "",
        office_hours=now.office_hours or "",
        known_from=known_from(now.reach_source, now.reach_on),
        note=now.note or "",
    )


def _order(row: Any) -> tuple[Any, ...]:
    """Whom to call first, then by name (DIN 5007), then those who have left."""
    name = sort_key(row.family_name), sort_key(row.given_name or "")
    return row.historic_on is not None, not row.call_first, *name, row.id


def _people(found: _Found) -> tuple[Person, ...]:
    details: dict[int, list[Any]] = defaultdict(list)
    for row in found.reach:
        if row.contact_id is not None:
            details[row.contact_id].append(row)
    return tuple(
        Person(
            id=row.id,
            name=person(row.title, row.given_name, row.family_name),
            roles=tuple(ROLES[each.kind] for each in details[row.id] if each.what == "role"),
            phones=tuple(_reach(each) for each in details[row.id] if each.what == "phone"),
            emails=tuple(
                _reach(each)
                for each in details[row.id]
                if each.what == "address" and each.kind == AddressKind.EMAIL
            ),
            call_first=row.call_first,
            historic_on=row.historic_on,
            left_reason=row.left_reason,
        )
        for row in found.people
    )


def _reach(row: Any) -> Reach:
    if row.what == "phone":
        return Reach(NUMBER_KINDS[row.kind], row.text, row.confirmed_on)
    return Reach(ADDRESS_KINDS[row.kind], row.text, row.confirmed_on)


def _successor(organisation_id: int | None, land: Territory) -> str:
    if organisation_id is None:
        return ""
    now = land.by_id[organisation_id].latest
    return f"{now.name} ({now.key})"


def _district(row: Any) -> str:
    return full_name(row.district, OrganisationKind.LANDKREIS) if row.district else ""


def _talk(row: Any) -> Talk:
    text = row.text or TOPICS.get(row.topic or "", "")
    return Talk(row.id, row.at, row.direction, row.by, text, row.result == CallResult.OPEN)


def _applications(
    rows: Sequence[Any], organisation_id: int, land: Territory, on: date
) -> tuple[ApplicationLine, ...]:
    partners: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        partners[row.id].append(row)
    lines = []
    for participants in partners.values():
        own = next(each for each in participants if each.organisation_id == organisation_id)
        missing = [
            each.organisation_id
            for each in participants
            if not has_resolved(_resolution(each), own.applied_on or on)
        ]
        station = Station(own.station)
        lines.append(
            ApplicationLine(
                id=own.id,
                number=own.number,
                title=own.title,
                role=own.role,
                station=station,
                station_label=STATIONS[station],
                station_since=own.station_since,
                missing=tuple(land.name(each) for each in missing),
                own_missing=organisation_id in missing,
                partners=len(participants),
                is_running=station not in ENDED_STATIONS,
            )
        )
    return tuple(lines)


def _resolution(row: Any) -> Resolution | None:
    if row.status is None:
        return None
    return Resolution(status=ResolutionStatus(row.status), date=row.session_on)


def _booking(row: Any) -> BookingLine:
    state = BookingState(row.state)
    return BookingLine(
        row.id,
        row.module,
        row.funding_source,
        row.funded,
        state,
        BOOKING_STATES[state],
        row.booked_on,
        row.consultation_on,
    )


def _subscription(row: Any) -> SubscriptionLine:
    moment = row.ended_at or row.subscribed_at
    return SubscriptionLine(
        row.email,
        row.contact_id,
        CONSENTS[row.consent],
        day_of(moment) if moment else None,
        row.bounced,
    )
