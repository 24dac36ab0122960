"""The Kommunen of an application as lists name them: in one cell, or a row each."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.exchange.applications.group import COSTS, Group
from ozg_tui.desk.exchange.file import File, Line
from ozg_tui.desk.exchange.understood import Fault, Question
from ozg_tui.desk.exchange.which_place import Hints, place_meant
from ozg_tui.rules.territory import is_municipality

_BETWEEN = re.compile(r"\s*[;,/\n+&]\s*|\s+(?:und|u\.)\s+")
_BRACKET = re.compile(r"\s*\(([^)]*)\)\s*$")
_LEADS = "federf"
_DAY = re.compile(r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{4}-\d{2}-\d{2}")
_ALL = re.compile(r"^alle\s+|\s+(?:am|vom)\s*$", re.IGNORECASE)
_RESOLVED = {"ja": "gefasst", "x": "gefasst", "liegt vor": "gefasst", "liegen vor": "gefasst",
             "nein": "offen"}  # fmt: skip


class Named(NamedTuple):
    """A Kommune as it is named in a row: by key and text, with what else the row says of it."""

    line: Line
    field: str
    key: str
    text: str
    role: ParticipantRole
    said: Mapping[str, str]


class Partners(NamedTuple):
    """The Kommunen of an application as the form takes them, and what is open or wrong.

    `lines` are the rows of the file where each stands.
    """

    raw: list[dict[str, Any]]
    lines: list[Line]
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]


def partners_of(file: File, group: Group) -> Partners:
    """The Kommunen that take part, each once; the lead is the lead wherever else it is named."""
    desk, answers = file.desk, file.answers
    land = territory(desk)
    found: dict[int, dict[str, Any]] = {}
    lines: dict[int, Line] = {}
    questions: dict[str, Question] = {}
    faults = []
    for named in _named(group):
        key = f"place {named.key} | {named.text}"
        answer = answers.get(key)
        meant = place_meant(desk, Hints(named.key, named.text)) if answer is None else None
        number = meant.organisation_id if meant else int(answer or 0)
        column, shown = named.line.heading(named.field), named.text or named.key
        if meant is not None and number is None:
            sentence = f"Welche Kommune ist »{shown}«?"
            question = Question(key, named.line.number, column, shown, sentence, meant.proposed)
            questions.setdefault(key, question)
            continue
        assert number is not None
        if not is_municipality(land.by_id[number].latest.kind):
            sentence = f"»{shown}« ist keine hessische Kommune und kann keinen Antrag stellen."
            faults.append(Fault(named.line.number, column, shown, sentence))
            continue
        each = found.setdefault(number, {"organisation_id": number, "role": named.role.value})
        lines.setdefault(number, named.line)
        if named.role is ParticipantRole.LEAD:
            each["role"] = named.role.value
        each |= named.said
    return Partners(
        list(found.values()), list(lines.values()), tuple(questions.values()), tuple(faults)
    )


def _named(group: Group) -> Iterator[Named]:
    first, said = group.lines[0], group.texts()
    of_all = {} if group.has_member_rows else _resolution(said)
    for field, role in (("lead", ParticipantRole.LEAD), ("partners", ParticipantRole.PARTNER)):
        for text in _BETWEEN.split(said.get(field, "")):
            bare, leads = _without_bracket(text)
            if bare:
                yield Named(first, field, "", bare, ParticipantRole.LEAD if leads else role, of_all)
    for line in group.lines:
        values = line.values
        if not (values.get("member") or values.get("key")):
            continue
        bare, leads = _without_bracket(values.get("member", ""))
        leads = leads or _LEADS in values.get("role", "").lower()
        role = ParticipantRole.LEAD if leads else ParticipantRole.PARTNER
        own = dict(_resolution(values))
        if group.has_costs_of_members:
            own |= {name: values[name] for name in COSTS if values.get(name)}
        field = "member" if values.get("member") else "key"
        yield Named(line, field, values.get("key", ""), bare, role, own)


def _without_bracket(text: str) -> tuple[str, bool]:
    """A name without the bracket behind it, and whether that says who leads; others are names."""
    found = _BRACKET.search(text)
    if found is None or _LEADS not in found[1].lower():
        return text.strip(), False
    return text[: found.start()].strip(), True


def _resolution(values: Mapping[str, str]) -> dict[str, str]:
    """The resolution as the form takes it; the day may stand in the same cell."""
    text = values.get("resolution", "").strip()
    told = {name: values[name] for name in ("session_on", "printed_matter", "copy_at_hand")
            if values.get(name)}  # fmt: skip
    if day := _DAY.search(text):
        told.setdefault("session_on", day[0])
        text = text.replace(day[0], "").strip() or "gefasst"
    text = _ALL.sub("", text).strip(" ,")
    text = _RESOLVED.get(text.lower(), text)
    if not text and "session_on" in told:
        text = "gefasst"
    return told | ({"resolution": text} if text else {})
