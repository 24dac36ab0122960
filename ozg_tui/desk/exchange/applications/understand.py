"""Rows of a list as IKZ applications: judged by the checks and the rules that judge the form."""

from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from db.errors import RefusedError
from db.tables import Application
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.entry.fields import Field, FieldKind, fields_of
from ozg_tui.desk.exchange.applications.group import Group, groups
from ozg_tui.desk.exchange.applications.partners import Partners, partners_of
from ozg_tui.desk.exchange.file import File
from ozg_tui.desk.exchange.memory import chunks
from ozg_tui.desk.exchange.understood import (
    Answer,
    Fault,
    Outcome,
    Question,
    Understood,
    unfinished,
)
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.rows import ParticipantInput
from ozg_tui.desk.rule_sets.in_force import rule_sets

ANOTHER = "another"
_OWN_NUMBER = "IKZ-"
_EMPTY = frozenset({"", "-", "–", "k.A.", "k. A.", "n/a", "0.0.00", "00.00.0000"})
_STATIONS = {
    "eingereicht": "submitted", "gestellt": "submitted", "laufend": "running", "läuft": "running",
    "bewilligt und ausgezahlt": "paid", "in prüfung": "ministry",
}  # fmt: skip
_OPEN_ENDED = frozenset({"unbefristet", "offen", "unbestimmt"})
_TITLED = select(Application).where(Application.title.in_(bindparam("titles", expanding=True)))


class _Draft(NamedTuple):
    group: Group
    title: str
    value: ApplicationInput | None
    given: frozenset[str]
    questions: tuple[Question, ...]
    faults: tuple[Fault, ...]
    column: str
    """Where a fault of the whole application is told."""

    @property
    def also(self) -> tuple[int, ...]:
        """The further lines of the application."""
        return tuple(line.number for line in self.group.lines[1:])


class _Stored(NamedTuple):
    id: int
    number: str
    value: ApplicationInput


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all applications."""
    drafts = [_draft(file, group) for group in groups(file.lines())]
    stored = _stored(file.desk, {draft.title for draft in drafts})
    return tuple(_judged(file, drafts, stored))


def _draft(file: File, group: Group) -> _Draft:
    texts = group.texts()
    partners = partners_of(file, group)
    raw = _raw(texts)
    raw["participants"] = [_participant(each) for each in partners.raw]
    checked = check(ApplicationInput, raw, {"today": file.desk.today()})
    faults = [*partners.faults, *group.contradictions()]
    faults += [_fault(path, sentence, group, partners) for path, sentence in checked.errors.items()]
    given = frozenset({*raw, *(name for each in raw["participants"] for name in each)})
    return _Draft(
        group,
        checked.value.title if checked.value else texts.get("title", ""),
        checked.value,
        given,
        partners.questions,
        tuple(faults),
        group.lines[0].heading("title"),
    )


def _raw(texts: Mapping[str, str]) -> dict[str, Any]:
    """What the model of the form gets of the whole application."""
    raw: dict[str, Any] = {"title": ""}
    for name, field in _fields().items():
        text = texts.get(name, "").strip()
        if text not in _EMPTY:
            raw[name] = _chosen(field, text)
    if str(raw.get("term_end", "")).lower() in _OPEN_ENDED:
        raw |= {"term_end": "", "term_open_ended": True}
    number = texts.get("number", "")
    if number and not number.startswith(_OWN_NUMBER):
        raw["note"] = "\n".join([*filter(None, [raw.get("note")]), f"Nummer der Liste: {number}"])
    return raw


def _participant(named: Mapping[str, Any]) -> dict[str, Any]:
    fields = _fields_of_participants()
    return {
        name: _chosen(fields[name], held) if isinstance(held, str) and name != "role" else held
        for name, held in named.items()
    }


def _chosen(field: Field, text: str) -> Any:
    if field.kind is not FieldKind.CHOICE:
        return text
    if field.name == "station":
        text = _STATIONS.get(text.lower(), text)
    return field.chosen("ja" if text.lower() == "x" else text)


def _fault(path: tuple[str | int, ...], sentence: str, group: Group, partners: Partners) -> Fault:
    """An error of the form's model at the row and the column from which the value came."""
    first, name = group.lines[0], str(path[0])
    if name != "participants":
        column = first.heading(name) or _fields()[name].label
        return Fault(first.number, column, group.texts().get(name, ""), sentence)
    if len(path) < 3:
        return Fault(first.number, first.heading("partners"), "", sentence)
    index, field = int(path[1]), str(path[2])
    line, named = partners.lines[index], partners.raw[index]
    column = line.heading(field) or _fields_of_participants()[field].label
    return Fault(line.number, column, str(named.get(field, "")), sentence)


