"""Groups over time without a gap: months, quarters, years in which nothing happened count 0."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

T = TypeVar("T")

UNDATED = "ohne Tag"
_MONTHS_OF = {"monat": 1, "quartal": 3, "jahr": 12}
_YEAR = 12


def by_time(
    found: Iterable[T], day_of: Callable[[T], date | None], step: str
) -> list[tuple[str, Sequence[T]]]:
    """What was found by `monat`, `quartal` or `jahr`; what has no day comes last."""
    months = _MONTHS_OF[step]
    groups: dict[int, list[T]] = defaultdict(list)
    undated = []
    for each in found:
        day = day_of(each)
        if day is None:
            undated.append(each)
        else:
            groups[(day.year * _YEAR + day.month - 1) // months].append(each)
    spans = range(min(groups), max(groups) + 1) if groups else ()
    named: list[tuple[str, Sequence[T]]] = [
        (_name(span, months), groups.get(span, [])) for span in spans
    ]
    return [*named, (UNDATED, undated)] if undated else named


def _name(span: int, months: int) -> str:
    year, month = divmod(span * months, _YEAR)
    if months == _YEAR:
        return str(year)
    return f"{month // 3 + 1}. Quartal {year}" if months > 1 else f"{month + 1:02}/{year}"
