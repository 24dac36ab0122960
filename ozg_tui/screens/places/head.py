"""Who the Kommune is: the lines above the panels of its view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ozg_tui.german.counting import number
from ozg_tui.rules.dates import format_date
from ozg_tui.screens.places.lines import brief
from ozg_tui.widgets.boxes import cut, packed

if TYPE_CHECKING:
    from ozg_tui.desk.place.parts import Head

_INDENT = " "
_AGS_DIGITS = 8
_WIDE = 100


def head_lines(head: Head, width: int) -> list[str]:
    """Name and keys, then who decides and who supervises, then what it was before.

    Broken between two facts, never within one: a key or a date stands on one line as a whole.
    """
    kind = head.kind_label
    if head.kind_since is not None:
        kind += f" seit {format_date(head.kind_since)}"
    identity = [f"{head.name.upper()}  {kind}", head.district]
    identity += [f"RB {head.region}" if head.region else "", _key(head)]
    identity += [_population(head, with_day=width >= _WIDE)]
    bodies = [head.suffix, head.council if head.supervisors else ""]
    if head.supervisors:
        bodies.append(f"Aufsicht: {brief(', '.join(head.supervisors))}")
    bodies.append(f"Mitglied im {head.association}" if head.association else "")
    lines = [*_wrapped(identity, width), *_wrapped(bodies, width)]
    return [*lines, *_wrapped([f"früher {each}" for each in head.former_texts], width)]


def _key(head: Head) -> str:
    if not head.key.isdecimal():
        return head.key
    return f"AGS {head.key}" if len(head.key) == _AGS_DIGITS else f"Schlüssel {head.key}"


def _population(head: Head, *, with_day: bool) -> str:
    if head.population is None:
        return ""
    day = head.population_on if with_day else None
    on = f" ({format_date(day)})" if day else ""
    return f"{number(head.population)} EW" + on


def _wrapped(facts: Iterable[str], width: int) -> list[str]:
    return [cut(_INDENT + line, width) for line in packed(filter(None, facts), width - 1, " | ")]
