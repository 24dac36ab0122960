"""What lists and the search box show: windows over the search entries."""

from typing import NamedTuple

from sqlalchemy import select

from db.connection import aside, spoken_errors
from db.fold import words
from db.search import Kind, Line, Scope, count, page, readings, search_entry
from ozg_tui.desk.desk import Desk

__all__ = ["Kind", "Line", "Scope", "find", "how_many", "how_many_apart", "lines"]

HIT_LIMIT = 50
_ALL = 2**62


class Hit(NamedTuple):
    """One search result for people and scripts; `reason` says what matched."""

    kind: str
    record_id: int
    key: str | None
    title: str
    place: str
    reason: str


KIND_NAMES = {
    Kind.MUNICIPALITY: "municipality",
    Kind.ORGANISATION: "organisation",
    Kind.CONTACT: "contact",
    Kind.APPLICATION: "ikz_application",
    Kind.BOOKING: "consulting_booking",
    Kind.BUNDLE: "service_bundle",
    Kind.NOTE: "note",
}

_REASONS = {
    "name": "Name",
    "alias": "auch genannt",
    "key": "Schlüssel",
    "former_name": "früherer Name",
    "former_key": "früherer Schlüssel",
    "ars": "Regionalschlüssel",
    "phone": "Telefon",
    "email": "E-Mail",
    "place": "Kommune",
    "role": "Funktion",
    "field_of_work": "Aufgabenfeld",
    "module": "Modul",
    "number": "Nummer",
    "service": "Leistung",
    "note": "Notiz",
}


def lines(
    desk: Desk, scope: Scope, limit: int, *, after: int | None = None, before: int | None = None
) -> list[Line]:
    """One page of a list; see `db.search.page`."""
    return desk.read(lambda reader: page(reader, scope, limit, after=after, before=before))


def how_many(desk: Desk, scope: Scope, limit: int) -> int:
    """How many lines a list has, counted up to `limit`."""
    return desk.read(lambda reader: count(reader, scope, limit))


def how_many_apart(desk: Desk, scope: Scope) -> int:
    """How many lines a list has; on a connection of its own, because a million take a while."""
    with spoken_errors(), aside(desk.engine) as connection:
        return count(connection, scope, _ALL)


def find(desk: Desk, text: str, limit: int = HIT_LIMIT) -> list[Hit]:
    """The first hits for a text with the reason of each; nothing for a blank text."""
    if not text.strip():
        return []
    found = lines(desk, Scope(text=text), limit)
    entry = search_entry.c
    wanted = select(entry.position, entry.matches).where(
        entry.position.in_([line.position for line in found])
    )
    matches = desk.read(
        lambda reader: {row.position: row.matches for row in reader.execute(wanted)}
    )
    return [
        Hit(
            KIND_NAMES[Kind(line.kind)],
            line.record_id,
            line.detail if line.kind in {Kind.MUNICIPALITY, Kind.ORGANISATION} else None,
            line.title,
            line.place,
            _reason(text, matches.get(line.position, [])),
        )
        for line in found
    ]


def _reason(text: str, matches: list[list[str]]) -> str:
    """What the words of the query met, each once: `früherer Name Oberweser`."""
    for reading in readings(text):
        open_words, reasons = reading, []
        for code, stored in matches:
            met = [word for word in open_words if any(w.startswith(word) for w in words(stored))]
            if met:
                open_words = [word for word in open_words if word not in met]
                reasons.append(f"{_REASONS.get(code, code)} {stored}")
        if reasons and not open_words:
            return ", ".join(reasons)
    return ""
