"""A text to read with a table in it: the cursor goes from row to row, the text scrolls with it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.message import Message

from ozg_tui.widgets.boxes import fit
from ozg_tui.widgets.ink import Ink, Line, Run
from ozg_tui.widgets.page import Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

MARK = 2
"""Cells at the left edge for the mark of the cursor."""


class RowPage(Page):
    """Rows of one line or several, and lines below them; Enter opens the row with the cursor."""

    class Opened(Message):
        """A row was chosen, by its place."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def __init__(self) -> None:
        super().__init__()
        self.row = 0
        self._ranges: list[range] = []
        """The lines of each row."""

    def show_rows(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], below: Sequence[str]
    ) -> None:
        """Show these rows with the cursor where it was, as far as there are so many."""
        self._ranges, first = [], 0
        for lines in rows:
            self._ranges.append(range(first, first + len(lines)))
            first += len(lines)
        self.row = min(self.row, max(0, len(rows) - 1))
        indent = " " * MARK
        told = [indent + line for line in chain(*rows, below)]
        self.show(told, [indent + line for line in head])

    def on_key(self, event: events.Key) -> None:
        """Move, or open the row."""
        if self.steer(event.key):
            event.stop()

    def steer(self, key: str) -> bool:
        """Do what a movement key asks; answers whether it was one."""
        page = max(1, self._height - 1)
        match key:
            case "down":
                self._move(1)
            case "up":
                self._move(-1)
            case "pagedown":
                self._turn(page)
            case "pageup":
                self._turn(-page)
            case "home":
                self.scroll_by(-len(self.lines))
                self._go(0)
            case "end":
                self._go(len(self._ranges) - 1)
                self.scroll_by(len(self.lines))
            case "enter":
                if self._ranges:
                    self.post_message(self.Opened(self.row))
            case _:
                return False
        return True

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked row; a second click opens it."""
        line = self.top + event.y - len(self.head)
        for place, lines in enumerate(self._ranges):
            if line in lines and event.y >= len(self.head):
                self._go(place)
                if event.chain > 1:
                    self.steer("enter")

    def drawn(self, y: int) -> Line:
        """As a page; the row with the cursor stands out."""
        shown = super().drawn(y)
        line = self.top + y - len(self.head)
        if y < len(self.head) or not self._ranges or line not in self._ranges[self.row]:
            return shown
        mark = "> " if line == self._ranges[self.row].start else "  "
        text = mark + str(self.lines[line])[MARK:]
        return (Run(fit(text, len(shown[0].text)), Ink.HERE), *shown[1:])

    @property
    def attention(self) -> Offset:
        """The row with the cursor, where it is seen."""
        line = self._ranges[self.row].start - self.top if self._ranges else 0
        return Offset(0, len(self.head) + max(0, min(line, self._height - 1)))

    def _move(self, rows: int) -> None:
        """To the next row; what stands below the last one is scrolled to, and back."""
        here = self._ranges[self.row] if self._ranges else range(0)
        is_last = rows > 0 and self.row >= len(self._ranges) - 1
        is_above = rows < 0 and here.start < self.top
        if not self._ranges or is_last or is_above:
            self.scroll_by(rows)
        else:
            self._go(self.row + rows)

    def _turn(self, lines: int) -> None:
        self.scroll_by(lines)
        seen = range(self.top, self.top + self._height)
        places = [at for at, row in enumerate(self._ranges) if row.start in seen]
        if places and self.row not in places:
            self.row = places[0] if lines > 0 else places[-1]
        self.redraw()

    def _go(self, row: int) -> None:
        if not self._ranges:
            return
        self.row = max(0, min(row, len(self._ranges) - 1))
        lines = self._ranges[self.row]
        lowest = max(0, lines.stop - self._height)
        self.top = min(max(self.top, lowest), lines.start)
        self.redraw()
