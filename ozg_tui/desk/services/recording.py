"""Recording the roll-out: one cell, a bundle or a thousand marked cells, in one save.

What a person agrees to is a preview; the save refuses when somebody else was faster, so that
nobody's record is overwritten unseen. All of it is one unit of the history: one `u` takes it back.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import ConflictError, RefusedError
from db.tables import Rollout
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import DeskSession, reading, writing
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.services.bundles import BundleView, bundles
from ozg_tui.rules.services.recording import Held, Judged, Where, Wish, judge

_AT_ONCE = 500
"""Numbers in one question; the databases take no more than some thousand."""


class Cell(NamedTuple):
    """A service at a Kommune."""

    organisation_id: int
    service_id: int


class Order(NamedTuple):
    """What is to be recorded where, and how it became known."""

    cells: tuple[Cell, ...]
    wish: Wish
    source: str | None = None


class Refusal(NamedTuple):
    """A cell that stays as it is, and why."""

    cell: Cell
    sentence: str


class Preview(NamedTuple):
    """What an order would do. `versions` are those of the rows that it was judged by."""

    order: Order
    changes: Mapping[Cell, Held]
    unchanged: int
    not_competent: int
    refused: tuple[Refusal, ...]
    hints: Mapping[str, int]
    versions: Mapping[Cell, int]

    @property
    def text(self) -> str:
        """`23 ändern, 2 unverändert, 1 nicht zuständig`, and what is refused with its first reason.

        What looks odd follows, each with how often.
        """
        parts = [f"{len(self.changes)} ändern"]
        if self.unchanged:
            parts.append(f"{self.unchanged} unverändert")
        if self.not_competent:
            parts.append(f"{self.not_competent} nicht zuständig")
        if self.refused:
            parts.append(f"{len(self.refused)} abgelehnt ({self.refused[0].sentence})")
        hints = (f"{number} {hint}" for hint, number in self.hints.items())
        return "; ".join([", ".join(parts), *hints])


def preview(desk: Desk, order: Order) -> Preview:
    """Judge every cell of an order as it is stored now; nothing is written."""
    judging = Judging(desk)
    with reading(desk) as session:
        return judging.of(order, _stored(session, order.cells))


def record(desk: Desk, agreed: Preview) -> int:
    """Write what a preview has shown, in one transaction; answers how many cells changed.

    Raises `RefusedError` when there is nothing to write, and `ConflictError` when one of the cells
    was changed since: the preview is then another one.
    """
    order = agreed.order
    if not agreed.changes:
        reason = agreed.refused[0].sentence if agreed.refused else "Alles ist schon so eingetragen."
        raise RefusedError(f"Es wurde nichts geändert. {reason}")
    judging = Judging(desk)
    try:
        with writing(desk) as session:
            rows = _stored(session, order.cells, lock=True)
            now = judging.of(order, rows)
            if now.versions != agreed.versions or now.changes != agreed.changes:
                raise ConflictError(_conflict(rows, agreed))
            with session.no_autoflush:
                for cell, held in now.changes.items():
                    _write(session, rows.get(cell), cell, held, order)
    except RefusedError as error:
        if isinstance(error.__cause__, IntegrityError):
            raise ConflictError(_conflict({}, agreed)) from error
        raise
    return len(agreed.changes)


class Judging:
    """Everything that the rules want to know about cells of the matrix, read once."""

    def __init__(self, desk: Desk) -> None:
        self._today = desk.today()
        self._land = territory(desk)
        self._of_service: dict[int, tuple[BundleView, tuple[str, ...]]] = {
            service.id: (bundle, service.kinds)
            for bundle in bundles(desk)
            for service in bundle.services
        }

    def of(self, order: Order, rows: Mapping[Cell, Rollout]) -> Preview:
        """What an order does to these rows."""
        changes: dict[Cell, Held] = {}
        refused, hints = [], Counter[str]()
        unchanged = not_competent = 0
        for cell in dict.fromkeys(order.cells):
            row = rows.get(cell)
            judged = self.judged(cell, _held(row) if row else None, order.wish)
            if judged.held is not None:
                changes[cell] = judged.held
                hints.update(judged.hints)
            elif not judged.is_competent:
                not_competent += 1
            elif judged.refused:
                refused.append(Refusal(cell, judged.refused))
            else:
                unchanged += 1
        versions = {cell: row.version for cell, row in rows.items()}
        return Preview(
            order, changes, unchanged, not_competent, tuple(refused), dict(hints), versions
        )

    def judged(self, cell: Cell, held: Held | None, wish: Wish) -> Judged:
        """What a wish comes to at one cell, where so much is recorded."""
        bundle, kinds = self._of_service[cell.service_id]
        where = _where(self._land, cell.organisation_id, self._today, kinds, bundle.months)
        return judge(held, wish, where, self._today)


def _where(
    land: Territory, organisation_id: int, today: date, kinds: Sequence[str], months: Sequence[str]
) -> Where:
    place = land.by_id.get(organisation_id)
    successor = land.successors.get(organisation_id)
    return Where(
        place.on(today) if place is not None else None,
        land.name(successor) if successor is not None else "",
        kinds,
        months,
    )


def _held(row: Rollout) -> Held:
    return Held(state=RolloutState(row.state), since=row.since, in_finder=row.in_finder)


def _stored(
    session: DeskSession, cells: Iterable[Cell], *, lock: bool = False
) -> dict[Cell, Rollout]:
    """The rows of the cells that have one, in one order for all who lock several."""
    wanted = set(cells)
    organisations: dict[int, set[int]] = {}
    for cell in wanted:
        organisations.setdefault(cell.service_id, set()).add(cell.organisation_id)
    found: dict[Cell, Rollout] = {}
    for service_id in sorted(organisations):
        numbers = sorted(organisations[service_id])
        for start in range(0, len(numbers), _AT_ONCE):
            question = (
                select(Rollout)
                .where(
                    Rollout.service_id == service_id,
                    Rollout.organisation_id.in_(numbers[start : start + _AT_ONCE]),
                )
                .order_by(Rollout.organisation_id)
            )
            if lock:
                question = question.with_for_update()
            for row in session.scalars(question):
                found[Cell(row.organisation_id, row.service_id)] = row
    return found


def _write(session: DeskSession, row: Rollout | None, cell: Cell, held: Held, order: Order) -> None:
    if row is None:
        row = Rollout(organisation_id=cell.organisation_id, service_id=cell.service_id)
        session.add(row)
    row.state, row.since, row.in_finder = held.state, held.since, held.in_finder
    row.remark = order.wish.remark or row.remark
    row.source = order.source or row.source


def _conflict(rows: Mapping[Cell, Rollout], agreed: Preview) -> str:
    changed = [row for cell, row in rows.items() if agreed.versions.get(cell) != row.version]
    who = changed[0].changed_by if changed else None
    return (
        f"{who or 'Jemand'} hat inzwischen etwas davon geändert. Es wurde nichts gesichert; bitte "
        "die Vorschau noch einmal ansehen."
    )
