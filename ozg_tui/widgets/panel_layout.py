"""Where panels stand and what each of them shows: rows of text, without a screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ozg_tui.german.counting import counted
from ozg_tui.widgets.boxes import Box, fit, frame

MARK = "> "
"""Stands before the line with the cursor; all others are indented as far."""
_EDGE = 2
"""The columns that a frame takes on one side with its blank."""


class PanelLine(NamedTuple):
    """A line; `target` is what the screen makes of it when it is chosen.

    A line without a target is passed over by the cursor while its panel has others. `full` is what
    the line says where there is room for all of it; empty when that is the text.
    """

    text: str
    target: Any = None
    full: str = ""


class Panel(NamedTuple):
    """A titled frame of lines; without a title bare lines over the whole width.

    `rows` is how many lines it shows at once, None for all; the cursor brings the others.
    """

    title: str
    lines: tuple[PanelLine, ...]
    rows: int | None = None

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
    """All panels as rows of text, and where each one is."""

    rows: tuple[str, ...]
    places: tuple[Place, ...]
    beside: tuple[tuple[int, ...], ...]
    """The panels of each row of panels, from the left."""

    def row_of(self, panel: int) -> int:
        """In which row of panels a panel is."""
        return next(number for number, each in enumerate(self.beside) if panel in each)


def lay_out(panels: Sequence[Panel], width: int, tops: Mapping[int, int]) -> Layout:
    """Two framed panels in each row, a bare one alone; `tops` are the first lines to show."""
    rows: list[str] = []
    places: dict[int, Place] = {}
    beside = tuple(_rows_of(panels))
    for numbers in beside:
        height = max(_wanted(panels[number]) for number in numbers)
        column, parts = 0, []
        for number in numbers:
            panel = panels[number]
            size = width // 2 if number == numbers[0] and len(numbers) > 1 else width - column
            shown = min(len(panel.lines), height)
            top = max(0, min(tops.get(number, 0), len(panel.lines) - shown))
            lines = [line.text for line in panel.lines[top : top + shown]]
            if panel.title:
                inside = tuple(" " * len(MARK) + text for text in lines)
                left = len(panel.lines) - shown
                parts.append(list(frame(Box(panel.title, inside, _more(left)), size, height)))
                place = Place(len(rows) + 1, column + _EDGE, size - 2 * _EDGE, top, shown)
            else:
                parts.append([fit(" " * len(MARK) + text, size) for text in lines])
                place = Place(len(rows), column, size, top, shown)
            places[number] = place
            column += size
        rows += ["".join(pieces) for pieces in zip(*parts, strict=True)]
    return Layout(tuple(rows), tuple(places[number] for number in range(len(panels))), beside)


def inner_width(width: int) -> tuple[int, int]:
    """How many columns a line has in the left and in the right panel of a row."""
    half = width // 2
    taken = 2 * _EDGE + len(MARK)
    return half - taken, width - half - taken


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


def _more(lines: int) -> str:
    return counted(lines, "Zeile mehr", "Zeilen mehr") if lines else ""
