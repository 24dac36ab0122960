"""Where panels stand and what each of them shows: rows of text, without a screen.

A panel hangs on a rule that bears its title; one upright line parts those beside each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ozg_tui.german.counting import counted
from ozg_tui.widgets.boxes import cells, cut, fit
from ozg_tui.widgets.ink import Ink, Inked, Line, Run, runs, text_of

MARK = "> "
"""Stands before the line with the cursor; all others are indented as far."""
_PARTED = 2
"""The columns between the lines of two panels: a blank and the upright line."""

_AT_THE_EDGE = 1
"""The column that stays free at the right edge of the screen."""


class PanelLine(NamedTuple):
    """A line; `target` is what the screen makes of it when it is chosen.

    A line without a target is passed over by the cursor while its panel has others. `full` is what
    the line says where there is room for all of it; empty when that is the text. `inked` are pieces
    of the text that mean something.
    """

    text: str
    target: Any = None
    full: str = ""
    inked: Inked = ()


class Panel(NamedTuple):
    """Lines below a title; without one bare lines over the whole width.

    `rows` is how many lines it shows at once, None for all; the cursor brings the others. `inked`
    are pieces of the title.
    """

    title: str
    lines: tuple[PanelLine, ...]
    rows: int | None = None
    inked: Inked = ()

    @property
    def stops(self) -> tuple[int, ...]:
        """The lines that the cursor stops at."""
        chosen = tuple(n for n, line in enumerate(self.lines) if line.target is not None)
        return chosen or tuple(range(len(self.lines)))

    def nearest(self, line: int) -> int:
        """The stop nearest to a line."""
        return min(self.stops, key=lambda stop: abs(stop - line))


class Place(NamedTuple):
    """Where a panel is drawn: its first line's row and column, the columns of a line, and which
    lines are shown."""

    row: int
    column: int
    width: int
    top: int
    shown: int


class Layout(NamedTuple):
    """All panels as rows, and where each one is."""

    rows: tuple[Line, ...]
    places: tuple[Place, ...]
    beside: tuple[tuple[int, ...], ...]
    """The panels of each row of panels, from the left."""

    def row_of(self, panel: int) -> int:
        """In which row of panels a panel is."""
        return next(number for number, each in enumerate(self.beside) if panel in each)


def lay_out(panels: Sequence[Panel], width: int, tops: Mapping[int, int]) -> Layout:
    """Two panels in each row, a bare one alone; `tops` are the first lines to show."""
    rows: list[Line] = []
    places: dict[int, Place] = {}
    beside = tuple(_rows_of(panels))
    was_parted = False
    for numbers in beside:
        height = max(_wanted(panels[number]) for number in numbers)
        is_parted = len(numbers) > 1
        if panels[numbers[0]].title:
            above = [panels[number] for number in numbers]
            rows.append(_rule(above, width, height, was_parted=was_parted))
        column, parts = 0, []
        for number in numbers:
            panel = panels[number]
            size = _left_size(width) if is_parted and number == numbers[0] else width - column
            edge = _AT_THE_EDGE if number == numbers[-1] and panel.title else 0
            shown = min(len(panel.lines), height)
            top = max(0, min(tops.get(number, 0), len(panel.lines) - shown))
            places[number] = Place(len(rows), column, size - edge, top, shown)
            lines = panel.lines[top : top + shown] + (_NOTHING,) * (height - shown)
            parts.append([_drawn(line, size - edge) for line in lines])
            column += size + _PARTED
        rows += [_joined(pieces) for pieces in zip(*parts, strict=True)]
        was_parted = is_parted
    return Layout(tuple(rows), tuple(places[number] for number in range(len(panels))), beside)


def inner_width(width: int) -> tuple[int, int]:
    """How many columns a line has in the left and in the right panel of a row."""
    left = _left_size(width)
    return left - len(MARK), width - left - _PARTED - _AT_THE_EDGE - len(MARK)


_NOTHING = PanelLine("")


def _left_size(width: int) -> int:
    """The columns of the left panel, with the blanks before its lines."""
    return width // 2 - _PARTED


def _drawn(line: PanelLine, size: int) -> Line:
    return (Run(" " * len(MARK)), *runs(fit(line.text, size - len(MARK)), line.inked))


def _joined(pieces: Sequence[Line]) -> Line:
    """Lines beside each other, with the upright line between them."""
    first, *others = pieces
    line = list(first)
    for other in others:
        line += [Run(" "), Run("│", Ink.RULE), *other]
    return tuple(line)


def _rule(panels: Sequence[Panel], width: int, height: int, *, was_parted: bool) -> Line:
    """The rule above panels: their titles, and where it meets the upright line."""
    left = _left_size(width) + 1
    if len(panels) == 1:
        *before, rule = _titled(panels[0], width, height)
        at = left - cells(text_of(before))
        if was_parted and rule.text[at : at + 1] == "─":
            rule = Run(f"{rule.text[:at]}┴{rule.text[at + 1 :]}", Ink.RULE)
        return (*before, rule)
    first, second = panels
    return (
        *_titled(first, left, height),
        Run("┼" if was_parted else "┬", Ink.RULE),
        *_titled(second, width - left - 1, height),
    )


def _titled(panel: Panel, width: int, height: int) -> Line:
    """A title on its rule, and how many lines the cursor brings."""
    more = len(panel.lines) - min(len(panel.lines), height)
    foot = f" {counted(more, 'Zeile mehr', 'Zeilen mehr')} ─" if more else ""
    if cells(panel.title) > width - 4 - cells(foot) and more:
        foot = f" +{more} ─"
    title = cut(panel.title, width - 4 - cells(foot))
    rest = width - 3 - cells(title) - cells(foot)
    return (
        Run("─ ", Ink.RULE),
        *(run if run.ink else Run(run.text, Ink.TITLE) for run in runs(title, panel.inked)),
        Run(" " + "─" * rest + foot, Ink.RULE),
    )


def top_for(panel: Panel, place: Place, line: int) -> int:
    """The first line to show so that this one is seen, with what stands above the first stop and
    below the last."""
    first, last = line, line
    if line == panel.stops[0]:
        first = 0
    if line == panel.stops[-1]:
        last = len(panel.lines) - 1
    top = max(last - place.shown + 1, min(place.top, first))
    return max(line - place.shown + 1, min(top, line))


def _rows_of(panels: Sequence[Panel]) -> list[tuple[int, ...]]:
    rows: list[tuple[int, ...]] = []
    for number, panel in enumerate(panels):
        if panel.title and rows and len(rows[-1]) == 1 and panels[rows[-1][0]].title:
            rows[-1] = (*rows[-1], number)
        else:
            rows.append((number,))
    return rows


def _wanted(panel: Panel) -> int:
    return len(panel.lines) if panel.rows is None else min(panel.rows, len(panel.lines))
