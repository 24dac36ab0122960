"""Lines of a screen whose pieces are drawn by what they mean, and widgets made of such lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip
from textual.widget import Widget


class Ink(StrEnum):
    """What a piece of a line means; the word that is drawn says it, too."""

    PLAIN = ""
    MUTED = "ink--muted"
    RULE = "ink--rule"
    TITLE = "ink--title"
    STRONG = "ink--strong"
    GOOD = "ink--good"
    BAD = "ink--bad"
    OPEN = "ink--open"
    HERE = "ink--here"


class Run(NamedTuple):
    """A piece of a line."""

    text: str
    ink: Ink = Ink.PLAIN


Line = tuple[Run, ...]
Inked = tuple[tuple[str, Ink], ...]
"""Pieces of a text with what they mean, in their order."""

_FEW_ROWS = 6
"""Up to so many rows are repainted one by one; Textual paints all together faster than more."""

ASCII_CLASS = "-ascii"
"""The class of the App where frames are drawn with what every terminal has."""

_ASCII = str.maketrans("─│┬┼┴├┤█░▌", "-|+++++#.#")


def runs(text: str, inked: Inked = ()) -> Line:
    """The text in pieces; one that was cut off is drawn as the rest."""
    found: list[Run] = []
    for piece, ink in inked:
        before, meant, rest = text.partition(piece)
        if meant:
            found += [Run(before), Run(meant, ink)]
            text = rest
    return tuple(run for run in (*found, Run(text)) if run.text)


def text_of(line: Iterable[Run]) -> str:
    """The line without its inks."""
    return "".join(run.text for run in line)


def divided(line: Line, first: int, last: int) -> tuple[Line, str, Line]:
    """What stands before a column, from there to another one without its inks, and behind."""
    before, rest = _split(line, first)
    here, after = _split(rest, last - first)
    return before, set_cell_size(text_of(here), last - first), after


def _split(line: Line, column: int) -> tuple[Line, Line]:
    before: list[Run] = []
    for index, (text, ink) in enumerate(line):
        size = cell_len(text)
        if size > column:
            at = next(at for at in range(len(text) + 1) if cell_len(text[:at]) >= column)
            left = set_cell_size(text[:at], column)
            right = text[at:].rjust(len(text[at:]) + size - column - cell_len(text[at:]))
            return (*before, Run(left, ink)), (Run(right, ink), *line[index + 1 :])
        before.append(Run(text, ink))
        column -= size
    return (*before, Run(" " * column)), ()


class InkedLines(Widget):
    """Draws lines itself and repaints what differs; `drawn` says what stands in a row.

    The terminal's cursor stands where the attention is (`attention`), for those who follow it with
    a screen reader.
    """

    DEFAULT_CSS = """
    InkedLines > .ink--muted { color: $text-muted; }
    InkedLines > .ink--rule { color: $border; }
    InkedLines > .ink--title { color: $text-accent; text-style: bold; }
    InkedLines > .ink--strong { text-style: bold; }
    InkedLines > .ink--good { color: $text-success; }
    InkedLines > .ink--bad { color: $text-error; text-style: bold; }
    InkedLines > .ink--open { color: $text-warning; }
    InkedLines > .ink--here {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {ink.value for ink in Ink if ink}

    def __init__(self) -> None:
        super().__init__()
        self._ink_styles: dict[Ink, Style] = {}
        self._rows: dict[int, tuple[Strip, Line]] = {}

    def drawn(self, y: int) -> Line:
        """The pieces of this row of the widget."""
        raise NotImplementedError

    @property
    def attention(self) -> Offset:
        """Where in the widget somebody looks."""
        return Offset(0, 0)

    def render_line(self, y: int) -> Strip:
        """One row, padded to the width."""
        line = self.drawn(y)
        known = self._rows.get(y)
        if known is not None and known[1] == line and known[0].cell_length == self.size.width:
            return known[0]
        strip = self._strip(line)
        self._rows[y] = strip, line
        return strip

    def redraw(self) -> None:
        """Repaint what looks different from what was drawn last, and nothing else."""
        width = self.size.width
        differing: list[tuple[int, Line, Line]] = []
        for y in range(self.size.height):
            known = self._rows.get(y)
            if known is None:
                self.refresh()
                return
            if (line := self.drawn(y)) != known[1]:
                differing.append((y, known[1], line))
        if len(differing) > _FEW_ROWS:
            first, last = differing[0][0], differing[-1][0]
            self.refresh(Region(0, first, width, last - first + 1))
        elif differing:
            self.refresh(*(_changed(width, *each) for each in differing))

    def notify_style_update(self) -> None:
        """Forget what was drawn when colours change."""
        super().notify_style_update()
        self._ink_styles.clear()
        self._rows.clear()

    def on_resize(self) -> None:
        """Draw all of it for the new size."""
        self._rows.clear()

    def _strip(self, line: Sequence[Run]) -> Strip:
        ascii_only = self.app.has_class(ASCII_CLASS)
        width, left = self.size.width, self.size.width
        segments = []
        for text, ink in line:
            shown = text.translate(_ASCII) if ascii_only else text
            size = cell_len(shown)
            if size > left:
                shown, size = set_cell_size(shown, left), left
            left -= size
            segments.append(Segment(shown, self._style(ink)))
        if left:
            segments.append(Segment(" " * left, self._style(Ink.PLAIN)))
        return Strip(segments, width)

    def _style(self, ink: Ink) -> Style:
        style = self._ink_styles.get(ink)
        if style is None:
            style = self.get_component_rich_style(ink.value) if ink else self.rich_style
            self._ink_styles[ink] = style
        return style


def _changed(width: int, y: int, before: Line, after: Line) -> Region:
    """From the first to the last cell that two lines of this width have differently."""
    pairs = zip(_by_cell(before, width), _by_cell(after, width), strict=True)
    cells = [x for x, (one, other) in enumerate(pairs) if one != other]
    return Region(cells[0], y, cells[-1] - cells[0] + 1, 1) if cells else Region(0, y, width, 1)


def _by_cell(line: Line, width: int) -> list[tuple[str, Ink]]:
    """What stands in each cell; a wide character stands in both of its cells."""
    cells = []
    for text, ink in line:
        if text.isascii():
            cells += [(letter, ink) for letter in text]
            continue
        for letter in text:
            size = cell_len(letter)
            if size:
                cells += [(letter, ink)] * size
            elif cells:
                cells[-1] = (cells[-1][0] + letter, ink)
    return [*cells, *[(" ", Ink.PLAIN)] * (width - len(cells))][:width]
