"""The calendar: the arrows go from day to day, Enter opens the day, then the entry."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.catalogue import BY_CODE
from ozg_tui.screens.calendar.texts import (
    LEGEND,
    Month,
    day_name,
    list_lines,
    month_lines,
    span,
)
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.text import content
from ozg_tui.widgets.steered import Lines

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual import events
    from textual.app import ComposeResult

    from ozg_tui.desk.calendar.entries import Entry
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.resources.resource import Resource

_DAY, _WEEK, _MONTH = 1, 2, 3
_SCALES = {"1": _DAY, "2": _WEEK, "3": _MONTH}
_BESIDE = {"left": -1, "right": 1}
_BELOW = {"up": -1, "down": 1}
_PAGES = {"pageup": -1, "pagedown": 1}
_EARLIEST, _LATEST = date(1991, 2, 1), date(2100, 11, 30)
"""Between these days the holidays are known."""


class CalendarScreen(DeskScreen):
    """Shows consultations, council sessions and follow-ups by day, week or month."""

    CONTEXT = Context.LIST
    BINDINGS = [
        *commands.bindings(Context.LIST),
        ("escape", "command('back')", "Zurück"),
    ]

    def __init__(self, resource: Resource) -> None:
        super().__init__()
        self.resource = resource
        self.scale = _MONTH
        self.here: date | None = None
        self.place = 0
        """Which entry of the day has the cursor, where entries are listed."""
        self.entries: Mapping[date, list[Entry]] = {}
        self.holidays: Mapping[date, str] = {}
        self.shown: tuple[date, date] | None = None
        self.lines = Lines()

    def caption(self) -> str:
        """The day with the cursor."""
        return f"TERMINE {day_name(self.here)}" if self.here else "TERMINE"

    def body(self) -> ComposeResult:
        """A line about signs and keys, and the calendar."""
        yield Static(content(f" {LEGEND}"), id="counted")
        yield self.lines

    def explanation(self) -> str:
        """How to move."""
        return (
            "1, 2 und 3 zeigen Tag, Woche und Monat. Die Pfeile gehen von Tag zu Tag, Bild auf und "
            "Bild ab um einen Zeitraum, Pos1 zu heute. Im Monat öffnet Enter den Tag; in Woche "
            "und Tag wählen auf und ab den Eintrag, Enter öffnet ihn. Feiertage sind die in Hessen."
        )

    @property
    def is_waiting(self) -> bool:
        """Whether the entries are on their way."""
        return self.shown is None

    def kinds(self) -> frozenset[str]:
        """What can lie on a day."""
        return frozenset({"calendar", "booking", "application", "follow_up"})

    @property
    def entry(self) -> Entry | None:
        """The entry with the cursor; in a month the first one of the day."""
        found = self.entries.get(self.here, []) if self.here else []
        return found[min(self.place, len(found) - 1)] if found else None

    def chosen(self) -> Subject | None:
        """The record behind the entry with the cursor."""
        entry = self.entry
        return Subject(BY_CODE[entry.code], entry.record_id) if entry else None

    def on_mount(self) -> None:
        """Begin today."""
        self.here = self.host.clock.today()
        self.lines.focus()
        self.show_footer()
        self.action_reload()

    def on_resize(self) -> None:
        """Use the room there is."""
        super().on_resize()
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Go to another day or entry, change the scale, or open what has the cursor."""
        if self.here is None or not self._steer(event.key, self.here):
            return
        event.stop()
        event.prevent_default()

    def _steer(self, key: str, here: date) -> bool:
        if key in _SCALES:
            self.scale = _SCALES[key]
            self._go(here)
        elif key in _BESIDE:
            self._go(here + timedelta(days=_BESIDE[key]))
        elif key in _BELOW:
            self._go_below(here, _BELOW[key])
        elif key in _PAGES:
            self._turn(here, _PAGES[key])
        elif key == "home":
            self._go(self.host.clock.today())
        elif key == "enter":
            self._open(here)
        else:
            return False
        return True

    def _go_below(self, here: date, step: int) -> None:
        if self.scale == _MONTH:
            self._go(here + timedelta(days=7 * step))
        elif 0 <= self.place + step < len(self.entries.get(here, ())):
            self.place += step
            self._draw()
        elif self.scale == _WEEK:
            there = here + timedelta(days=step)
            self._go(there)
            if step < 0:
                self.place = max(0, len(self.entries.get(there, ())) - 1)
                self._draw()

    def _turn(self, here: date, step: int) -> None:
        if self.scale == _MONTH:
            first = here.replace(day=1)
            other = first - timedelta(days=1) if step < 0 else first + timedelta(days=32)
            last = (other.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
            self._go(other.replace(day=min(here.day, last.day)))
        else:
            self._go(here + timedelta(days=step * (7 if self.scale == _WEEK else 1)))

    def _open(self, here: date) -> None:
        found = self.entries.get(here, [])
        if self.scale == _MONTH and len(found) != 1:
            self.scale = _DAY
            self._go(here)
        elif (chosen := self.chosen()) is not None:
            self.host.open_record(*chosen)

    def _go(self, day: date) -> None:
        self.here, self.place = min(max(day, _EARLIEST), _LATEST), 0
        if self.shown is not None and self.shown[0] <= self.here <= self.shown[1]:
            self._draw()
        else:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the weeks of the month around the cursor."""
        here = self.here or self.host.clock.today()
        first, last = span(here, _MONTH)

        def question(desk: Desk) -> tuple[tuple[Entry, ...], Mapping[date, str]]:
            from ozg_tui.desk.calendar.entries import entries
            from ozg_tui.rules.holidays import holidays_of

            known: dict[date, str] = {}
            for year in {first.year, last.year}:
                known |= holidays_of(year)
            return entries(desk, first, last), known

        def answered(found: tuple[tuple[Entry, ...], Mapping[date, str]]) -> None:
            by_day: dict[date, list[Entry]] = {}
            for each in found[0]:
                by_day.setdefault(each.day, []).append(each)
            self.entries, self.holidays = by_day, found[1]
            self.shown = first, last
            self._draw()
            self.host.keys.go_on()

        self.bridge.later("calendar", question, self.if_still_here(answered))

    def _draw(self) -> None:
        size = self.lines.size
        if self.here is None or self.shown is None or size.height < 3:
            return
        first, last = span(self.here, self.scale)
        days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
        month = Month(days, self.entries, self.holidays, self.here, self.host.clock.today())
        if self.scale == _MONTH:
            drawn = month_lines(month, size.width, size.height)
        else:
            drawn = list_lines(month, self.place, size.height)
        self.lines.show(drawn.lines, Offset(drawn.column, drawn.row))
        self.show_title()
