"""Frames with lines to choose from, two beside each other: START and the view of a Kommune."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ozg_tui.widgets.boxes import Box, frame

if TYPE_CHECKING:
    from textual import events

MARK = "> "
_NO_MARK = "  "
_FRAME = 2
"""The lines or columns that a frame takes on one side with its blank."""


class PanelLine(NamedTuple):
    """A line; `target` is what the screen makes of it when it is chosen."""

    text: str
    target: Any = None


class Panel(NamedTuple):
    """A titled frame of lines."""

    title: str
    lines: tuple[PanelLine, ...]


class _Spot(NamedTuple):
    """Where a line is drawn: its row, its first column and how many columns it has."""

    row: int
    column: int
    width: int


class Panels(Widget, can_focus=True):
    """Panels in the order of reading, two in each row; Tab goes on to the next one."""

    DEFAULT_CSS = """
    Panels { height: 1fr; }
    Panels > .panels--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"panels--cursor"}

    class Opened(Message):
        """A line was chosen with Enter."""

        def __init__(self, line: PanelLine) -> None:
            super().__init__()
            self.line = line

    def __init__(self) -> None:
        super().__init__()
        self.panels: tuple[Panel, ...] = ()
        self.panel = 0
        """The panel with the cursor."""
        self.line = 0
        """The line of that panel with the cursor."""
        self._top = 0
        self._rows: list[str] = []
        self._spots: dict[tuple[int, int], _Spot] = {}

    @property
    def current(self) -> PanelLine | None:
        """The line with the cursor."""
        if not self.panels or not self.panels[self.panel].lines:
            return None
        return self.panels[self.panel].lines[self.line]

    def show(self, panels: Sequence[Panel]) -> None:
        """Show these panels; the cursor stays where it was as far as there is such a line."""
        self.panels = tuple(panels)
        self._place(self.panel, self.line)

    def choose(self, panel: int, line: int) -> None:
        """Put the cursor on a line."""
        self._place(panel, line)

    def on_resize(self) -> None:
        """Fill the new width."""
        self._place(self.panel, self.line)

    def on_focus(self) -> None:
        """Show the cursor."""
        self._draw()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Move, or open the line."""
        if self.steer(event.key):
            event.stop()
            event.prevent_default()

    def steer(self, key: str) -> bool:
        """Do what a movement key asks; answers whether it was one."""
        match key:
            case "tab":
                self._turn(1)
            case "shift+tab":
                self._turn(-1)
            case "down":
                self._move(1)
            case "up":
                self._move(-1)
            case "left" | "right":
                beside = self.panel ^ 1
                self._place(beside if beside < len(self.panels) else self.panel, self.line)
            case "home":
                self._place(0, 0)
            case "end":
                self._place(len(self.panels) - 1, len(self.panels[-1].lines))
            case "enter":
                if self.current is None or self.current.target is None:
                    return False
                self.post_message(self.Opened(self.current))
            case _:
                return False
        return True

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self._scroll(self._top + 3)

    def on_mouse_scroll_up(self) -> None:
        """Scroll with the wheel."""
        self._scroll(self._top - 3)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked line; a second click opens it."""
        row = event.y + self._top
        for (panel, line), spot in self._spots.items():
            if spot.row == row and spot.column <= event.x < spot.column + spot.width:
                if (panel, line) == (self.panel, self.line) and event.chain > 1:
                    self.steer("enter")
                self._place(panel, line)
                return

    def render_line(self, y: int) -> Strip:
        """One row of frames, with the cursor if it is there."""
        width, row = self.size.width, y + self._top
        text = set_cell_size(self._rows[row] if row < len(self._rows) else "", width)
        spot = self._spots.get((self.panel, self.line))
        if spot is None or spot.row != row or not self.has_focus:
            return Strip([Segment(text, self.rich_style)], width)
        strip = Strip([Segment(text, self.rich_style)], width)
        before, marked, after = strip.divide([spot.column, spot.column + spot.width, width])
        style = self.get_component_rich_style("panels--cursor")
        return Strip.join([before, marked.apply_style(style), after])

    def _turn(self, direction: int) -> None:
        if self.panels:
            self._place((self.panel + direction) % len(self.panels), 0)

    def _move(self, lines: int) -> None:
        """Within the panel, then on to the one below or above it."""
        line, beyond = self.line + lines, self.panel + 2 * lines
        if self.panels and 0 <= line < len(self.panels[self.panel].lines):
            self._place(self.panel, line)
        elif 0 <= beyond < len(self.panels):
            self._place(beyond, 0 if lines > 0 else len(self.panels[beyond].lines))

    def _place(self, panel: int, line: int) -> None:
        if self.panels:
            self.panel = max(0, min(panel, len(self.panels) - 1))
            self.line = max(0, min(line, len(self.panels[self.panel].lines) - 1))
        self._draw()
        spot = self._spots.get((self.panel, self.line))
        if spot is not None:
            height = max(1, self.size.height)
            title, below = spot.row - self.line - 1, spot.row + _FRAME - height
            self._scroll(max(below, min(self._top, title)))

    def _scroll(self, top: int) -> None:
        self._top = max(0, min(top, len(self._rows) - self.size.height))
        self.refresh()

    def _draw(self) -> None:
        self._rows, self._spots = [], {}
        for first in range(0, len(self.panels), 2):
            pair = self.panels[first : first + 2]
            height = max(len(panel.lines) for panel in pair)
            columns, column = [], 0
            for number, panel in enumerate(pair, first):
                half = self.size.width // 2
                width = half if number == first and len(pair) > 1 else self.size.width - column
                columns.append(frame(self._box(number, panel), width, height))
                for index in range(len(panel.lines)):
                    row = len(self._rows) + 1 + index
                    inner = width - 2 * _FRAME
                    self._spots[number, index] = _Spot(row, column + _FRAME, inner)
                column += width
            self._rows += ["".join(parts) for parts in zip(*columns, strict=True)]
        self.refresh()

    def _box(self, number: int, panel: Panel) -> Box:
        here = self.has_focus and number == self.panel
        return Box(
            panel.title,
            tuple(
                (MARK if here and index == self.line else _NO_MARK) + line.text
                for index, line in enumerate(panel.lines)
            ),
        )
