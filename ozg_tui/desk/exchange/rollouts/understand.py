"""Rows of a list as states of services at Kommunen, judged as what somebody records by hand."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.tables import Rollout
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.file import File
from ozg_tui.desk.exchange.memory import chunks, of_staff
from ozg_tui.desk.exchange.reading.table import UnreadableError
from ozg_tui.desk.exchange.rollouts.cell import Said
from ozg_tui.desk.exchange.rollouts.rows import SERVICE_FIELDS, Draft, Reader
from ozg_tui.desk.exchange.understood import (
    TAKE,
    Difference,
    Fault,
    Outcome,
    Understood,
    overwriting,
)
from ozg_tui.desk.services.recording import Cell, Judging
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.services.recording import Held, Wish

_STORED = select(
    Rollout.id, Rollout.organisation_id, Rollout.service_id, Rollout.state, Rollout.since,
    Rollout.in_finder, Rollout.source, Rollout.remark,
).where(Rollout.organisation_id.in_(bindparam("ids", expanding=True)))  # fmt: skip


class Content(NamedTuple):
    """What is to be kept about one cell."""

    cell: Cell
    held: Held
    source: str | None
    remark: str | None


class _Stored(NamedTuple):
    id: int
    held: Held
    source: str | None
    remark: str | None


def understand(file: File) -> tuple[Understood, ...]:
    """Understand all rows.

    Raises `UnreadableError` for a list in which no column is about services.
    """
    if not any(field in file.mapped.places for field in SERVICE_FIELDS):
        raise UnreadableError(
            "Keine Spalte nennt eine Leistung: weder »Leistung« oder »LeiKa-Schlüssel« noch eine "
            "Überschrift, die so heißt wie ein Bündel oder eine Leistung im Bestand."
        )
    reader = Reader(file)
    drafts = [reader.draft(line) for line in file.lines() if line.values]
    beside = _Beside(file.desk, {draft.place for draft in drafts if draft.place})
    found = [each for draft in drafts for each in _judged(draft, beside)]
    changed = {each.record_id for each in found if each.record_id and each.differences}
    touched = of_staff(file.desk, "rollout", changed)
    return tuple(
        _asked(each, file.answers) if each.record_id in touched else each for each in found
    )


class _Beside:
    """What rows are held against: the store, and the rows of the file before them."""

    def __init__(self, desk: Desk, places: set[int]) -> None:
        self.judging = Judging(desk)
        self.stored = _stored(desk, places)
        self.seen: dict[Cell, Draft] = {}


def _judged(draft: Draft, beside: _Beside) -> Iterator[Understood]:
    """A row, once for each service that it is about."""
    if draft.faults:
        yield _told(draft, Outcome.FAILED)
    elif draft.questions or draft.place is None:
        yield _told(draft, Outcome.QUESTION)
    elif draft.said.says_nothing or not draft.services:
        yield _told(draft, Outcome.UNCHANGED)
    else:
        for service in draft.services:
            yield _cell(draft, Cell(draft.place, service), beside)


def _cell(draft: Draft, cell: Cell, beside: _Beside) -> Understood:
    first = beside.seen.setdefault(cell, draft)
    if first is not draft:
        return _again(draft, first)
    stored = beside.stored.get(cell)
    held = stored.held if stored else None
    judged = beside.judging.judged(cell, held, _wish(draft, held))
    if judged.refused:
        return _failed(draft, judged.refused)
    after = judged.held or held
    assert after is not None
    content = Content(
        cell, after, draft.texts.get("source") or (stored.source if stored else None),
        draft.texts.get("remark") or (stored.remark if stored else None) or draft.in_words or None,
    )  # fmt: skip
    if stored is None:
        return _told(draft, Outcome.NEW)._replace(content=content)
    differences = tuple(_differences(stored, content))
    outcome = Outcome.CHANGED if differences else Outcome.UNCHANGED
    return _told(draft, outcome)._replace(
        content=content, record_id=stored.id, differences=differences
    )


def _wish(draft: Draft, held: Held | None) -> Wish:
    said = draft.said
    return Wish(
        state=said.state,
        since=said.since.day if said.since else None,
        in_finder=said.in_finder,
        remark=draft.texts.get("remark"),
        corrects_since=held is not None and _contradicts(held, said),
    )


def _contradicts(held: Held, said: Said) -> bool:
    """Whether a state that stays is said to have begun at another time."""
    return (
        held.state is said.state
        and held.since is not None
        and said.since is not None
        and not said.since.may_be(held.since)
    )


def _again(draft: Draft, first: Draft) -> Understood:
    """A second row about the same cell."""
    if (first.said, first.texts) == (draft.said, draft.texts):
        return _told(draft, Outcome.UNCHANGED)
    return _failed(draft, f"Das steht schon in Zeile {first.row.line}, mit anderen Angaben.")


def _asked(row: Understood, answers: Mapping[str, str]) -> Understood:
    """What staff have written is never overwritten without being asked about."""
    overwritten = [each for each in row.differences if each.now]
    key = f"overwrite {row.line} {row.part} {row.record_id}"
    if not overwritten or answers.get(key) == TAKE:
        return row
    question = overwriting(key, row.line, row.title, overwritten)
    return row._replace(outcome=Outcome.QUESTION, questions=(question,))


def _failed(draft: Draft, sentence: str) -> Understood:
    fault = Fault(draft.row.line, draft.column, "", sentence)
    return _told(draft, Outcome.FAILED)._replace(faults=(fault,))


def _told(draft: Draft, outcome: Outcome) -> Understood:
    return Understood(
        draft.row.line, outcome, draft.title,
        questions=draft.questions, faults=draft.faults, part=draft.row.part,
    )  # fmt: skip


def _stored(desk: Desk, organisations: set[int]) -> Mapping[Cell, _Stored]:
    found = {}
    for ids in chunks(sorted(organisations)):
        rows = desk.read(lambda reader, ids=ids: reader.execute(_STORED, {"ids": ids}).all())  # type: ignore[misc]
        for row in rows:
            held = Held(state=RolloutState(row.state), since=row.since, in_finder=row.in_finder)
            cell = Cell(row.organisation_id, row.service_id)
            found[cell] = _Stored(row.id, held, row.source, row.remark)
    return found


def _differences(stored: _Stored, content: Content) -> Iterator[Difference]:
    before, after = stored.held, content.held
    pairs = (
        ("Stand", ROLLOUT_STATES[before.state], ROLLOUT_STATES[after.state]),
        ("Seit", *(format_date(each.since) if each.since else "" for each in (before, after))),
        ("Im Hessen-Finder", *("ja" if each.in_finder else "nein" for each in (before, after))),
        ("Quelle", stored.source or "", content.source or ""),
        ("Bemerkung", stored.remark or "", content.remark or ""),
    )
    return (Difference(label, now, then) for label, now, then in pairs if now != then)
