"""A list of any length, drawn line by line: a million rows cost what one screenful costs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ozg_tui.german.counting import number
from ozg_tui.widgets.boxes import fit
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


_HEAD_LINES = 1
_FOOT_LINES = 1
_MARK = 2
_GAP = 1
_FEW_ROWS = 4
"""Up to so many rows are drawn one by one; Textual draws all of them faster than more."""


_Drawn = tuple[list[tuple["Line", bool, str]], str]


class WindowList(Widget, can_focus=True):
    """Shows a window of lines with a cursor, a head line with titles and a foot with counts."""

    DEFAULT_CSS = """
    WindowList { height: 1fr; }
    WindowList > .list--head { text-style: bold; color: $text-muted; }
    WindowList > .list--cursor { text-style: reverse; }
    WindowList > .list--foot { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"list--head", "list--cursor", "list--foot"}

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
        self.window = Window(source, self._window_changed)
        self._drawn: _Drawn | None = None
        self._strips: dict[tuple[Line, bool, int, str], Strip] = {}
        self._styles: dict[str, Style] = {}

    @property
    def current(self) -> Line | None:
        """The line with the cursor."""
        return self.window.current

    def set_total(self, total: int, *, exact: bool) -> None:
        """Tell how many lines the whole list has; not exact means at least so many."""
        if (total, exact) != (self.total, self.total_is_exact):
            self.total, self.total_is_exact = total, exact
            self._draw_line(self.size.height - 1)

    def on_resize(self, event: events.Resize) -> None:
        """Keep the window as high as the space between head and foot."""
        self._strips.clear()
        self._drawn = None
        self.window.resize(event.size.height - _HEAD_LINES - _FOOT_LINES)

    def notify_style_update(self) -> None:
        """Forget drawn lines when colours change."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

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

    def render_line(self, y: int) -> Strip:
        """One line of the widget: titles, a row, an explanation of emptiness, or the counts."""
        width = self.size.width
        if y == 0:
            titles = [column.title for column in self.columns]
            return self._strip(" " * _MARK + self._joined(titles, width - _MARK), "list--head")
        if y == self.size.height - 1:
            return self._strip(self._foot(), "list--foot")
        index = self.window.top + y - _HEAD_LINES
        if index >= len(self.window.lines):
            text = self.empty if not self.window.lines and y == _HEAD_LINES + 1 else ""
            return self._strip("  " + text, "")
        return self._row(index, width)

    def _row(self, index: int, width: int) -> Strip:
        line = self.window.lines[index]
        chosen = index == self.window.cursor
        hint = self.hints.get(line.position, "")
        key = (line, chosen, width, hint)
        strip = self._strips.get(key)
        if strip is None:
            cells = [column.text(line) for column in self.columns]
            cells[-1] = hint or cells[-1]
            mark = "> " if chosen else "  "
            strip = self._strip(
                mark + self._joined(cells, width - _MARK), "list--cursor" if chosen else ""
            )
            self._strips[key] = strip
        return strip

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
        return f"  {start}–{start + shown - 1} von {total}   Zeile {self.window.number}"

    def _strip(self, text: str, component: str) -> Strip:
        style = self._styles.get(component)
        if style is None:
            style = self.get_component_rich_style(component) if component else self.rich_style
            self._styles[component] = style
        width = self.size.width
        return Strip([Segment(set_cell_size(text, width), style)], width)

    def _window_changed(self) -> None:
        """Draw the rows that show something else than before."""
        drawn, foot = self._rows_seen(), self._foot()
        before, self._drawn = self._drawn, (drawn, foot)
        if before is None or len(before[0]) != len(drawn):
            self.refresh()
            return
        differing = [y for y, row in enumerate(drawn) if row != before[0][y]]
        if len(differing) > _FEW_ROWS:
            self.refresh()
            return
        for y in differing:
            self._draw_line(y + _HEAD_LINES)
        if foot != before[1]:
            self._draw_line(self.size.height - 1)

    def _rows_seen(self) -> list[tuple[Line, bool, str]]:
        """What the rows in view show: the line, whether it is chosen, what is said of it."""
        window = self.window
        return [
            (line, window.top + y == window.cursor, self.hints.get(line.position, ""))
            for y, line in enumerate(window.lines[window.top : window.top + window.height])
        ]

    def _draw_line(self, y: int) -> None:
        self.refresh(Region(0, y, self.size.width, 1))
