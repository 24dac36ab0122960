"""The rows of the matrix: Kommunen by name, filtered, read page by page.

A page reads on in blocks until it is full, so that a filter that lets many through answers at once
however many Kommunen there are.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.neighbours import neighbours_of
from ozg_tui.desk.search.lists import Line, Scope, lines
from ozg_tui.desk.services.bundles import BundleView
from ozg_tui.desk.services.cells import BundleCell, bundle_cells

BLOCK = 60
_ALL_IN_A_BLOCK = 1_000


class Row(NamedTuple):
    """A Kommune of the matrix; `position` is its place in the list that it came from."""

    position: int
    id: int
    name: str
    kind: OrganisationKind
    district: str


Test = Callable[[BundleCell], bool]


class Condition(NamedTuple):
    """What a Kommune must have made of one bundle or service; `code` names the test."""

    code: str
    bundle: BundleView
    """The bundle, with all its services or the one that is meant."""


class Wanted(NamedTuple):
    """Which Kommunen are shown: those that a text finds, around one of them, on a condition."""

    text: str = ""
    around: int | None = None
    condition: Condition | None = None


CONDITIONS: dict[str, tuple[str, Test]] = {
    "live": ("mindestens eine live", lambda cell: cell.live > 0),
    "all_live": ("alle live", lambda cell: cell.live == cell.competent > 0),
    "not_all_live": ("zuständig und nicht alle live", lambda cell: cell.live < cell.competent),
    "no_finder": ("live, aber nicht im Hessen-Finder", lambda cell: cell.in_finder < cell.live),
    "begun": ("geplant, in Anbindung oder im Test", lambda cell: cell.begun > 0),
    "disturbed": ("gestört", lambda cell: cell.disturbed > 0),
    "unknown": ("nichts erfasst", lambda cell: cell.competent > 0 and not cell.stated),
}
"""What a column can be filtered by: the code, its words, its test."""


def page(desk: Desk, wanted: Wanted, limit: int, after: int | None = None) -> list[Row]:
    """The next rows behind a position, or the first ones. Raises `FilterError` for the text."""
    found: list[Row] = []
    scope = Scope(Kind.MUNICIPALITY, Kind.MUNICIPALITY, wanted.text)
    around = _around(desk, wanted.around)
    # Who lets nothing fall reads exactly a page.
    size = limit if around is None and wanted.condition is None else max(limit, BLOCK)
    while len(found) < limit:
        block = lines(desk, scope, size, after=after)
        rows = [_row(line) for line in block]
        if around is not None:
            rows = [row for row in rows if row.id in around]
        found += _fitting(desk, rows, wanted.condition)
        if len(block) < size:
            break
        after, size = block[-1].position, min(2 * size, _ALL_IN_A_BLOCK)
    return found[:limit]


def everything(desk: Desk, wanted: Wanted) -> list[Row]:
    """All rows; takes a moment where there are thousands."""
    found: list[Row] = []
    after = None
    while block := page(desk, wanted, _ALL_IN_A_BLOCK, after):
        found += block
        after = block[-1].position
    return found


def _row(line: Line) -> Row:
    return Row(line.position, line.record_id, line.title, OrganisationKind(line.state), line.place)


def _around(desk: Desk, organisation_id: int | None) -> frozenset[int] | None:
    if organisation_id is None:
        return None
    return frozenset({organisation_id, *neighbours_of(desk, organisation_id, desk.today())})


def _fitting(desk: Desk, rows: Sequence[Row], condition: Condition | None) -> Sequence[Row]:
    if condition is None or not rows:
        return rows
    test = CONDITIONS[condition.code][1]
    cells = bundle_cells(desk, {row.id: row.kind for row in rows}, (condition.bundle,))
    return [row for row in rows if test(cells[row.id, condition.bundle.id])]
