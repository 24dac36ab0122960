"""All about one Kommune at a glance: what the person at the telephone needs within a second."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection

from db.errors import NotFoundError
from db.names import full_name
from db.tables.cooperation import Station
from ozg_tui.desk import bookings, model_projects
from ozg_tui.desk import municipality_queries as queries
from ozg_tui.desk.desk import Desk
from ozg_tui.desk.municipality_values import (
    Account,
    ApplicationLine,
    BookingLine,
    BundleCount,
    Card,
    Former,
    Head,
    Person,
    Reach,
    Services,
    Talk,
    Task,
)
from ozg_tui.desk.territory import territory
from ozg_tui.rules.consulting import BookingState
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.labels import BOOKING_STATES, KINDS, NUMBER_KINDS, ROLES, STATIONS
from ozg_tui.rules.territory import (
    Kind,
    Place,
    council,
    executive,
    supervision,
)

__all__ = ["Card", "Person", "card"]


def card(desk: Desk, organisation_id: int, on: date) -> Card:
    """The card of an organisation as seen on a day. Raises `NotFoundError`."""
    place = territory(desk).by_id.get(organisation_id)
    if place is None:
        raise NotFoundError("Diese Kommune ist nicht verzeichnet.")
    found = desk.read(lambda reader: _Found(reader, organisation_id))
    head = _head(found.periods, place, organisation_id, on)
    steps = model_projects.history(desk, organisation_id)
    applications = tuple(_application(row) for row in found.applications)
    lines = [
        Account(line.label, str(line.state), line.detail, line.until)
        for line in bookings.account(desk, organisation_id, on)
    ]
    services = _services(found.services, head.kind)
    people, total = _people(found)
    return Card(
        id=organisation_id,
        on=on,
        head=head,
        reach=tuple(
            _reach(row) for row in found.reach if row.contact_id is None and row.what != "role"
        ),
        people=people,
        people_total=total,
        account=(*lines, _ikz_line(applications), _model_line(steps, on)),
        services=services,
        tasks=tuple(Task(*row) for row in found.tasks),
        talks=tuple(
            Talk(row.id, row.at, row.direction, row.by, row.text or "") for row in found.talks
        ),
        model=steps,
        applications=applications,
        bookings=tuple(_booking(row) for row in found.bookings),
    )


class _Found:
    """The rows of one card, each question asked once."""

    def __init__(self, reader: Connection, organisation_id: int) -> None:
        def ask(statement: Any) -> Sequence[Any]:
            return reader.execute(statement, {"id": organisation_id}).all()

        self.periods = ask(queries.PERIODS)
        self.people = ask(queries.PEOPLE)
        self.reach = ask(queries.REACH)
        self.services = ask(queries.SERVICES)
        self.tasks = ask(queries.TASKS)
        self.talks = ask(queries.TALKS)
        self.applications = ask(queries.APPLICATIONS)
        self.bookings = ask(queries.BOOKINGS)


def _head(rows: Sequence[Any], place: Place, organisation_id: int, on: date) -> Head:
    own = [row for row in rows if row.organisation_id == organisation_id]
    period = place.on(on) or place.latest
    now = own[place.periods.index(period)]
    former = tuple(
        Former(row.key, full_name(row.name, row.kind), row.valid_to, row not in own)
        for row in rows
        if row is not now and (row.key, row.name) != (now.key, now.name)
    )
    town = " ".join(part for part in (now.postcode, now.town) if part)
    return Head(
        key=now.key,
        name=full_name(now.name, now.kind),
        suffix=now.suffix or "",
        kind=period.kind,
        kind_label=KINDS[period.kind],
        district=full_name(now.district, "landkreis") if now.district else "",
        region=now.region or "",
        former=former,
        successor_id=now.successor_id,
        population=now.population,
        population_on=now.population_on,
        council=council(period.kind),
        executive=executive(period.kind),
        supervision=supervision(
            place, on, full_name(now.district, "landkreis") if now.district else ""
        ),
        address=", ".join(part for part in (now.office, now.street, town) if part),
        website=now.website or "",
        note=now.note or "",
    )


def _people(found: _Found) -> tuple[tuple[Person, ...], int]:
    details: dict[int, list[Any]] = defaultdict(list)
    for row in found.reach:
        if row.contact_id is not None:
            details[row.contact_id].append(row)
    people = tuple(
        Person(
            id=row.id,
            name=" ".join(part for part in (row.title, row.given_name, row.family_name) if part),
            roles=tuple(ROLES[each.kind] for each in details[row.id] if each.what == "role"),
            phones=tuple(_reach(each) for each in details[row.id] if each.what == "phone"),
            emails=tuple(
                _reach(each)
                for each in details[row.id]
                if each.what == "address" and each.kind == "email"
            ),
            call_first=row.call_first,
            historic_on=row.historic_on,
        )
        for row in found.people
    )
    return people, found.people[0].total if found.people else 0


def _reach(row: Any) -> Reach:
    if row.what == "phone":
        return Reach(NUMBER_KINDS[row.kind], row.text, row.confirmed_on)
    return Reach("E-Mail" if row.kind == "email" else "Postanschrift", row.text, row.confirmed_on)


def _services(rows: Sequence[Any], kind: Kind) -> Services:
    live: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    names: dict[int, str] = {}
    for row in rows:
        if row.competent_kinds and kind not in row.competent_kinds:
            continue
        names[row.bundle_id] = row.name
        counts[row.bundle_id] += 1
        live[row.bundle_id] += row.state == "live"
    return Services(
        known=any(row.state is not None for row in rows),
        live=sum(live.values()),
        services=sum(counts.values()),
        bundles=tuple(BundleCount(names[key], live[key], counts[key]) for key in names),
    )


def _application(row: Any) -> ApplicationLine:
    station = Station(row.station)
    return ApplicationLine(
        id=row.id,
        number=row.number,
        title=row.title,
        role=row.role,
        station=station,
        station_label=STATIONS[station],
        missing_resolutions=row.missing,
        partners=row.partners,
    )


def _booking(row: Any) -> BookingLine:
    state = BookingState(row.state)
    return BookingLine(
        row.id,
        row.module,
        row.funding_source,
        row.funded,
        state,
        BOOKING_STATES[state],
        row.consultation_on or row.booked_on,
    )


_ENDED = frozenset({Station.REJECTED, Station.WITHDRAWN, Station.CLOSED})


def _ikz_line(applications: Sequence[ApplicationLine]) -> Account:
    running = [each for each in applications if each.station not in _ENDED]
    if not running:
        return Account("IKZ", "KEIN ANTRAG", "kein laufender Antrag")
    details = []
    for each in running:
        missing = each.missing_resolutions
        lacking = f", {missing} von {each.partners} Beschlüssen fehlen" if missing else ""
        details.append(f"{each.number} {each.station_label}{lacking}")
    return Account("IKZ", "LÄUFT", "; ".join(details))


def _model_line(steps: Sequence[model_projects.ModelStep], on: date) -> Account:
    begun = [each for each in steps if each.valid_from <= on]
    if not begun:
        return Account("Modellkommune", "NEIN", "in keiner Liste genannt")
    last = begun[-1]
    state = model_projects.STATUS_LABELS[last.status].upper()
    detail = f"seit {format_date(last.valid_from)}" + ("" if last.dates_exact else " (ungefähr)")
    if last.valid_to:
        detail += f" bis {format_date(last.valid_to)}"
    return Account("Modellkommune", state, detail)
