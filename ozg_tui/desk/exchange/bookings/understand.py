"""Rows of a list as bookings: every one judged beside those of the store and of the file.

Who registered first has the slot, wherever the row stands in the file.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from ozg_tui.codes.consulting import BookingState
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.consulting.rules import (
    Booked,
    is_live,
    judged,
    objections,
    request_for,
    stored_bookings,
)
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.fields import Field, fields_of
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.reading.table import Row
from ozg_tui.desk.exchange.understood import Fault, Outcome, Question, Understood, unfinished
from ozg_tui.desk.exchange.which_place import Hints, Meant, place_meant
from ozg_tui.rules.consulting.values import Booking
from ozg_tui.rules.dates import format_date

_AS_TYPED = (
    "booked_on", "consultation_on", "starts_at", "ends_at", "place", "adviser", "funded",
    "cancelled_reason",
)  # fmt: skip
_EMPTY = frozenset({"", "-", "0", "0.0.00", "00.00.0000", "k.A.", "n/a", "offen"})
_MODULE = re.compile(r"(?<!\d)([1-9])(?!\d)")
_SOURCES = {"heimat": "starke_heimat", "umsetzung": "umsetzungsvereinbarung"}
"""Words by which lists name who pays."""


class _Draft(NamedTuple):
    row: Row
    title: str
    value: BookingInput | None
    source: str | None
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]
    column: str
    """Where a fault of the whole row is told."""


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all rows."""
    desk = file.desk
    drafts = [_draft(file, line) for line in file.lines() if line.values]
    found = [
        unfinished(draft.row.line, draft.title, draft.questions, draft.faults)
        for draft in drafts
        if draft.value is None or draft.questions
    ]
    whole = [draft for draft in drafts if draft.value is not None and not draft.questions]
    existing = _stored(desk, {draft.value.organisation_id for draft in whole if draft.value})
    taken: dict[int, list[Booking]] = defaultdict(list)
    for draft in sorted(whole, key=_registered):
        understood = _judged(desk, draft, existing, taken)
        found.append(understood)
        if understood.outcome is Outcome.NEW and draft.value is not None:
            taken[draft.value.organisation_id].append(_as_rule(draft.value, draft.row.line))
    return tuple(sorted(found, key=lambda each: each.line))


def _draft(file: File, line: Line) -> _Draft:
    desk, values = file.desk, line.values
    key = f"place {values.get('key', '')} | {values.get('organisation', '')}"
    answer = file.answers.get(key)
    place = Meant(int(answer)) if answer else place_meant(
        desk, Hints(values.get("key", ""), values.get("organisation", ""))
    )  # fmt: skip
    checked = check(BookingInput, _raw(values, place), {"today": desk.today()})
    faults = tuple(
        line.fault(_field_of(path), sentence) for path, sentence in checked.errors.items()
    )
    questions = []
    if place.organisation_id is None:
        named = values.get("organisation") or values.get("key", "")
        column = line.heading("organisation") or line.heading("key")
        sentence = f"Welche Kommune ist »{named}«?" if named else "Hier fehlt die Kommune."
        questions.append(Question(key, line.number, column, named, sentence, place.proposed))
    source = next((code for word, code in _SOURCES.items() if word in _source(values)), None)
    title = f"{values.get('organisation') or values.get('key', '')}, Modul {values.get('module')}"
    column = line.heading("module")
    return _Draft(line.row, title, checked.value, source, tuple(questions), faults, column)


def _raw(values: Mapping[str, str], place: Meant) -> dict[str, Any]:
    """What the booking's model gets; a module may be written with its title."""
    raw: dict[str, Any] = {"organisation_id": place.organisation_id or 0, "module": ""}
    for name in _AS_TYPED:
        text = values.get(name, "")
        if text not in _EMPTY:
            raw[name] = text.lower() if name == "funded" else text
    if found := _MODULE.search(values.get("module", "")):
        raw["module"] = found[1]
    elif values.get("module"):
        raw["module"] = values["module"]
    if state := values.get("state", ""):
        raw["state"] = _fields()["state"].chosen(state)
    notes = [values.get("note", "")]
    if contact := values.get("contact"):
        notes.append(f"Ansprechperson laut Liste: {contact}")
    raw["note"] = "\n".join(text for text in notes if text)
    return raw


def _judged(
    desk: Desk,
    draft: _Draft,
    existing: Mapping[int, list[Booked]],
    taken: Mapping[int, list[Booking]],
) -> Understood:
    value, line = draft.value, draft.row.line
    assert value is not None
    stored = existing.get(value.organisation_id, [])
    for each in stored:
        if _is_same(each.booking, value):
            return Understood(line, Outcome.UNCHANGED, draft.title, value, each.id)
    if any(_is_same(each, value) for each in taken.get(value.organisation_id, ())):
        return Understood(line, Outcome.UNCHANGED, draft.title, value)
    if value.funded and is_live(value.state):
        request = request_for(territory(desk), value, None)
        request = request.model_copy(update={"funding_source": draft.source})
        present = [each.booking for each in stored] + taken.get(value.organisation_id, [])
        verdict = judged(desk, value.organisation_id, request, present)
        if not verdict.eligible:
            fault = Fault(line, draft.column, str(int(value.module)), objections(verdict))
            return Understood(line, Outcome.FAILED, draft.title, faults=(fault,))
    return Understood(line, Outcome.NEW, draft.title, value)


def _stored(desk: Desk, organisations: set[int]) -> Mapping[int, list[Booked]]:
    found: dict[int, list[Booked]] = defaultdict(list)
    numbers: Sequence[int] = sorted(organisations)
    for each in desk.read(lambda reader: stored_bookings(reader.execute, numbers)):
        found[each.organisation_id].append(each)
    return found


def _registered(draft: _Draft) -> tuple[date, int]:
    value = draft.value
    day = (value.booked_on or value.consultation_on) if value else None
    return day or date.max, draft.row.line


def _is_same(booking: Booking, value: BookingInput) -> bool:
    """Whether a booking is there: one module, one day, one state of being paid for."""
    days = (booking.consultation_on or booking.booked_on, value.consultation_on or value.booked_on)
    return (
        booking.module == value.module
        and days[0] == days[1]
        and booking.funded == value.funded
        and is_live(booking.state) == is_live(value.state)
    )


def _as_rule(value: BookingInput, line: int) -> Booking:
    """A row of the file as the rules see a booking; it is named by its line."""
    day = value.consultation_on
    return Booking(
        reference=f"Zeile {line}" + (f" ({format_date(day)})" if day else ""),
        module=int(value.module),
        funded=value.funded,
        state=BookingState(value.state),
        booked_on=value.booked_on,
        consultation_on=day,
    )


def _field_of(path: tuple[str | int, ...]) -> str:
    return "organisation" if path[:1] == ("organisation_id",) else str(path[0]) if path else ""


def _source(values: Mapping[str, str]) -> str:
    return values.get("funding_source", "").lower()


@cache
def _fields() -> Mapping[str, Field]:
    return {field.name: field for field in fields_of(BookingInput)}
