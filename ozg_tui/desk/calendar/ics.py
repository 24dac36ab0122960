"""Entries as a calendar file (RFC 5545) that other programs take in.

A consultation at a time of day is written in the local time of Hessen with the rules of its time
zone; what has no time is of the whole day. An entry keeps its name for good, so that a file that is
read again changes what was read before: SEQUENCE rises with every change, what is cancelled says
so.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from ozg_tui.clock import BERLIN
from ozg_tui.codes.calendar import EntryKind
from ozg_tui.desk.calendar.entries import Entry
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.file import new_file
from ozg_tui.text import clean

_ZONE = "Europe/Berlin"
_SINCE = 1996
"""Since then all of Europe ends summer time on the last Sunday of October (EU 2000/84)."""


def calendar_file(found: Iterable[Entry], now: datetime) -> bytes:
    """The entries as one file; `now` stamps those of which no change is known."""
    calendar = Calendar()
    calendar.add("prodid", "-//ozg-tui//OZG-Koordinierungsstelle//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone())
    for each in found:
        calendar.add_component(_event(each, now))
    return bytes(calendar.to_ical())


def write_calendar(desk: Desk, found: Iterable[Entry], folder: Path, name: str) -> Path:
    """Write the entries into a new file of a folder; what is there stays. Raises `InputError`."""
    path, number = folder / f"{name}.ics", 1
    while path.exists() or path.is_symlink():
        number += 1
        path = folder / f"{name}-{number}.ics"
    with new_file(path) as file:
        file.write(calendar_file(found, desk.clock.now()))
    return path


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@ozg-tui")
    event.add("dtstamp", (entry.changed_at or now).astimezone(UTC))
    event.add("sequence", entry.version - 1)
    event.add("summary", clean(f"{entry.title}, {entry.place}" if entry.place else entry.title))
    event.add("dtstart", _moment(entry.day, entry.starts_at))
    if entry.starts_at is None:
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    elif entry.ends_at is not None:
        event.add("dtend", _moment(entry.day, entry.ends_at))
    if entry.where:
        event.add("location", clean(entry.where))
    told = ", ".join(part for part in (entry.who, entry.state) if part)
    if told:
        event.add("description", clean(told))
    is_meant = entry.kind is EntryKind.CONSULTATION
    status = "CANCELLED" if entry.cancelled else "CONFIRMED" if is_meant else "TENTATIVE"
    event.add("status", status)
    return event


def _moment(day: date, at: time | None) -> date | datetime:
    return day if at is None else datetime.combine(day, at, BERLIN)


def _zone() -> Timezone:
    """The rule of the time zone itself: a list of its changes would end some day."""
    zone = Timezone()
    zone.add("tzid", _ZONE)
    for part, name, hour, month, before, after in (
        (TimezoneDaylight(), "CEST", 2, 3, 1, 2),
        (TimezoneStandard(), "CET", 3, 10, 2, 1),
    ):
        part.add("dtstart", datetime(_SINCE, month, 31 if month == 3 else 27, hour))  # noqa: DTZ001
        part.add("rrule", vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"}))
        part.add("tzoffsetfrom", timedelta(hours=before))
        part.add("tzoffsetto", timedelta(hours=after))
        part.add("tzname", name)
        zone.add_component(part)
    return zone
