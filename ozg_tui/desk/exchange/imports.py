"""A file on its way into the desk: recognised, mapped, understood, decided about, taken over.

The screen and the command line walk the same way. Nothing is written before `take_over`, and that
writes all in one transaction, which is one unit of the history.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.errors import ConflictError
from db.history import unit_of
from db.tables import Change, Exchange
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.exchange.file import File, Watch
from ozg_tui.desk.exchange.kinds import Kind
from ozg_tui.desk.exchange.mapping import Mapped, map_columns, synonyms
from ozg_tui.desk.exchange.memory import last_change
from ozg_tui.desk.exchange.reading.recognise import bytes_of, read_table
from ozg_tui.desk.exchange.reading.table import Table, UnreadableError, Wanted
from ozg_tui.desk.exchange.understood import Fault, Outcome, Question, Understood, counted
from ozg_tui.text import clean

_TRIES = 3
_TAKEN_IN = (
    select(Exchange.content)
    .where(Exchange.direction == "in", Exchange.kind == bindparam("kind"))
    .order_by(Exchange.id.desc())
    .limit(100)
)
_WRITTEN = frozenset({Outcome.NEW, Outcome.CHANGED})
_OPEN = frozenset({Outcome.QUESTION, Outcome.FAILED})


class Chosen(NamedTuple):
    """What a person says about a file: how it is read, which column is what, answers so far."""

    wanted: Wanted = Wanted()
    columns: Mapping[str, str] = {}
    answers: Mapping[str, str] = {}


class Plan(NamedTuple):
    """A file as understood; `as_of` is the newest change of the store that it knew of.

    `said` are the columns that a person mapped by hand, now or for a file with the same headings.
    """

    kind: Kind
    name: str
    table: Table
    mapped: Mapped
    rows: tuple[Understood, ...]
    as_of: int
    said: Mapping[str, str] = MappingProxyType({})

    def number(self, outcome: Outcome) -> int:
        """How many rows came to this."""
        return counted(self.rows)[outcome]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that is open, in the order of the file."""
        return tuple(question for row in self.rows for question in row.questions)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """All that is wrong, in the order of the file."""
        return tuple(fault for row in self.rows for fault in row.faults)

    @property
    def is_whole(self) -> bool:
        """Whether every row is understood."""
        return not any(row.outcome in _OPEN for row in self.rows)


class Taken(NamedTuple):
    """A file that was taken over, and the unit of the history; None where nothing was written."""

    plan: Plan
    unit: str | None


_NOTHING_SAID = Chosen()


def open_file(
    desk: Desk, kind: Kind, path: Path, chosen: Chosen = _NOTHING_SAID, watch: Watch | None = None
) -> Plan:
    """Read and understand a file; writes nothing. Raises `InputError` with the place."""
    return understand(desk, kind, path.name, bytes_of(path), chosen, watch)


def understand(
    desk: Desk,
    kind: Kind,
    name: str,
    raw: bytes,
    chosen: Chosen = _NOTHING_SAID,
    watch: Watch | None = None,
) -> Plan:
    """Understand the bytes of a file called `name`. Raises `InputError` with the place."""
    known = synonyms(kind.code)
    table = kind.shaped(desk, read_table(raw, known.knows, chosen.wanted), known)
    said = chosen.columns or _remembered(desk, kind, table)
    mapped = map_columns(table, known, said)
    if not mapped.places:
        headings = ", ".join(f"»{clean(each)}«" for each in table.headings[:8] if each)
        raise UnreadableError(
            f"Keine Spalte wurde erkannt; als Überschriften stehen da: {headings or 'keine'}."
        )
    as_of = last_change(desk)
    rows = kind.understand(File(desk, table, mapped, chosen.answers, watch))
    return Plan(kind, name, table, mapped, rows, as_of, said)


def take_over(
    desk: Desk,
    plan: Plan,
    again: Callable[[], Plan],
    *,
    everything_or_nothing: bool = False,
    watch: Watch | None = None,
) -> Taken:
    """Write what is new and changed; questions and errors are left out.

    Understands the file `again` where somebody has changed meanwhile what it was compared with.
    With `everything_or_nothing` an open row keeps all others out. `watch` is told before the end
    how many rows are written; what it raises takes them back. Raises `ConflictError`.
    """
    territory(desk)
    for _ in range(_TRIES):
        if everything_or_nothing and not plan.is_whole:
            return Taken(plan, None)
        wanted = [row for row in plan.rows if row.outcome in _WRITTEN]
        if not wanted:
            return Taken(plan, None)
        with writing(desk, *plan.kind.needs) as session:
            if not _is_overtaken(session, plan):
                plan.kind.write(session, wanted)
                _journal(session, plan, len(wanted))
                if watch is not None:
                    watch(len(wanted))
                return Taken(plan, unit_of(session))
        plan = again()
    raise ConflictError("Der Bestand ändert sich gerade zu oft. Es wurde nichts übernommen.", {}, 0)


def _remembered(desk: Desk, kind: Kind, table: Table) -> Mapping[str, str]:
    """What was mapped by hand for the last file of this kind with the same headings."""
    contents = desk.read(lambda reader: reader.scalars(_TAKEN_IN, {"kind": kind.code}).all())
    headings = list(table.headings)
    for content in contents:
        if content["headings"] == headings and content.get("said"):
            said: dict[str, str] = content["said"]
            return said
    return {}


def _is_overtaken(session: DeskSession, plan: Plan) -> bool:
    newer = select(Change.id).where(
        Change.id > plan.as_of, Change.table_name.in_(plan.kind.watched)
    )
    return session.scalar(newer.limit(1)) is not None


def _journal(session: DeskSession, plan: Plan, rows: int) -> None:
    form = plan.table.format
    session.add(
        Exchange(
            at=session.now,
            actor=session.actor,
            direction="in",
            kind=plan.kind.code,
            format=form.type,
            file_name=clean(plan.name),
            rows=rows,
            unit=unit_of(session),
            content={
                "headings": list(plan.table.headings),
                "mapped": plan.mapped.mapped,
                "said": dict(plan.said),
                "new": plan.number(Outcome.NEW),
                "changed": plan.number(Outcome.CHANGED),
                "unchanged": plan.number(Outcome.UNCHANGED),
            },
        )
    )
