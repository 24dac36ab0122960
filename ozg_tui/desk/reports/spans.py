"""Groups over time without a gap: weeks, months, years in which nothing happened count 0."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")

UNDATED = "ohne Tag"
WEEK = "woche"
_MONTHS_OF = {"monat": 1, "quartal": 3, "jahr": 12}
_YEAR, _WEEK_DAYS = 12, 7


def by_time(
    found: Iterable[T], day_of: Callable[[T], date | None], step: str
) -> list[tuple[str, Sequence[T]]]:
    """What was found by `woche`, `monat`, `quartal` or `jahr`; what has no day comes last."""
    groups: dict[int, list[T]] = defaultdict(list)
    undated = []
    for each in found:
        day = day_of(each)
        if day is None:
            undated.append(each)
        else:
            groups[_span(day, step)].append(each)
    spans = range(min(groups), max(groups) + 1) if groups else ()
    named: list[tuple[str, Sequence[T]]] = [
        (_name(span, step), groups.get(span, [])) for span in spans
    ]
    return [*named, (UNDATED, undated)] if undated else named


def _span(day: date, step: str) -> int:
    if step == WEEK:
        return (day.toordinal() - 1) // _WEEK_DAYS
    return (day.year * _YEAR + day.month - 1) // _MONTHS_OF[step]


def _name(span: int, step: str) -> str:
    if step == WEEK:
        year, week, _ = date.fromordinal(span * _WEEK_DAYS + 1).isocalendar()
        return f"KW {week:02}/{year}"
    months = _MONTHS_OF[step]
    year, month = divmod(span * months, _YEAR)
    if months == _YEAR:
        return str(year)
    return f"{month // 3 + 1}. Quartal {year}" if months > 1 else f"{month + 1:02}/{year}"
