"""Answers: a report run in one state of the store, with what makes it repeatable."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from db.past import Known, known_before, known_now, one_state
from ozg_tui.clock import Clock, day_of
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column, written
from ozg_tui.desk.reports.asking import asked_for, said
from ozg_tui.desk.reports.days import end_of
from ozg_tui.desk.reports.report import Asked, Counted, Found, Report, Row
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.in_force import to_go_by


class Answer(NamedTuple):
    """What a report answers, to what, and from what.

    `parameters` say in words what was asked for, `rules` which rule sets it went by. `receipt` is a
    hash over the question, the rows and the figures.
    """

    report: Report
    asked: Asked
    made: date
    parameters: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]
    found: Found
    known: Known
    rows: int
    receipt: str

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of this answer."""
        return self.found.columns or self.report.columns


_INSTANT = timedelta(microseconds=1)


class _Then(Clock):
    """The clock of a moment that is past, or of one that must not go on meanwhile."""

    def __init__(self, moment: datetime) -> None:
        self._moment = moment

    def now(self) -> datetime:
        return self._moment


def ask(desk: Desk, report: Report, typed: Mapping[str, str]) -> Answer:
    """Run a report on what was typed. Raises as `asked_for`."""
    return _run(desk, report, lambda here: asked_for(here, report, typed))


def ask_anew(desk: Desk, report: Report, asked: Asked) -> Answer:
    """Run a report on what was asked before, in the store as it is now."""
    return _run(desk, report, lambda _here: asked)


def _run(desk: Desk, report: Report, question: Callable[[Desk], Asked]) -> Answer:
    moment = desk.clock.now()
    with one_state(desk.engine) as reader:
        here = desk.at(reader, _Then(moment))
        asked, known = question(here), known_now(reader)
        if not _looks_back(report, asked, moment):
            return _answer(here, report, asked, known, here.today())
        known = known_before(reader, end_of(asked.on))
    return again(desk, report, asked, moment, known)


def again(desk: Desk, report: Report, asked: Asked, moment: datetime, known: Known) -> Answer:
    """Run a report on what was asked before, in a store as it was known at that moment."""
    then = end_of(asked.on) - _INSTANT if _looks_back(report, asked, moment) else moment
    with one_state(desk.engine, known) as reader:
        return _answer(desk.at(reader, _Then(then)), report, asked, known, day_of(moment))


def _looks_back(report: Report, asked: Asked, moment: datetime) -> bool:
    """Whether the answer comes from the store as it was known when the day ended."""
    return report.as_known and asked.on < day_of(moment)


def rows_of(rows: Sequence[Row]) -> int:
    """How many rows of the store lines count, each once."""
    return sum(map(len, counted_rows(rows).values()))


def counted_rows(rows: Sequence[Row]) -> dict[str, list[int]]:
    """The numbers of all rows that lines count, table by table, each once."""
    tables: dict[str, set[int]] = defaultdict(set)
    for row in rows:
        for each in row.counted:
            tables[each.table].update(each.ids)
    return {name: sorted(tables[name]) for name in sorted(tables)}


def _answer(desk: Desk, report: Report, asked: Asked, known: Known, made: date) -> Answer:
    found = report.find(desk, asked)
    return Answer(
        report=report,
        asked=asked,
        made=made,
        parameters=said(desk, report, asked),
        rules=_rules(desk, report, asked.on),
        found=found,
        known=known,
        rows=rows_of(found.rows),
        receipt=receipt_of(report, asked, found),
    )


def _rules(desk: Desk, report: Report, on: date) -> tuple[str, ...]:
    used = [to_go_by(rule_sets(desk), topic, on) for topic in report.rules]
    return tuple(each.code for each in used if each is not None)


def receipt_of(report: Report, asked: Asked, found: Found) -> str:
    """The hash over a question, the rows that its answer counts, and the figures."""
    content = {
        "report": report.code,
        "asked": stored(asked),
        "rows": counted_rows(found.rows),
        "figures": [[written(cell) for cell in row.cells] for row in found.rows],
    }
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def stored(asked: Asked) -> dict[str, Any]:
    """A question as a receipt keeps it."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asked._asdict().items()
    }


def of_line(counted: tuple[Counted, ...]) -> dict[str, list[int]]:
    """The rows behind one line, table by table."""
    return {each.table: list(each.ids) for each in counted}
