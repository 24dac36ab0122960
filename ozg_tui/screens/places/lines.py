"""The lines of the view of a Kommune, panel by panel, and what stands behind each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from ozg_tui.clock import day_of
from ozg_tui.codes.consulting import AWAITED_STATES
from ozg_tui.german.labels import ARROWS
from ozg_tui.german.months import months
from ozg_tui.rules.dates import format_date
from ozg_tui.screens.places.behind import Behind
from ozg_tui.widgets.boxes import cells, packed, spread
from ozg_tui.widgets.ink import Ink
from ozg_tui.widgets.panel_layout import PanelLine
from ozg_tui.widgets.signs import SLOT_SIGNS, SOON, URGENT

if TYPE_CHECKING:
    from collections.abc import Collection

    from ozg_tui.desk.place.parts import (
        Account,
        ApplicationLine,
        BookingLine,
        BundleLine,
        Card,
        Person,
        Reach,
        SubscriptionLine,
        Talk,
        Task,
    )
    from ozg_tui.desk.place.view import Provider, View
    from ozg_tui.desk.since.changes import ChangeLine
    from ozg_tui.widgets.ink import Inked

NUMBERED = 9
"""So many people have a key of their own."""

NOBODY = "Noch niemand. k legt einen Kontakt an."

_NOT_OURS = "nicht zuständig"
_CALLING = "ANRUF"
_ASKS_FOR_NOTE = "Notiz?"
_CHANGE_INKS = {"+": Ink.GOOD, "~": Ink.MUTED, "-": Ink.BAD}
_TAG_WIDTH = 6
_STATE_WIDTH = 12
_COUNT_WIDTH = 5
_STEP_WIDTH = 13


def short_day(day: date, on: date) -> str:
    """`23.11.` of the year that the card is of, else `23.11.2025`."""
    return f"{day:%d.%m.}" if day.year == on.year else format_date(day)


def people(card: Card, callers: Collection[int], width: int) -> Iterator[PanelLine]:
    """The people with their keys, then how the Kommune itself is reached."""
    stem = _stem(card)
    for number, person in enumerate(card.people, 1):
        key = str(number) if number <= NUMBERED else " "
        left = f"{key} {', '.join([person.name, *person.roles])}"
        right = _reached(person, stem, is_calling=person.id in callers)
        is_old = person.historic_on is not None
        inked = ((person.name, Ink.MUTED if is_old else Ink.STRONG), (_CALLING, Ink.GOOD))
        behind = Behind("contact", person.id)
        yield PanelLine(spread(left, right, width), behind, _in_full(person), inked)
    if not card.people:
        yield PanelLine(NOBODY, Behind("nobody"))
    if hidden := card.people_total - len(card.people):
        yield PanelLine(f"{hidden} weitere: F2 findet sie über den Namen.")
    for text in packed(map(_reach, card.reach), width, ", "):
        yield PanelLine(text, Behind("organisation", card.id))
    for line in card.subscriptions:
        yield PanelLine(_subscription(line, width), _subscriber(line, card.id))
    for label, text in (
        ("Anschrift", card.head.address),
        ("Website", card.head.website),
        ("Sprechzeiten", card.head.office_hours),
        ("Angaben von", card.head.known_from),
    ):
        if text:
            yield PanelLine(f"{label} {' '.join(text.split())}", Behind("organisation", card.id))


def account(card: Card, provider: Provider | None) -> Iterator[PanelLine]:
    """Four lines with a state, then each window with its source, then who books, then history."""
    if not card.account:
        yield PanelLine("Gefördert werden nur Kommunen, die es heute gibt.")
        return
    for index, line in enumerate(card.account):
        tag = line.label.split()[0][:_TAG_WIDTH]
        sign, ink = SLOT_SIGNS[line.state]
        state = f"{sign} {line.state}"
        text = f"{tag:<{_TAG_WIDTH}} {state:<{_STATE_WIDTH}} {brief(line.short)}"
        full = f"{line.label}: {line.detail}"
        yield PanelLine(text, Behind("account", index), full, ((state, ink),))
    sources = [(n, line) for n, line in enumerate(card.account) if " " in line.label]
    yield from (_window(n, line) for n, line in sources if _hides_its_end(line))
    if provider is not None:
        text = f"Gebucht wird bei {provider.website}"
        yield PanelLine(text, Behind("organisation", provider.id))
    yield from (_window(n, line) for n, line in sources if not _hides_its_end(line))
    shown = {line.booking_id for line in card.account}
    for booking in card.bookings:
        if booking.id not in shown and booking.state not in AWAITED_STATES:
            yield PanelLine(_booking(booking), Behind("booking", booking.id))
    for application in card.applications:
        if not application.is_running:
            text = f"{application.number} {application.station_label} {application.title}"
            yield PanelLine(text, Behind("application", application.id))


def since(view: View, width: int) -> Iterator[PanelLine]:
    """What happened since the last call, the newest first."""
    if view.talked_at is None:
        yield PanelLine("Noch kein abgeschlossener Anruf.")
    elif not view.changes.lines:
        yield PanelLine("Seitdem nichts Neues.")
    for line in view.changes.lines:
        text = change_text(line, view.card.on)
        behind = Behind(line.code, line.record_id)
        inked = ((line.sign, _CHANGE_INKS.get(line.sign, Ink.OPEN)),)
        yield PanelLine(_with_its_end(text, width), behind, text, inked)


def change_text(line: ChangeLine, on: date) -> str:
    """`+ 12.11. IKZ-0012: Altdorf hat beschlossen`."""
    return f"{line.sign} {short_day(line.day, on)} {line.text}"


def _hides_its_end(line: Account) -> bool:
    """Whether the last day of the window is not what the state shows."""
    return line.until is not None and format_date(line.until) not in line.short


def _window(index: int, line: Account) -> PanelLine:
    """The funding source, with the last day of its window unless the state shows it."""
    tag, _, source = line.label.partition(" ")
    if line.until is not None and _hides_its_end(line):
        source = f"bis {format_date(line.until)} {source}"
    return PanelLine(f"{tag:<{_TAG_WIDTH}} {source}", Behind("account", index))


def services(card: Card, width: int) -> Iterator[PanelLine]:
    """A line for each bundle, what is to be done first at the top."""
    if not card.services.bundles:
        yield PanelLine("Dienste haben nur Kommunen, die es heute gibt.")
    for bundle in card.services.bundles:
        inked = _bundle_inks(bundle)
        behind = Behind("bundle", bundle.id)
        yield PanelLine(_bundle(bundle, width), behind, bundle_text(bundle), inked)


def talks(card: Card) -> Iterator[PanelLine]:
    """The last notes and calls; a call that nobody noted asks for it."""
    for talk in card.talks:
        behind = Behind("call" if talk.direction else "note", talk.id)
        inked = ((_ASKS_FOR_NOTE, Ink.OPEN),) if talk.is_open else ()
        yield PanelLine(talk_text(talk, card.on), behind, inked=inked)
    if not card.talks:
        yield PanelLine("Noch keine Notiz. a notiert einen Anruf.")


def talk_text(talk: Talk, on: date) -> str:
    """`02.11. <- Laufzeit erklärt`."""
    day = short_day(day_of(talk.at), on)
    text = f"{_ASKS_FOR_NOTE} {talk.text}".strip() if talk.is_open else talk.text
    return f"{day} {ARROWS.get(talk.direction, '  ')} {text}"


def still_open(card: Card, width: int) -> Iterator[PanelLine]:
    """Follow-ups by their day, then what is under way: applications and bookings."""
    for task in card.tasks:
        full = f"Bis {format_date(task.due_on)}, {task.owner}: {task.text}"
        text = _task(task, card.on, width)
        yield PanelLine(text, Behind("follow_up", task.id), full, urgency(text))
    for application in card.applications:
        if application.is_running:
            behind = Behind("application", application.id)
            yield PanelLine(_application(application, card.on, width), behind, _way(application))
    for booking in card.bookings:
        if booking.state in AWAITED_STATES:
            day = f" {short_day(booking.day, card.on)}" if booking.day else ""
            text = f"   M{booking.module}{day} {booking.state_label}"
            yield PanelLine(text, Behind("booking", booking.id), _booking(booking))


def urgency(text: str) -> Inked:
    """What stands before a line that is late or due."""
    if text.startswith(URGENT):
        return ((URGENT, Ink.BAD),)
    return ((text[0], Ink.OPEN),) if text[:1] in {SOON, "?"} else ()


def _with_its_end(text: str, width: int) -> str:
    """Cut before the last colon: `Mängelmelder: Leist… in Anbindung` says what became of it."""
    subject, colon, what = text.rpartition(": ")
    if not colon or cells(text) <= width or cells(what) > width // 2:
        return text
    return spread(subject, what, width)


def _stem(card: Card) -> str:
    """What the extensions of the house have in common: `069 90009-`."""
    for each in card.reach:
        stem, hyphen, _ = each.text.rpartition("-")
        if each.label == "Zentrale" and hyphen:
            return stem + hyphen
    return ""


def _reach(reach: Reach) -> str:
    """An e-mail address explains itself."""
    return reach.text if "@" in reach.text else f"{reach.label} {reach.text}"


def _reached(person: Person, stem: str, *, is_calling: bool) -> str:
    """Number and mark; of somebody who has left only since when."""
    mark = _CALLING if is_calling else ""
    if person.historic_on is not None:
        return " ".join(filter(None, ("nicht aktuell", format_date(person.historic_on), mark)))
    number = person.phones[0].text if person.phones else ""
    if stem and number.startswith(stem):
        number = number[len(stem) - 1 :]
    if not number and person.emails:
        number = person.emails[0].text
    mark = mark or ("zuerst" if person.call_first else "")
    return " ".join(filter(None, (number, mark)))


def _in_full(person: Person) -> str:
    roles = f" ({', '.join(person.roles)})" if person.roles else ""
    if person.historic_on is not None:
        return f"{person.name}{roles}: {person.no_longer}"
    reach = [f"{each.label} {each.text}" for each in (*person.phones, *person.emails)]
    on = person.confirmed_on
    confirmed = f" | bestätigt {format_date(on)}" if on else ""
    return f"{person.name}{roles}: {', '.join(reach) or 'keine Nummer'}{confirmed}"


def _subscription(line: SubscriptionLine, width: int) -> str:
    day = f" {format_date(line.day)}" if line.day else ""
    state = "unzustellbar" if line.bounced else f"{line.consent_label}{day}"
    return spread(f"OZG-Report {line.email}", state, width)


def _subscriber(line: SubscriptionLine, organisation_id: int) -> Behind:
    if line.contact_id is not None:
        return Behind("contact", line.contact_id)
    return Behind("organisation", organisation_id)


def _booking(line: BookingLine) -> str:
    day = f" {format_date(line.day)}" if line.day else ""
    paid = "" if line.funded else ", nicht gefördert"
    return f"Beratung M{line.module}{day} {line.state_label}{paid}"


def _bundle(line: BundleLine, width: int) -> str:
    """The name is cut; what tells two bundles of nearly one name apart stays."""
    state = f"{_NOT_OURS:<{_COUNT_WIDTH + 1 + _STEP_WIDTH}}"
    if line.step is not None:
        count = f"{line.live if line.stated else '?'}/{line.services}"
        state = f"{count:>{_COUNT_WIDTH}} {line.step.short:<{_STEP_WIDTH}}"
    return spread(line.name, f"EfA {state}" if line.efa else state, width)


def _bundle_inks(line: BundleLine) -> Inked:
    """What is all live, and what nobody has to do here."""
    if line.step is None:
        return ((_NOT_OURS, Ink.MUTED),)
    figures = f"{line.live if line.stated else '?'}/{line.services}"
    is_done = line.stated and line.live == line.services
    return ((figures, Ink.GOOD if is_done else Ink.MUTED if not line.stated else Ink.PLAIN),)


def bundle_text(line: BundleLine) -> str:
    """What the desk knows about a bundle in this Kommune, in a sentence each."""
    if line.step is None:
        return f"{line.name}: Diese Kommune ist dafür nicht zuständig."
    way = "EfA" if line.efa else "civento"
    since = f"verfügbar seit {months(line.months)}" if line.months else "Datum unbekannt"
    live = f"{line.live} von {line.services} live"
    if not line.stated:
        live = "keine Angabe, was davon live ist"
    elif line.live:
        live += f", {line.in_finder} im Hessen-Finder"
    return f"{line.name} ({way}, {since}): {live}. {line.step.text}"


def _task(line: Task, on: date, width: int) -> str:
    late = "!!" if line.due_on < on else "! " if line.due_on == on else "  "
    return spread(f"{late} {short_day(line.due_on, on)} {line.text}", f"({line.owner})", width)


def _application(line: ApplicationLine, on: date, width: int) -> str:
    """Number, station and its day; the middle is cut."""
    day = short_day(line.station_since, on) if line.station_since else ""
    missing = line.missing_resolutions
    lacking = f", {missing} von {line.partners} fehlt" if missing else ""
    return spread(f"   {line.number} {brief(line.station_label)}{lacking}", day, width)


def _way(line: ApplicationLine) -> str:
    """Where the application is, since when, and whose resolution it waits for."""
    since = f" seit {format_date(line.station_since)}" if line.station_since else ""
    missing = ", ".join(line.missing)
    waits = f", Beschluss fehlt noch in {missing}" if missing else ""
    return f"{line.number} {line.station_label}{since}{waits}: {line.title}"


def brief(text: str) -> str:
    """The long names that everybody at the desk shortens."""
    return text.replace("Regierungspräsidium", "RP")
