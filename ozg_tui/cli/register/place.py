"""`ozg-tui kommune`: all about one Kommune on a page, or as JSON."""

from argparse import Namespace
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.inputs import day
from ozg_tui.cli.kit.output import say, table, title, write_json
from ozg_tui.cli.register.municipality import meant
from ozg_tui.clock import day_of
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.place.card import card
from ozg_tui.desk.place.parts import BundleLine, Card, Head, Reach, SubscriptionLine, Talk
from ozg_tui.desk.register.municipalities import population_text
from ozg_tui.rules.dates import format_date

if TYPE_CHECKING:
    from datetime import date

_DIRECTIONS = {"": "Notiz", "incoming": "Anruf von dort", "outgoing": "Anruf dorthin"}


def run(options: Namespace) -> int:
    """Print the card of the Kommune with this key or name."""
    with desk_of(options) as desk:
        on = day(options.stichtag, desk.today())
        found = card(desk, _on_the_day(desk, meant(desk, " ".join(options.place)), on), on)
    if options.json:
        write_json(_content(found))
    else:
        _print(found)
    return Exit.OK


def _on_the_day(desk: Desk, organisation_id: int, on: "date") -> int:
    """The Kommune itself, or what it had gone into by that day."""
    land = territory(desk)
    while not land.by_id[organisation_id].existed_on(on) and organisation_id in land.successors:
        organisation_id = land.successors[organisation_id]
    return organisation_id


def _content(card: Card) -> dict[str, object]:
    head = card.head
    return {
        "as_of": card.on,
        "key": head.key,
        "name": head.name,
        "kind": head.kind,
        "suffix": head.suffix,
        "district": head.district,
        "region": head.region,
        "former": [each._asdict() for each in head.former],
        "population": head.population,
        "population_on": head.population_on,
        "council": head.council,
        "executive": head.executive,
        "supervision": head.supervision,
        "address": head.address,
        "website": head.website,
        "office_hours": head.office_hours,
        "known_from": head.known_from,
        "reach": _reach(card.reach),
        "contacts": [
            {
                "id": each.id,
                "name": each.name,
                "roles": list(each.roles),
                "phones": _reach(each.phones),
                "emails": _reach(each.emails),
                "call_first": each.call_first,
                "historic_on": each.historic_on,
                "left_reason": each.left_reason,
                "confirmed_on": each.confirmed_on,
            }
            for each in card.people
        ],
        "contacts_total": card.people_total,
        "account": [
            {
                "label": each.label,
                "state": each.state,
                "detail": each.detail,
                "until": each.until,
                "checks": [check.model_dump(mode="json") for check in each.checks],
            }
            for each in card.account
        ],
        "services": {
            "known": card.services.known,
            "live": card.services.live,
            "in_finder": card.services.in_finder,
            "services": card.services.services,
            "bundles": [_bundle(each) for each in card.services.bundles],
        },
        "model": [each._asdict() for each in card.model],
        "applications": [
            each._asdict() | {"missing_resolutions": each.missing_resolutions}
            for each in card.applications
        ],
        "bookings": [each._asdict() | {"day": each.day} for each in card.bookings],
        "follow_ups": [each._asdict() for each in card.tasks],
        "talks": [each._asdict() for each in card.talks],
        "talks_total": card.talks_total,
        "subscriptions": [each._asdict() for each in card.subscriptions],
    }


def _bundle(line: BundleLine) -> dict[str, object]:
    step = line.step
    return {
        "name": line.name,
        "efa": line.efa,
        "available_since": list(line.months),
        "live": line.live,
        "in_finder": line.in_finder,
        "services": line.services,
        "next_step": step.text if step else None,
    }


def _reach(found: Iterable[Reach]) -> list[dict[str, object]]:
    return [each._asdict() for each in found]


def _print(card: Card) -> None:
    head = card.head
    say(
        " | ".join(
            part
            for part in (
                head.name,
                head.kind_label,
                head.district,
                f"RB {head.region}" if head.region else "",
                head.key,
            )
            if part
        ),
        f"Stand: {format_date(card.on)}",
    )
    print()
    table([(label, text) for label, text in _head_rows(head, card.reach) if text])
    _section("Kontakte", _people(card))
    _section("Förderkonto", [(each.label, each.state, each.detail) for each in card.account])
    _section("Leistungen", _services(card))
    _section(
        "Wiedervorlagen",
        [(format_date(each.due_on), each.text, each.owner) for each in card.tasks],
    )
    _section("Zuletzt", [_talk(each) for each in card.talks])
    _section(
        "IKZ-Anträge",
        [(each.number, each.station_label, each.title) for each in card.applications],
    )
    _section("OZG-Report", [_subscription(each) for each in card.subscriptions])
    _section(
        "Beratungen",
        [
            (f"B{each.id}", f"Modul {each.module}", _date(each.day), each.state_label)
            for each in card.bookings
        ],
    )


def _head_rows(head: Head, reach: Sequence[Reach]) -> list[tuple[str, str]]:
    return [
        ("Zusatz", head.suffix),
        ("Früher", "; ".join(head.former_texts)),
        ("Einwohner", population_text(head.population, head.population_on)),
        ("Beschließt", head.council),
        ("Verwaltung", head.executive),
        ("Anschrift", head.address),
        *((each.label, each.text) for each in reach),
        ("Website", head.website),
        ("Sprechzeiten", head.office_hours),
        ("Angaben von", head.known_from),
        ("Aufsicht", head.supervision),
        ("Bemerkung", head.note),
    ]


def _people(card: Card) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for each in card.people:
        marks = ["zuerst anrufen"] if each.call_first else []
        if each.historic_on:
            marks.append(each.no_longer)
        elif each.confirmed_on:
            marks.append(f"bestätigt {format_date(each.confirmed_on)}")
        reach = ", ".join(found.text for found in (*each.phones, *each.emails))
        rows.append((each.name, ", ".join(each.roles), "; ".join(filter(None, (reach, *marks)))))
    if card.people_total > len(rows):
        rows.append((f"{len(rows)} von {card.people_total}", "", ""))
    return rows


def _services(card: Card) -> list[tuple[str, ...]]:
    services = card.services
    if not services.known:
        return [("noch keine Angaben",)]
    return [
        ("Zusammen", f"{services.live} von {services.services} live"),
        *(
            (
                each.name,
                f"{each.live if each.stated or not each.services else '?'} von {each.services}",
                each.step.short if each.step else "",
            )
            for each in services.bundles
        ),
    ]


def _subscription(line: SubscriptionLine) -> tuple[str, ...]:
    since = f"{line.consent_label} {format_date(line.day)}" if line.day else line.consent_label
    return line.email, f"{since}, unzustellbar" if line.bounced else since


def _talk(talk: Talk) -> tuple[str, ...]:
    on = format_date(day_of(talk.at))
    return on, _DIRECTIONS.get(talk.direction, talk.direction), talk.text


def _date(day: "date | None") -> str:
    return format_date(day) if day else "ohne Termin"


def _section(name: str, rows: Sequence[tuple[str, ...]]) -> None:
    if rows:
        title(name)
        table(rows)
