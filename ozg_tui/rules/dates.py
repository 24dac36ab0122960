"""Dates as people type them, and terms as the calendar counts them."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from ozg_tui.rules.errors import InputError

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)

_YEARS_TO_A_LEAP_DAY = 8

_WORDS = {"h": 0, "heute": 0, "g": -1, "gestern": -1, "m": 1, "morgen": 1}
_WEEKDAYS = ("mo", "di", "mi", "do", "fr", "sa", "so")
_OFFSET = re.compile(r"([+-])([0-9]{1,5})")
_WEEK = re.compile(r"kw\.?([0-9]{1,2})")
_ISO = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")
_DOTTED = re.compile(
    r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})(?:\.(?P<year>[0-9]{4}|[0-9]{2})?)?"
)
_DIGITS = re.compile(r"(?P<day>[0-9]{2})(?P<month>[0-9]{2})(?P<year>[0-9]{4}|[0-9]{2})?")


def parse_date(text: str, today: date) -> date:
    """Read a date the way it is typed at the telephone.

    Understood are `h`, `g`, `m`, `+14`, `-3`, a weekday (`mo` to `so`, always after today), `kw50`
    (the Monday of that ISO week, the running one or the next of this number), `23.11.`, `2311`
    (this year), `23.11.26`, `23.11.2026`, `231126`, `23112026` and `2026-11-23`.

    Raises:
        InputError: the text is no date, or names a day that does not exist.
    """
    typed = "".join(text.split()).lower()
    if typed in _WORDS:
        return _shift(today, _WORDS[typed])
    if typed in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(typed) - today.weekday() - 1) % 7 + 1
        return _shift(today, ahead)
    readers: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], date]], ...] = (
        (_OFFSET, lambda found: _shift(today, int(found[1] + found[2]))),
        (_WEEK, lambda found: _monday(int(found[1]), today)),
        (_ISO, lambda found: _calendar_day(found, today)),
        (_DOTTED, lambda found: _calendar_day(found, today)),
        (_DIGITS, lambda found: _calendar_day(found, today)),
    )
    for pattern, read in readers:
        found = pattern.fullmatch(typed)
        if found:
            return read(found)
    shown = text.strip()
    if not shown:
        raise InputError(
            "Bitte geben Sie ein Datum ein, zum Beispiel 23.11.2026, h für heute oder +14."
        )
    raise InputError(
        f"»{shown}« ist kein Datum. Möglich sind zum Beispiel 23.11.2026, h für heute, "
        "+14 oder kw50."
    )


def parse_coming_date(text: str, today: date) -> date:
    """Read a date of something that is still to come: a day without a year is the next such day.

    So `1.1.` is the coming New Year's Day, and the running week begins today; everything else is
    read as by `parse_date`, and may lie in the past. Raises as `parse_date` does.
    """
    typed = "".join(text.split())
    if found := _WEEK.fullmatch(typed.lower()):
        return max(today, _monday(int(found[1]), today))
    found = _DOTTED.fullmatch(typed) or _DIGITS.fullmatch(typed)
    if found is None or found["year"]:
        return parse_date(text, today)
    day, month = int(found["day"]), int(found["month"])
    for year in range(today.year, today.year + _YEARS_TO_A_LEAP_DAY + 1):
        try:
            coming = date(year, month, day)
        except ValueError:
            continue
        if coming >= today:
            return _plausible(coming, format_date(coming))
    raise InputError(f"Einen {day:02d}.{month:02d}. gibt es nicht.")


def nearer_year(text: str, read: date, today: date) -> date | None:
    """The same day of another year, where none was typed and that day is nearer to today.

    So `12.1.`, read in December as the past January, may have meant the coming one.
    """
    typed = "".join(text.split())
    found = _DOTTED.fullmatch(typed) or _DIGITS.fullmatch(typed)
    if found is None or found["year"]:
        return None
    around = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            around.append(read.replace(year=year))
        except ValueError:
            continue
    nearest = min(around, key=lambda day: abs(day - today), default=read)
    return nearest if abs(nearest - today) < abs(read - today) else None


def format_date(day: date) -> str:
    """Write a date as 23.11.2026."""
    return f"{day.day:02d}.{day.month:02d}.{day.year:04d}"


def add_years(day: date, years: int) -> date:
    """Add calendar years; 29.02. becomes 28.02. where the year has no 29.02.

    Raises:
        InputError: the result lies outside the calendar.
    """
    try:
        return day + relativedelta(years=years)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"Vom {format_date(day)} aus lassen sich {years} Jahre nicht rechnen."
        ) from error


def add_months(day: date, months: int) -> date:
    """Add calendar months; a day that the month lacks becomes its last one.

    Raises:
        InputError: the result lies outside the years that dates may have.
    """
    try:
        moved = day + relativedelta(months=months)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"Vom {format_date(day)} aus lassen sich {months} Monate nicht rechnen."
        ) from error
    return _plausible(moved, format_date(moved))


def last_day_of_term(start: date, years: int) -> date:
    """Give the last day, inclusive, of a term of whole calendar years that begins on `start`.

    The term ends with the day before the one that bears the date of the first day. Where that
    date does not exist (29.02. plus five years), the month ends the term: § 187 Abs. 2,
    § 188 Abs. 2 and 3 BGB. So 01.03.2021 plus five years ends on 28.02.2026, and 29.02.2024 plus
    five years ends on 28.02.2029.
    """
    anniversary = add_years(start, years)
    if anniversary.day != start.day:
        return anniversary
    return anniversary - timedelta(days=1)


def days_missing(end: date, needed: date) -> int:
    """Count the days by which `end` falls short of `needed`; 0 when it does not."""
    return max(0, (needed - end).days)


def _shift(today: date, days: int) -> date:
    try:
        day = today + timedelta(days=days)
    except OverflowError as error:
        raise InputError(f"{days:+d} Tage führen aus dem Kalender heraus.") from error
    return _plausible(day, format_date(day))


def _monday(week: int, today: date) -> date:
    year = today.isocalendar().year
    for candidate in (year, year + 1):
        try:
            monday = date.fromisocalendar(candidate, week, 1)
        except ValueError:
            continue
        if monday > today - timedelta(days=7):
            return monday
    raise InputError(
        f"Eine Kalenderwoche {week} gibt es weder in diesem noch im nächsten Jahr mehr. "
        "Bitte das Datum ausschreiben, zum Beispiel 23.11.2026."
    )


def _calendar_day(found: re.Match[str], today: date) -> date:
    parts = found.groupdict()
    day, month = int(parts["day"]), int(parts["month"])
    year_text = parts["year"] or str(today.year)
    year = int(year_text) + (2000 if len(year_text) == 2 else 0)
    shown = f"{day:02d}.{month:02d}.{year:04d}"
    try:
        return _plausible(date(year, month, day), shown)
    except InputError:
        raise
    except ValueError as error:
        raise InputError(f"Den {shown} gibt es nicht.") from error


def _plausible(day: date, shown: str) -> date:
    if not EARLIEST <= day <= LATEST:
        raise InputError(
            f"Der {shown} liegt außerhalb der Jahre {EARLIEST.year} bis {LATEST.year}. "
            "Ist das Jahr richtig geschrieben?"
        )
    return day
