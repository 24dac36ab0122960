"""Open IKZ applications by what stands in their way, as the form itself would judge them."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from db.outline import application
from db.search.refs import Refs
from ozg_tui.codes.ikz import COMPLETE, COUNCILS, GRANTED_STATIONS, OPEN_STATIONS
from ozg_tui.codes.search import Kind
from ozg_tui.german.counting import noun, number
from ozg_tui.german.spans import since

WAY, OTHER = "way", "other"
"""Obstacles that are not those of a check: the authorities have to act, and the rarer ones."""

SHOWN = 6
"""So many lines at most; what is left of the rarer obstacles is one line together."""

_AT = (
    select(application.c.id)
    .where(application.c.station.in_(bindparam("stations", expanding=True)))
    .order_by(application.c.number)
)


class Obstacle(NamedTuple):
    """What stands in the way of some applications; each one has exactly one obstacle."""

    code: str
    label: str
    rows: Refs
    detail: str


class Judged(NamedTuple):
    """One application with its first obstacle, before those of one obstacle are put together."""

    code: str
    label: str
    id: int
    number: str
    said: str
    cents: int
    councils: int
    resolved: int
    days: int | None


def open_applications(reader: Connection) -> Refs:
    """The applications that nobody has decided yet."""
    return _at(reader, OPEN_STATIONS)


def granted_applications(reader: Connection) -> Refs:
    """The applications that have been granted."""
    return _at(reader, GRANTED_STATIONS)


def _at(reader: Connection, stations: Sequence[str]) -> Refs:
    return Refs(Kind.APPLICATION, tuple(reader.scalars(_AT, {"stations": stations})))


def grouped(found: Iterable[Judged]) -> tuple[Obstacle, ...]:
    """Put the applications of one obstacle together."""
    groups: dict[str, list[Judged]] = {}
    for each in found:
        groups.setdefault(each.code, []).append(each)
    ordered = sorted(groups.values(), key=lambda group: (group[0].code != COMPLETE, -len(group)))
    lines = [_obstacle(group[0].code, group[0].label, group) for group in ordered]
    if len(lines) <= SHOWN:
        return tuple(lines)
    rest = [each for group in ordered[SHOWN - 1 :] for each in group]
    return (*lines[: SHOWN - 1], _obstacle(OTHER, "andere Hindernisse", rest))


def _obstacle(code: str, label: str, group: Sequence[Judged]) -> Obstacle:
    refs = Refs(Kind.APPLICATION, tuple(each.id for each in group))
    if code == COUNCILS:
        label = f"{noun(len(group), 'wartet', 'warten')} auf Beschlüsse"
    return Obstacle(code, label, refs, _detail(code, group))


def _detail(code: str, group: Sequence[Judged]) -> str:
    if code == COMPLETE:
        return f"{number(sum(each.cents for each in group) // 100)} EUR"
    if code == COUNCILS:
        councils = sum(each.councils for each in group)
        resolved = sum(each.resolved for each in group)
        return f"{resolved} von {councils} gefasst" if councils else ""
    if code == WAY:
        days = max((each.days for each in group if each.days is not None), default=None)
        return "" if days is None else f"seit {since(days)}"
    only = group[0] if len(group) == 1 else None
    if only is None or code == OTHER:
        return ", ".join(each.number for each in group)
    return f"{only.number}: {only.said}" if only.said else only.number


def days_since(day: date | None, on: date) -> int | None:
    """How many days have passed; None where the day is not known."""
    return None if day is None else max(0, (on - day).days)
