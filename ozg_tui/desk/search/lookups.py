"""Pick fields: what a typed text offers, what it can only mean, and how a choice is shown."""

from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.search import facets
from db.search.pages import Fit, Line, Scope, fit_of
from db.search.table import search_entry
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.subjects import LISTED, PLACES, SUBJECTS
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.search.asking import heard
from ozg_tui.desk.search.lists import lines
from ozg_tui.german.labels import KINDS

_LOOKUPS = {each.code: (each.kind, each.kind) for each in LISTED.values()} | {
    of.code: (of.lists[0].kind, of.lists[-1].kind) for of in SUBJECTS if of.lists
}
_LOOKUPS["anybody"] = (Kind.CONTACT, Kind.CONTACT)
"""The first and last kind of search entry that a pick field offers."""

_ENTRY = select(search_entry.c.title, search_entry.c.place).where(
    search_entry.c.kind == bindparam("kind"), search_entry.c.record_id == bindparam("id")
)


_NOT_OFFERED = {"contact": (facets.role("historic"),)}
"""Who has left is found, but not proposed; `anybody` means them too."""


class Choice(NamedTuple):
    """What a pick field offers; `hint` tells records of one name apart."""

    id: int
    label: str
    hint: str
    fit: Fit = Fit.ELSEWHERE


def choices(desk: Desk, lookup: str, text: str, limit: int = 8) -> list[Choice]:
    """What fits a text typed into a pick field, in list order; the first ones for a blank text."""
    first, last = _LOOKUPS[lookup]
    scope = Scope(first, last, text, unwanted=_NOT_OFFERED.get(lookup, ()))
    scope = scope._replace(text=heard(desk, scope, leaves_out=False).text)
    return [
        Choice(line.record_id, _title(line), _hint(line), fit_of(line))
        for line in lines(desk, scope, limit)
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
    kind = _LOOKUPS[lookup][0]
    if kind not in PLACES:
        wanted = {"kind": int(kind), "id": record_id}
        entry = desk.read(lambda reader: reader.execute(_ENTRY, wanted).first())
        if entry is None:
            return "nicht mehr vorhanden"
        return _named(kind, entry.title, entry.place)
    land = territory(desk)
    if record_id not in land.by_id:
        return "nicht mehr vorhanden"
    name = land.name(record_id)
    shared = sum(place.latest.name == name for place in land.by_id.values()) > 1
    district = land.district(land.by_id[record_id])
    return f"{name} ({district})" if shared and district else name


def _title(line: Line) -> str:
    return _named(line.kind, line.title, line.place)


def _named(kind: int, title: str, place: str) -> str:
    return f"{title}, {place}" if LISTED[kind].named_by_place else title


def _hint(line: Line) -> str:
    kind = KINDS.get(line.state, "") if line.kind in PLACES else ""
    place = "" if LISTED[line.kind].named_by_place else line.place
    return ", ".join(part for part in (kind, place, line.detail) if part)
