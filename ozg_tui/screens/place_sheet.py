"""The 360° view of a Kommune as lines of text: what the person at the telephone needs at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.clock import BERLIN
from ozg_tui.rules.dates import format_date
from ozg_tui.widgets.boxes import Box, fit, side_by_side

if TYPE_CHECKING:
    from ozg_tui.desk.municipality_card import Card, Person

MOST_PEOPLE = 9
_LINES_SHOWN = 5
_STATE_WIDTH = 11


def sheet(card: Card, chosen: int, width: int) -> list[str]:
    """All lines of the view; `chosen` is the index of the marked person."""
    return [
        *(fit(f" {line}", width) for line in _head(card)),
        *side_by_side(_people(card, chosen), _account(card), width),
        *side_by_side(_talks(card), _services(card), width),
        *side_by_side(_tasks(card), _cases(card), width),
    ]


def _head(card: Card) -> list[str]:
    head = card.head
    facts = [head.kind_label, head.district, head.region and f"RB {head.region}", head.key]
    if head.population:
        on = f" ({format_date(head.population_on)})" if head.population_on else ""
        facts.append(f"{head.population:,} EW".replace(",", ".") + on)
    name = f"{head.name}, {head.suffix}" if head.suffix else head.name
    lines = [f"{name.upper()}  " + " | ".join(fact for fact in facts if fact)]
    former = [
        f"{each.name} {each.key}" + (f" bis {format_date(each.until)}" if each.until else "")
        for each in head.former
    ]
    if former:
        lines.append("früher: " + "; ".join(former))
    lines.append(head.address)
    bodies = [head.council, head.supervision and f"Aufsicht: {head.supervision}"]
    lines.append(" | ".join(body for body in bodies if body))
    return [line for line in lines if line]


def _people(card: Card, chosen: int) -> Box:
    if not card.people:
        return Box("ANSPRECHPARTNER (0)", ("Noch niemand. k legt einen Kontakt an.",))
    lines = [
        f"{'>' if index == chosen else ' '} {index + 1} {_person(person)}"
        for index, person in enumerate(card.people[:MOST_PEOPLE])
    ]
    lines += [f"  {each.label} {each.text}" for each in card.reach]
    return Box(f"ANSPRECHPARTNER ({len(card.people)} von {card.people_total})", tuple(lines))


def _person(person: Person) -> str:
    reach = [*person.phones, *person.emails]
    parts = [person.name, ", ".join(person.roles), reach[0].text if reach else ""]
    if person.historic_on:
        parts.append(f"Stand {format_date(person.historic_on)}, nicht mehr aktuell")
    elif person.call_first:
        parts.append("zuerst anrufen")
    return "  ".join(part for part in parts if part)


def _account(card: Card) -> Box:
    return Box(
        "FÖRDERKONTO - was geht jetzt?",
        tuple(
            f"{line.state:<{_STATE_WIDTH}} "
            + (format_date(line.until) + " " if line.until else "")
            + line.label
            for line in card.account
        ),
    )


def _talks(card: Card) -> Box:
    arrows = {"incoming": "<-", "outgoing": "->"}
    lines = [
        f"{talk.at.astimezone(BERLIN):%d.%m.} {arrows.get(talk.direction, '  ')} {talk.text}"
        for talk in card.talks
    ]
    return Box("NOTIZEN", tuple(lines) or ("Noch keine Notiz.",))


def _services(card: Card) -> Box:
    services = card.services
    if not services.known:
        return Box("DIENSTE", (f"Zu den {services.services} Leistungen noch keine Angaben.",))
    counts = [f"{each.name} {each.live}/{each.services}" for each in services.bundles if each.live]
    title = f"DIENSTE: {services.live} von {services.services} live"
    return Box(title, tuple(counts[:_LINES_SHOWN]) or ("Noch keine Leistung live.",))


def _tasks(card: Card) -> Box:
    lines = [
        f"{'!!' if task.due_on < card.on else '  '} {format_date(task.due_on)} {task.text}"
        f" ({task.owner})"
        for task in card.tasks[:_LINES_SHOWN]
    ]
    return Box(f"OFFEN ({len(card.tasks)})", tuple(lines) or ("Keine Wiedervorlage.",))


def _cases(card: Card) -> Box:
    lines = [f"{each.number} {each.title}: {each.station_label}" for each in card.applications]
    lines += [
        f"Beratung M{each.module} {each.state_label}"
        + (f" {format_date(each.day)}" if each.day else "")
        for each in card.bookings
    ]
    return Box("ANTRÄGE UND BERATUNGEN", tuple(lines[:_LINES_SHOWN]) or ("Noch keine.",))
