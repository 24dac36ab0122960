"""A row of the history in words: what it is about, and each value before and after."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from ozg_tui.desk.core.shown import title_of, worded
from ozg_tui.desk.core.subjects import BY_TABLE
from ozg_tui.desk.core.territory import Territory
from ozg_tui.german.labels import ADDRESS_KINDS, NUMBER_KINDS, ROLES
from ozg_tui.rules.dates import format_date
from ozg_tui.text import clean

NOTHING = "–"
PARTS = {
    "address": "Adresse",
    "booking_step": "Schritt",
    "bundle_availability": "Verfügbarkeit",
    "contact_role": "Funktion",
    "model_status_period": "Modellstand",
    "note_party": "Teilnahme",
    "obligation": "Pflicht",
    "organisation_period": "Zeitraum",
    "participant": "Beteiligung",
    "payment": "Auszahlung",
    "phone_number": "Nummer",
    "resolution": "Beschluss",
    "service": "Leistung",
    "station_step": "Schritt",
}
"""What a part of a record is called."""

_TITLES = {
    "amount_cents": "Betrag",
    "confirmed_by": "bestätigt von",
    "confirmed_on": "bestätigt am",
    "kind": "Art",
    "organisation_id": "Kommune",
    "raw": "Nummer",
    "role": "Funktion",
    "state": "Stand",
    "text": "Text",
    "valid_from": "gilt ab",
    "valid_to": "gilt bis",
}
"""Columns that no form shows under a title."""

_SAID_BY_ITSELF = frozenset({"Art", "Funktion", "Nummer", "Text"})
"""What a part mainly is: its value needs no title."""

_KINDS: Mapping[str, Mapping[str, str]] = {
    "phone_number": NUMBER_KINDS,
    "address": ADDRESS_KINDS,
    "contact_role": ROLES,
}
_WORDS = {"insert": "angelegt", "delete": "gelöscht"}
_OF_A_PART = {"insert": "dazu", "delete": "entfernt"}


class Value(NamedTuple):
    """One value that changed, as people read it."""

    title: str
    before: str
    after: str


def values(table: str, before: Any, after: Any, land: Territory) -> tuple[Value, ...]:
    """The values of a change that staff see, under the titles of the forms."""
    before, after = before or {}, after or {}
    names = dict.fromkeys((*after, *before))
    return tuple(
        Value(
            clean(title),
            _text(table, name, before.get(name), land),
            _text(table, name, after.get(name), land),
        )
        for name in names
        if (title := title_of(table, name) or _TITLES.get(name, ""))
        and before.get(name) != after.get(name)
    )


def sentence(table: str, action: str, changed: tuple[Value, ...]) -> str:
    """`Vorname: – → Anna, Titel: – → Dr.`, or `Nummer dazu (Durchwahl, 0561 90009-1)`."""
    of = "" if table in BY_TABLE else PARTS.get(table, "Angabe")
    if action == "update":
        told = ", ".join(f"{each.title}: {each.before} → {each.after}" for each in changed)
        return f"{of}: {told}" if of else told
    did = f"{of} {_OF_A_PART[action]}" if of else _WORDS[action]
    told = ", ".join(
        value if each.title in _SAID_BY_ITSELF else f"{each.title} {value}"
        for each in changed
        for value in (each.after if action == "insert" else each.before,)
    )
    return f"{did} ({told})" if told else did


def _text(table: str, name: str, value: Any, land: Territory) -> str:
    if value is None or value == "":
        return NOTHING
    if name == "organisation_id" and value in land.by_id:
        return clean(land.name(value))
    if name in {"kind", "role"} and value in _KINDS.get(table, {}):
        return _KINDS[table][value]
    try:
        if name in {"valid_from", "valid_to"}:
            return format_date(date.fromisoformat(value))
        return worded(table, name, value)
    except (ValueError, KeyError):
        # What an erasure has left, or an older program has called otherwise.
        return clean(str(value))
