"""Moments as people read and type them: day and time in Hessen."""

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, ValidationInfo

from ozg_tui.clock import BERLIN
from ozg_tui.desk.core.times import format_time, read_time
from ozg_tui.desk.core.values import Optional, refuse, today_of
from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

_FULL = re.compile(r"([0-9]{2})\.([0-9]{2})\.([0-9]{4}), ([0-9]{2}):([0-9]{2})")
_HOUR = re.compile(r"\s*uhr$", re.IGNORECASE)


def moment_text(moment: datetime) -> str:
    """Write a moment as 23.11.2026, 10:31."""
    local = moment.astimezone(BERLIN)
    return f"{format_date(local.date())}, {format_time(local.time())}"


def moment_of(text: str) -> datetime:
    """The moment, in UTC, of a text that `moment_text` wrote or `OptionalMoment` checked."""
    found = _FULL.fullmatch(text)
    if found is None:
        raise ValueError(f"no moment: {text!r}")
    day, month, year, hour, minute = map(int, found.groups())
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


def _moment(value: Any, info: ValidationInfo) -> Any:
    if not isinstance(value, str):
        return value
    if _FULL.fullmatch(value):
        return _existing(value)
    typed = _HOUR.sub("", " ".join(clean(value).replace(",", " ").split()))
    day_typed, _, time_typed = typed.rpartition(" ")
    time = read_time(time_typed)
    try:
        day = parse_date(day_typed, today_of(info)) if day_typed else today_of(info)
    except InputError as error:
        raise refuse("input", str(error)) from None
    return f"{format_date(day)}, {format_time(time)}"


def _existing(text: str) -> str:
    try:
        moment_of(text)
    except ValueError:
        raise refuse("input", f"Den Zeitpunkt {text} gibt es nicht.") from None
    return text


OptionalMoment = Annotated[Annotated[str, BeforeValidator(_moment)] | None, Optional]
"""A moment as text, `23.11.2026, 10:31`; typed also as `10:31` (today) or `g 9:30`."""
