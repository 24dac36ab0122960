"""Lines of text that a screen draws and steers itself: maps, a calendar."""

from __future__ import annotations

from textual.geometry import Offset

from ozg_tui.widgets.ink import InkedLines, Line, runs


class Lines(InkedLines, can_focus=True):
    """Shows lines of clean text; the screen takes the keys."""

    DEFAULT_CSS = "Lines { height: 1fr; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] = []
        self._here = Offset(0, 0)

    def show(self, lines: list[str], here: Offset) -> None:
        """Draw these lines in the place of the last ones; `here` is where somebody looks."""
        self._lines, self._here = lines, here
        self.redraw()

    def drawn(self, y: int) -> Line:
        """One line."""
        return runs(self._lines[y] if y < len(self._lines) else "")

    @property
    def attention(self) -> Offset:
        """The cell that the cursor of the screen stands in."""
        return self._here