def _judged(
    file: File, drafts: list[_Draft], stored: Mapping[str, list[_Stored]]
) -> Iterator[Understood]:
    """What each application comes to, beside those of the store and those before it."""
    rule_sets(file.desk)
    answers = file.answers
    earlier: dict[str, _Draft] = {}
    with reading(file.desk) as session:
        for draft in drafts:
            if draft.value is None or draft.questions or draft.faults:
                yield _unfinished(draft)
                continue
            same = stored.get(draft.title, [])
            found = next((each for each in same if _agree(each.value, draft)), None)
            before = earlier.setdefault(draft.title, draft)
            if found is not None:
                yield _is(Outcome.UNCHANGED, draft, found.id)
            elif before is not draft and before.value == draft.value:
                yield _is(Outcome.UNCHANGED, draft)
            elif (question := _which(draft, before, same)) and answers.get(question.key) != ANOTHER:
                yield _unfinished(draft._replace(questions=(question,)))
            else:
                try:
                    APPLICATIONS.refuse(session, draft.value, None)
                except RefusedError as error:
                    fault = Fault(draft.group.line, draft.column, draft.title, str(error))
                    yield _unfinished(draft._replace(faults=(fault,)))
                else:
                    yield _is(Outcome.NEW, draft)


def _which(draft: _Draft, before: _Draft, same: list[_Stored]) -> Question | None:
    """The question whether one more application bears a title that is taken."""
    if same:
        differing = ", ".join(_differing(same[0].value, draft)) or "die Beteiligten"
        sentence = (
            f"{same[0].number} heißt auch so, mit anderen Angaben ({differing}). Ist das noch ein "
            "Antrag? Vorhandene ändert keine Liste."
        )
    elif before is not draft:
        sentence = f"So heißt auch der Antrag ab Zeile {before.group.line}. Ist das noch einer?"
    else:
        return None
    key = f"another {draft.group.line} {draft.title}"
    offered = (Answer(ANOTHER, "ein weiterer Antrag"),)
    return Question(key, draft.group.line, draft.column, draft.title, sentence, offered)


def _agree(stored: ApplicationInput, draft: _Draft) -> bool:
    """Whether an application of the store is the one of the rows: in all that the rows say."""
    value = draft.value
    assert value is not None
    if any(True for _ in _differing(stored, draft)):
        return False
    mine = {each.organisation_id: each for each in stored.participants}
    theirs = {each.organisation_id: each for each in value.participants}
    said = [name for name in ParticipantInput.model_fields if name in draft.given]
    return mine.keys() == theirs.keys() and all(
        getattr(mine[number], name) == getattr(each, name)
        for number, each in theirs.items()
        for name in said
    )


def _differing(stored: ApplicationInput, draft: _Draft) -> Iterator[str]:
    """The labels of what the rows say otherwise of the whole application."""
    for name, field in _fields().items():
        if name in draft.given and getattr(stored, name) != getattr(draft.value, name):
            yield field.label


def _stored(desk: Desk, titles: Collection[str]) -> Mapping[str, list[_Stored]]:
    """The applications with these titles, by title."""
    found: dict[str, list[_Stored]] = {}
    with reading(desk) as session:
        for part in chunks(sorted(titles)):
            for row in session.scalars(_TITLED, {"titles": part}):
                stored = _Stored(row.id, row.number, APPLICATIONS.value(row))
                found.setdefault(row.title, []).append(stored)
    return found


def _is(outcome: Outcome, draft: _Draft, record_id: int | None = None) -> Understood:
    return Understood(
        draft.group.line, outcome, draft.title, draft.value, record_id, also=draft.also
    )


def _unfinished(draft: _Draft) -> Understood:
    told = unfinished(draft.group.line, draft.title, draft.questions, draft.faults)
    return told._replace(also=draft.also)


@cache
def _fields() -> Mapping[str, Field]:
    rows = {FieldKind.ROWS}
    return {each.name: each for each in fields_of(ApplicationInput) if each.kind not in rows}


@cache
def _fields_of_participants() -> Mapping[str, Field]:
    return {field.name: field for field in fields_of(ParticipantInput)}
