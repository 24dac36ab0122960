"""How day, week and month are drawn: readable without colour, the cursor in brackets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.german.counting import counted
from ozg_tui.text import clean
from ozg_tui.widgets.boxes import cut, fit

if TYPE_CHECKING:
    from ozg_tui.desk.calendar.entries import Entry

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
_WEEK = 7
_SIGNS = {"consultation": "B", "session": "S", "follow_up": "W"}
LEGEND = "B Beratung  S Sitzung  W Wiedervorlage  * Feiertag   1 Tag  2 Woche  3 Monat"


class Drawn(NamedTuple):
    """Lines, and the column and row that the cursor stands in."""

    lines: list[str]
    column: int
    row: int


class Month(NamedTuple):
    """What a month is drawn from."""

    days: Sequence[date]
    entries: Mapping[date, Sequence[Entry]]
    holidays: Mapping[date, str]
    here: date
    today: date


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def span(day: date, scale: int) -> tuple[date, date]:
    """The first and last day that are shown: of the day, its week, or the weeks of its month."""
    if scale == 1:
        return day, day
    if scale == 2:
        return monday(day), monday(day) + timedelta(days=6)
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return monday(day.replace(day=1)), monday(last) + timedelta(days=6)


def month_lines(month: Month, width: int, height: int) -> Drawn:
    """Weeks below one another; a day holds as many entries as there is room for."""
    room = max(8, width // _WEEK)
    weeks = len(month.days) // _WEEK
    tall = max(2, (height - 2) // weeks)
    lines = ["".join(fit(f" {name}", room) for name in WEEKDAYS)]
    column = row = 0
    for week in range(weeks):
        cells = []
        for place, day in enumerate(month.days[week * _WEEK : (week + 1) * _WEEK]):
            cells.append(_cell(month, day, room, tall))
            if day == month.here:
                column, row = place * room + 1, len(lines)
        lines += ["".join(fit(cell[line], room) for cell in cells) for line in range(tall)]
    lines += [""] * (height - 1 - len(lines))
    return Drawn([*lines[: height - 1], _told(month)], column, row)


def _cell(month: Month, day: date, room: int, tall: int) -> list[str]:
    found = list(month.entries.get(day, ()))
    number = f"{day.day:2}" if day.month == month.here.month else f"{day.day:2}.{day.month}."
    number = f"[{number}]" if day == month.here else f" {number} "
    marks = ("*" if day in month.holidays else "") + ("heute" if day == month.today else "")
    space = tall - 1
    shown = found if len(found) <= space else found[: space - 1]
    lines = [cut(f"{_SIGNS[each.kind]} {_short(each)}", room - 1) for each in shown]
    if len(found) > len(shown):
        lines.append(f"+{len(found) - len(shown)}")
    return [number + marks, *lines, *[""] * (space - len(lines))]


def _short(entry: Entry) -> str:
    return clean(entry.place or entry.title)


def _told(month: Month) -> str:
    day = month.here
    found = month.entries.get(day, ())
    parts = [day_name(day)]
    if day in month.holidays:
        parts.append(month.holidays[day])
    parts.append(counted(len(found), "Eintrag", "Einträge"))
    parts += [clean(each.text) for each in found[:1]]
    return " " + ", ".join(parts)


def day_name(day: date) -> str:
    """A day with its weekday: `Do 18.03.2021`."""
    return f"{WEEKDAYS[day.weekday()]} {day:%d.%m.%Y}"


def list_lines(month: Month, place: int, height: int) -> Drawn:
    """Days below one another with all their entries; the one with the cursor has an arrow."""
    lines: list[str] = []
    row, number = 0, 0
    for day in month.days:
        marks = [month.holidays[day]] if day in month.holidays else []
        marks += ["heute"] if day == month.today else []
        mark = f" ({', '.join(marks)})" if marks else ""
        if day == month.here:
            row = len(lines)
        lines.append(f"{'>' if day == month.here else ' '}{day_name(day)}{mark}")
        for each in month.entries.get(day, ()):
            arrow = " "
            if day == month.here and number == place:
                arrow, row = ">", len(lines)
            number += day == month.here
            lines.append(f"  {arrow} {_hours(each):11} {clean(each.text)}")
    top = max(0, min(row - height // 2, len(lines) - height))
    return Drawn(lines[top : top + height], 2, row - top)


def _hours(entry: Entry) -> str:
    if entry.starts_at is None:
        return "ganztags"
    end = f"-{entry.ends_at:%H:%M}" if entry.ends_at else ""
    return f"{entry.starts_at:%H:%M}{end}"
