"""A list of any length, drawn line by line: a million rows cost what one screenful costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.message import Message

from ozg_tui.german.counting import number
from ozg_tui.widgets.boxes import fit
from ozg_tui.widgets.ink import Ink, InkedLines, Run
from ozg_tui.widgets.ink import Line as Drawn
from ozg_tui.widgets.window import Source, Window

if TYPE_CHECKING:
    from textual import events

    from ozg_tui.desk.search.lists import Line


@dataclass(frozen=True)
class Column:
    """A column: its title, its share of the width, and how a line fills it."""

    title: str
    share: int
    text: Callable[[Line], str]


@dataclass
class Told:
    """What a list says of its lines beside their number."""

    note: str = ""


_HEAD_LINES = 1
_FOOT_LINES = 1
_MARK = 2
_GAP = 1


class WindowList(InkedLines, can_focus=True):
    """Shows a window of lines with a cursor, a head line with titles and a foot with counts."""

    DEFAULT_CSS = "WindowList { height: 1fr; }"

    class Opened(Message):
        """A line was chosen with Enter."""

        def __init__(self, line: Line) -> None:
            super().__init__()
            self.line = line

    def __init__(self, columns: tuple[Column, ...], source: Source, *, empty: str) -> None:
        super().__init__()
        self.columns = columns
        self.empty = empty
        self.total: int | None = None
        self.total_is_exact = True
        self.hints: dict[int, str] = {}
        """What the last column says of a line instead of its own text, by position."""
        self.told = Told()
        self.window = Window(source, self.redraw)

    @property
    def current(self) -> Line | None:
        """The line with the cursor."""
        return self.window.current

    def set_total(self, total: int, *, exact: bool) -> None:
        """Tell how many lines the whole list has; not exact means at least so many."""
        self.total, self.total_is_exact = total, exact
        self.redraw()

    def say_empty(self, sentence: str) -> None:
        """Tell what stands where no line is."""
        if sentence != self.empty:
            self.empty = sentence
            self.redraw()

    def on_resize(self) -> None:
        """Keep the window as high as the space between head and foot."""
        super().on_resize()
        self.window.resize(self.size.height - _HEAD_LINES - _FOOT_LINES)

    def on_key(self, event: events.Key) -> None:
        """Move the cursor, or open the line."""
        if self.steer(event.key):
            event.stop()

    def steer(self, key: str) -> bool:
        """Do what a movement key asks; answers whether it was one."""
        match key:
            case "down" | "j":
                self.window.move(1)
            case "up":
                self.window.move(-1)
            case "pagedown":
                self.window.page(1)
            case "pageup":
                self.window.page(-1)
            case "home":
                self.window.first()
            case "end":
                self.window.last(self.total if self.total_is_exact else None)
            case "enter":
                if self.current is not None:
                    self.post_message(self.Opened(self.current))
            case _:
                return False
        return True

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self.window.move(3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll with the wheel."""
        self.window.move(-3)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked line; a second click opens it."""
        index = self.window.top + event.y - _HEAD_LINES
        if 0 <= index < len(self.window.lines):
            if index == self.window.cursor and event.chain > 1:
                self.steer("enter")
            else:
                self.window.move(index - self.window.cursor)

    def drawn(self, y: int) -> Drawn:
        """One line of the widget: titles, a row, an explanation of emptiness, or the counts."""
        width = self.size.width
        if y == 0:
            titles = [column.title for column in self.columns]
            return (Run(" " * _MARK + self._joined(titles, width - _MARK), Ink.TITLE),)
        if y == self.size.height - 1:
            return (Run(self._foot(), Ink.MUTED),)
        index = self.window.top + y - _HEAD_LINES
        if index >= len(self.window.lines):
            text = self.empty if not self.window.lines and y == _HEAD_LINES + 1 else ""
            return (Run(" " * _MARK + text),)
        return self._row(index, width)

    @property
    def attention(self) -> Offset:
        """The line with the cursor; where there is none, what is said of that."""
        if not self.window.lines:
            return Offset(_MARK, _HEAD_LINES + 1)
        return Offset(0, _HEAD_LINES + self.window.cursor - self.window.top)

    def _row(self, index: int, width: int) -> Drawn:
        line = self.window.lines[index]
        cells = [column.text(line) for column in self.columns]
        cells[-1] = self.hints.get(line.position, "") or cells[-1]
        text = self._joined(cells, width - _MARK)
        if index == self.window.cursor:
            return (Run("> " + text.rstrip(), Ink.HERE),)
        return (Run("  " + text),)

    def _joined(self, cells: list[str], width: int) -> str:
        shares = sum(column.share for column in self.columns)
        space = width - _GAP * (len(cells) - 1)
        text, used = [], 0
        for cell, column in zip(cells, self.columns, strict=True):
            size = space * column.share // shares
            used += size
            text.append(fit(cell, size))
        text[-1] += " " * (space - used)
        return (" " * _GAP).join(text)

    def _foot(self) -> str:
        if not self.window.lines:
            return "  0 von 0" if self.total == 0 else ""
        first = self.window.offset
        shown = min(self.window.height, len(self.window.lines) - self.window.top)
        total = "…" if self.total is None else number(self.total)
        total = total if self.total_is_exact else f"mehr als {total}"
        if first is None:
            return f"  {shown} von {total}"
        start = first + self.window.top + 1
        where = self.told.note or f"Zeile {self.window.number}"
        return f"  {start}–{start + shown - 1} von {total}   {where}"
