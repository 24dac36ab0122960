"""Pick fields: what a typed text offers, what it can only mean, and how a choice is shown."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.search.pages import Fit, Line, Scope, fit_of
from db.search.table import search_entry
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.search.lists import lines
from ozg_tui.rules.labels import KINDS

_LOOKUPS = {
    "municipality": (Kind.MUNICIPALITY, Kind.MUNICIPALITY),
    "organisation": (Kind.MUNICIPALITY, Kind.ORGANISATION),
    "contact": (Kind.CONTACT, Kind.CONTACT),
    "application": (Kind.APPLICATION, Kind.APPLICATION),
    "booking": (Kind.BOOKING, Kind.BOOKING),
    "call": (Kind.CALL, Kind.CALL),
}
_PLACES = frozenset({"municipality", "organisation"})
_ENTRY = select(search_entry.c.title, search_entry.c.place).where(
    search_entry.c.kind == bindparam("kind"), search_entry.c.record_id == bindparam("id")
)


class Choice(NamedTuple):
    """What a pick field offers; `hint` tells records of one name apart."""

    id: int
    label: str
    hint: str
    fit: Fit = Fit.ELSEWHERE


def choices(desk: Desk, lookup: str, text: str, limit: int = 8) -> list[Choice]:
    """What fits a text typed into a pick field, in list order; the first ones for a blank text."""
    first, last = _LOOKUPS[lookup]
    return [
        Choice(line.record_id, _title(line), _hint(line), fit_of(line))
        for line in lines(desk, Scope(first, last, text), limit)
    ]


def meant(desk: Desk, lookup: str, text: str) -> tuple[Choice | None, bool]:
    """The record that a typed text can only mean, and whether anything fits at all.

    What fits best by its name is meant when nothing else fits as well; what only sounds alike
    is never taken without being shown.
    """
    best = choices(desk, lookup, text, 2)
    if not best or best[0].fit is Fit.SOUNDS_ALIKE:
        return None, bool(best)
    rival = best[1] if len(best) > 1 else None
    return (best[0] if rival is None or rival.fit > best[0].fit else None), True


def label(desk: Desk, lookup: str, record_id: int) -> str:
    """What a pick field shows of its choice; names shared by several come with their district."""
    if lookup not in _PLACES:
        wanted = {"kind": int(_LOOKUPS[lookup][0]), "id": record_id}
        entry = desk.read(lambda reader: reader.execute(_ENTRY, wanted).first())
        if entry is None:
            return "nicht mehr vorhanden"
        return f"{entry.title}, {entry.place}" if lookup == "booking" else str(entry.title)
    land = territory(desk)
    if record_id not in land.by_id:
        return "nicht mehr vorhanden"
    name = land.name(record_id)
    shared = sum(place.latest.name == name for place in land.by_id.values()) > 1
    district = land.district(land.by_id[record_id])
    return f"{name} ({district})" if shared and district else name


def _title(line: Line) -> str:
    return f"{line.title}, {line.place}" if line.kind == Kind.BOOKING else line.title


def _hint(line: Line) -> str:
    kind = KINDS.get(line.state, "") if line.kind <= Kind.ORGANISATION else ""
    place = "" if line.kind == Kind.BOOKING else line.place
    return ", ".join(part for part in (kind, place, line.detail) if part)
