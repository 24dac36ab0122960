"""A text to read, scrolled by lines: one widget, drawn without a layout, one frame a key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.geometry import Offset

from ozg_tui.widgets.boxes import fit
from ozg_tui.widgets.ink import Ink, InkedLines, Line, Run, divided

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual import events

BAR = 2
"""Cells at the right edge for the mark that shows where in the text the window is."""
_THUMB = "█"
_WHEEL_LINES = 3


class Page(InkedLines, can_focus=True):
    """Shows lines of clean text, or of pieces with inks; the keys of movement scroll."""

    DEFAULT_CSS = "Page { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self.head: list[str | Line] = []
        self.lines: list[str | Line] = []
        self.top = 0
        """The first line that is seen."""

    def show(
        self,
        lines: Sequence[str | Line],
        head: Sequence[str | Line] = (),
        *,
        from_the_top: bool = False,
    ) -> None:
        """Show these lines where the others stood, or from the first one; `head` stays above."""
        self.lines, self.head = list(lines), list(head)
        self.top = 0 if from_the_top else min(self.top, self._last_top)
        self.redraw()

    def on_resize(self) -> None:
        """Keep the end of the text at the lower edge."""
        super().on_resize()
        self.scroll_by(0)

    def scroll_page(self, direction: int) -> None:
        """A page further or back."""
        self.scroll_by(direction * max(1, self._height - 1))

    def on_key(self, event: events.Key) -> None:
        """Scroll."""
        page = max(1, self._height - 1)
        steps = {"down": 1, "up": -1, "pagedown": page, "pageup": -page}
        steps |= {"home": -len(self.lines), "end": len(self.lines)}
        if event.key in steps:
            event.stop()
            self.scroll_by(steps[event.key])

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self.scroll_by(_WHEEL_LINES)

    def on_mouse_scroll_up(self) -> None:
        """Scroll with the wheel."""
        self.scroll_by(-_WHEEL_LINES)

    def scroll_by(self, lines: int) -> None:
        """So many lines further, as far as there are any."""
        top = max(0, min(self.top + lines, self._last_top))
        if top != self.top:
            self.top = top
            self.redraw()

    def drawn(self, y: int) -> Line:
        """One line of head or text, and at the edge where it is among all."""
        below = y - len(self.head)
        rows = self.head[y:] if below < 0 else self.lines[self.top + below :]
        line = rows[0] if rows else ""
        room = max(0, self.size.width - BAR)
        mark = _THUMB if below in self._thumb else " "
        shown = (Run(fit(line, room)),) if isinstance(line, str) else _cut(line, room)
        return (*shown, Run(mark.rjust(self.size.width - room), Ink.RULE))

    @property
    def attention(self) -> Offset:
        """The first line of the text that is seen."""
        return Offset(0, min(len(self.head), self.size.height - 1))

    @property
    def _height(self) -> int:
        """The rows that are left for the text."""
        return max(1, self.size.height - len(self.head))

    @property
    def _last_top(self) -> int:
        return max(0, len(self.lines) - self._height)

    @property
    def _thumb(self) -> range:
        """The rows of the mark; none where all of the text is seen."""
        height, number = self._height, len(self.lines)
        if number <= height:
            return range(0)
        length = max(1, height * height // number)
        first = self.top * (height - length) // self._last_top
        return range(first, first + length)


def _cut(line: Line, room: int) -> Line:
    """The line in exactly this many cells."""
    return divided(line, room, room)[0]
