"""Panels of lines to choose from, two beside each other: START and the view of a Kommune."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.geometry import Offset
from textual.message import Message

from ozg_tui.widgets.ink import Ink, InkedLines, Line, Run, divided
from ozg_tui.widgets.panel_layout import MARK, Layout, Panel, PanelLine, Place, lay_out, top_for

if TYPE_CHECKING:
    from textual import events


_WHEEL_LINES = 3


class Panels(InkedLines, can_focus=True):
    """Panels in the order of reading, two in each row; Tab goes on to the next one.

    A panel that shows fewer lines than it has follows the cursor, and so does the widget when it is
    too low for all panels.
    """

    DEFAULT_CSS = "Panels { height: 1fr; }"

    class Opened(Message):
        """A line was chosen with Enter."""

        def __init__(self, line: PanelLine) -> None:
            super().__init__()
            self.line = line

    class Moved(Message):
        """Somebody moved the cursor to another line."""

    def __init__(self) -> None:
        super().__init__()
        self.head: tuple[Line, ...] = ()
        """Lines above the panels, which stay where they are when the panels scroll."""
        self.panels: tuple[Panel, ...] = ()
        self.panel = 0
        """The panel with the cursor."""
        self.line = 0
        """The line of that panel with the cursor."""
        self._top = 0
        self._tops: dict[int, int] = {}
        self._layout = Layout((), (), ())

    @property
    def current(self) -> PanelLine | None:
        """The line with the cursor."""
        if self.panel >= len(self.panels) or not self.panels[self.panel].lines:
            return None
        return self.panels[self.panel].lines[self.line]

    def show(self, panels: Sequence[Panel], head: Sequence[Line] = ()) -> None:
        """Show these panels; the cursor stays on its line, or where that line was."""
        before = self.current
        self.head = tuple(head)
        self.panels = tuple(panels)
        line = self.line
        if before is not None and before.target is not None and self.panel < len(self.panels):
            targets = [each.target for each in self.panels[self.panel].lines]
            line = targets.index(before.target) if before.target in targets else line
        self.choose(self.panel, line)

    def forget(self) -> None:
        """Show nothing, with the cursor at the beginning."""
        self.panel = self.line = self._top = 0
        self._tops.clear()
        self.show(())

    def choose(self, panel: int, line: int) -> None:
        """Put the cursor on a line, or on the nearest one that can be chosen."""
        full = [number for number, each in enumerate(self.panels) if each.lines]
        if full:
            self.panel = min(full, key=lambda number: abs(number - panel))
            self.line = self.panels[self.panel].nearest(line)
        self._draw()

    def on_resize(self) -> None:
        """Fill the new width."""
        super().on_resize()
        self._draw()

    def on_focus(self) -> None:
        """Show the cursor."""
        self.redraw()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.redraw()

    def on_key(self, event: events.Key) -> None:
        """Move, or open the line."""
        if self.steer(event.key):
            event.stop()
            event.prevent_default()

    def steer(self, key: str) -> bool:
        """Do what a movement key asks; answers whether it was one."""
        before = (self.panel, self.line)
        known = self._steer(key)
        if before != (self.panel, self.line):
            self.post_message(self.Moved())
        return known

    def _steer(self, key: str) -> bool:
        match key:
            case "tab":
                self._turn(1)
            case "shift+tab":
                self._turn(-1)
            case "down":
                self._move(1)
            case "up":
                self._move(-1)
            case "pagedown":
                self._page(1)
            case "pageup":
                self._page(-1)
            case "left" | "right":
                self._go_beside()
            case "home":
                self.choose(0, 0)
            case "end":
                self.choose(len(self.panels), 0)
                self.choose(self.panel, len(self.panels[self.panel].lines) if self.panels else 0)
            case "enter":
                if self.current is None or self.current.target is None:
                    return False
                self.post_message(self.Opened(self.current))
            case _:
                return False
        return True

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the panel under the pointer, or all of them."""
        self._wheel(event, _WHEEL_LINES)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the panel under the pointer, or all of them."""
        self._wheel(event, -_WHEEL_LINES)

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked line; a second click opens it."""
        row = self._row(event.y)
        panel = self._panel_at(event.x, row)
        if panel is None:
            return
        place = self._layout.places[panel]
        line = place.top + row - place.row
        if line not in self.panels[panel].stops:
            return
        if (panel, line) == (self.panel, self.line) and event.chain > 1:
            self.steer("enter")
        self.choose(panel, line)
        self.post_message(self.Moved())

    def drawn(self, y: int) -> Line:
        """One row of the head or of the panels, with the cursor if it is there."""
        row = self._row(y)
        rows = self.head[y:] if y < len(self.head) else self._layout.rows[row:]
        line = rows[0] if rows else ()
        place = self._place
        if place is None or not self.has_focus or row != place.row + self.line - place.top:
            return line
        before, here, after = divided(line, place.column, place.column + place.width)
        return (*before, Run(MARK + here[len(MARK) :], Ink.HERE), *after)

    @property
    def attention(self) -> Offset:
        """The line with the cursor."""
        place = self._place
        if place is None:
            return Offset(0, 0)
        row = len(self.head) + place.row + self.line - place.top - self._top
        return Offset(place.column, row)

    @property
    def _height(self) -> int:
        """The rows that are left for the panels."""
        return max(1, self.size.height - len(self.head))

    def _row(self, y: int) -> int:
        """Which row of the layout stands in this row of the widget; negative in the head."""
        below = y - len(self.head)
        return below if below < 0 else below + self._top

    @property
    def _place(self) -> Place | None:
        """Where the panel with the cursor is."""
        places = self._layout.places
        return places[self.panel] if self.panel < len(places) and self.current else None

    def _turn(self, direction: int) -> None:
        """To the next panel that has lines."""
        for step in range(1, len(self.panels)):
            panel = (self.panel + direction * step) % len(self.panels)
            if self.panels[panel].lines:
                self.choose(panel, 0)
                return

    def _move(self, direction: int) -> None:
        """To the next line of the panel, then on to the panel below or above it."""
        if self.current is None:
            return
        stops = self.panels[self.panel].stops
        index = stops.index(self.line) + direction
        if 0 <= index < len(stops):
            self.choose(self.panel, stops[index])
        else:
            self._go_on(direction)

    def _page(self, direction: int) -> None:
        """A panel's height further; from its end on to the panel below or above it."""
        place = self._place
        if place is None:
            return
        stops = self.panels[self.panel].stops
        if self.line == stops[-1 if direction > 0 else 0]:
            self._go_on(direction)
        else:
            self.choose(self.panel, self.line + direction * max(1, place.shown - 1))

    def _go_on(self, direction: int) -> None:
        """To the panel below or above."""
        beside = self._layout.beside
        row = self._layout.row_of(self.panel)
        column = beside[row].index(self.panel)
        while 0 <= (row := row + direction) < len(beside):
            full = [panel for panel in beside[row] if self.panels[panel].lines]
            if full:
                below = beside[row][min(column, len(beside[row]) - 1)]
                panel = below if below in full else full[0]
                self.choose(panel, 0 if direction > 0 else len(self.panels[panel].lines))
                return

    def _go_beside(self) -> None:
        """To the panel beside this one, at the same height."""
        place = self._place
        if place is None:
            return
        height = self.line - place.top
        for panel in self._layout.beside[self._layout.row_of(self.panel)]:
            if panel != self.panel and self.panels[panel].lines:
                self.choose(panel, self._layout.places[panel].top + height)
                return

    def _panel_at(self, column: int, row: int) -> int | None:
        for number, place in enumerate(self._layout.places):
            inside = place.column <= column < place.column + place.width
            if inside and place.row <= row < place.row + place.shown:
                return number
        return None

    def _wheel(self, event: events.MouseEvent, lines: int) -> None:
        panel = self._panel_at(event.x, self._row(event.y))
        if panel is not None and self._layout.places[panel].shown < len(self.panels[panel].lines):
            self._tops[panel] = max(0, self._layout.places[panel].top + lines)
            self._layout = lay_out(self.panels, self.size.width, self._tops)
            self._tops[panel] = self._layout.places[panel].top
            self.redraw()
        else:
            self._scroll(self._top + lines)

    def _draw(self) -> None:
        """Lay all panels out, with the cursor in view."""
        self._layout = lay_out(self.panels, self.size.width, self._tops)
        place = self._place
        if place is not None:
            panel = self.panels[self.panel]
            top = top_for(panel, place, self.line)
            if top != place.top:
                self._tops[self.panel] = top
                self._layout = lay_out(self.panels, self.size.width, self._tops)
            edge = 1 if panel.title else 0
            first, last = place.row - edge, place.row + place.shown - 1 + edge
            if last - first >= self._height:
                first = last = place.row + self.line - top
            self._top = max(last - self._height + 1, min(self._top, first))
        self._scroll(self._top)

    def _scroll(self, top: int) -> None:
        self._top = max(0, min(top, len(self._layout.rows) - self._height))
        self.redraw()
