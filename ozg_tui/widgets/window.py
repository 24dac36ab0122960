"""A window over a list of any length: a few pages of it around the cursor, whatever its size."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ozg_tui.desk.lists import Line

LAST = 2**63 - 1
_PAGES_KEPT = 8


class Source(Protocol):
    """Where the lines come from; the answer may come at once or later."""

    def __call__(
        self,
        answer: Callable[[list[Line]], None],
        limit: int,
        *,
        after: int | None = None,
        before: int | None = None,
    ) -> None:
        """Ask for up to `limit` lines after or before a position, or for the first ones."""


class Window:
    """Lines, cursor and top of a list. Moves ask the source when they leave what is at hand."""

    def __init__(self, source: Source, changed: Callable[[], None]) -> None:
        self._source = source
        self._changed = changed
        self.height = 20
        self.lines: list[Line] = []
        self.cursor = 0
        self.top = 0
        self.offset: int | None = 0
        """How many lines of the list come before the first one at hand; None when not known."""
        self._at_start = self._at_end = True

    @property
    def current(self) -> Line | None:
        """The line with the cursor."""
        return self.lines[self.cursor] if self.lines else None

    @property
    def number(self) -> int | None:
        """The cursor's line counted from 1, None when not known."""
        return None if self.offset is None else self.offset + self.cursor + 1

    def first(self) -> None:
        """Show the beginning."""
        self._source(self._show_start, self._chunk)

    def last(self, total: int | None = None) -> None:
        """Show the end; `total` tells the line's number when it is known."""
        self._source(lambda lines: self._show_end(lines, total), self._chunk, before=LAST)

    def keep(self, position: int) -> None:
        """Read anew and stay on the line with this position, or on the one that follows it."""

        def then(lines: list[Line]) -> None:
            if not lines:
                self.last()
                return
            number = self.number
            self._replace(lines, at_start=False)
            self.offset = None if number is None else number - 1
            self.move(0)

        self._source(then, self._chunk, after=position - 1)

    def move(self, steps: int) -> None:
        """Move the cursor, reading on where needed."""
        target = self.cursor + steps
        if target >= len(self.lines) and not self._at_end:
            self._source(
                lambda lines: self._extend(lines, steps),
                self._chunk,
                after=self.lines[-1].position,
            )
            return
        if (target < 0 or target < self.height) and not self._at_start and steps <= 0:
            self._source(
                lambda lines: self._prepend(lines, steps),
                self._chunk,
                before=self.lines[0].position,
            )
            return
        self.cursor = max(0, min(target, len(self.lines) - 1))
        self._follow()
        self._changed()

    def page(self, direction: int) -> None:
        """Move by a screenful, the lines with the cursor."""
        self.top = max(0, self.top + direction * self.height)
        self.move(direction * self.height)

    def resize(self, height: int) -> None:
        """Tell how many lines are visible; answers with a read when too few are at hand."""
        grew = height > self.height
        self.height = max(1, height)
        self._follow()
        if grew and self.lines and not self._at_end:
            self.move(0)

    @property
    def _chunk(self) -> int:
        return 2 * self.height

    def _follow(self) -> None:
        lowest = max(0, self.cursor - self.height + 1)
        self.top = max(lowest, min(self.top, self.cursor, max(0, len(self.lines) - self.height)))

    def _replace(self, lines: list[Line], *, at_start: bool) -> None:
        self.lines = lines
        self._at_start = at_start
        self._at_end = len(lines) < self._chunk
        self.cursor = self.top = 0

    def _show_start(self, lines: list[Line]) -> None:
        self._replace(lines, at_start=True)
        self.offset = 0
        self._changed()

    def _show_end(self, lines: list[Line], total: int | None) -> None:
        self._replace(lines, at_start=len(lines) < self._chunk)
        self._at_end = True
        self.offset = 0 if self._at_start else None if total is None else total - len(lines)
        self.cursor = max(0, len(lines) - 1)
        self._follow()
        self._changed()

    def _extend(self, lines: list[Line], steps: int) -> None:
        self._at_end = len(lines) < self._chunk
        self.lines += lines
        surplus = len(self.lines) - _PAGES_KEPT * self.height
        if 0 < surplus <= self.top:
            del self.lines[:surplus]
            self.cursor -= surplus
            self.top -= surplus
            self._at_start = False
            self.offset = None if self.offset is None else self.offset + surplus
        self.move(steps)

    def _prepend(self, lines: list[Line], steps: int) -> None:
        self._at_start = len(lines) < self._chunk
        self.lines[:0] = lines
        self.cursor += len(lines)
        self.top += len(lines)
        self.offset = None if self.offset is None else self.offset - len(lines)
        if self._at_start:
            self.offset = 0
        surplus = len(self.lines) - _PAGES_KEPT * self.height
        if surplus > 0 and self.top + self.height + surplus < len(self.lines):
            del self.lines[-surplus:]
            self._at_end = False
        self.move(steps)
