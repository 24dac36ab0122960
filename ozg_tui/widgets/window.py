"""A window over a list of any length: a few pages of it around the cursor, whatever its size."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from ozg_tui.desk.search.lists import Line

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


class _Step(NamedTuple):
    """A movement of the cursor, and of the view when a page is turned."""

    cursor: int
    view: int


class Window:
    """Lines, cursor and top of a list. Movements wait for the lines that they need."""

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
        self._steps: deque[_Step] = deque()
        self._question = 0
        self._is_asking = False

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
        self._steps.clear()
        limit = self._chunk
        self._ask(lambda lines: self._show_start(lines, limit), limit)

    def last(self, total: int | None = None) -> None:
        """Show the end; `total` tells the line's number when it is known."""
        self._steps.clear()
        limit = self._chunk
        self._ask(lambda lines: self._show_end(lines, limit, total), limit, before=LAST)

    def keep(self, position: int) -> None:
        """Read anew and stay on the line with this position, wherever its record stands now.

        Where it has gone, stay on the one that follows it.
        """
        limit = max(len(self.lines), self._chunk)
        after = None if self.offset == 0 or not self.lines else self.lines[0].position - 1
        self._ask(lambda lines: self._show_again(lines, limit, position), limit, after=after)

    def find(self, record_id: int, position: int) -> None:
        """Read anew with the cursor on a record, at whose position it stands in the whole list."""
        self._steps.clear()
        limit = max(len(self.lines), self._chunk) + 1
        self._ask(lambda lines: self._show_found(lines, limit, record_id, position), limit)

    def move(self, lines: int) -> None:
        """Move the cursor, reading on where needed."""
        self._steps.append(_Step(lines, 0))
        self._go_on()

    def page(self, direction: int) -> None:
        """Move by a screenful, the lines with the cursor."""
        self._steps.append(_Step(direction * self.height, direction * self.height))
        self._go_on()

    def resize(self, height: int) -> None:
        """Tell how many lines are visible."""
        self.height = max(1, height)
        if self.lines:
            self.move(0)

    @property
    def _chunk(self) -> int:
        return 2 * self.height

    def _go_on(self) -> None:
        """Take the steps that wait, until one needs lines that are not at hand."""
        while self._steps and not self._is_asking:
            step = self._steps[0]
            target = self.cursor + step.cursor
            if target >= len(self.lines) and not self._at_end:
                self._ask_below(target)
            elif target < 0 and not self._at_start:
                self._ask_above()
            else:
                self._steps.popleft()
                self.cursor = max(0, min(target, len(self.lines) - 1))
                self.top += step.view
                self._settle()

    def _settle(self) -> None:
        """Bring the cursor into view and fill the view, reading on where needed."""
        lowest = self.cursor - self.height + 1
        self.top = max(lowest, min(self.top, self.cursor))
        missing = self.top + self.height - len(self.lines)
        if missing > 0 and not self._at_end:
            self._steps.appendleft(_Step(0, 0))
            self._ask_below(len(self.lines) + missing)
            return
        self.top -= max(0, missing)
        if self.top < 0 and not self._at_start:
            self._steps.appendleft(_Step(0, 0))
            self._ask_above()
            return
        self.top = max(0, self.top)
        self._changed()

    def _ask(
        self,
        answer: Callable[[list[Line]], None],
        limit: int,
        *,
        after: int | None = None,
        before: int | None = None,
    ) -> None:
        self._question += 1
        question = self._question
        self._is_asking = True

        def answered(lines: list[Line]) -> None:
            if question == self._question:
                self._is_asking = False
                answer(lines)
                self._go_on()

        self._source(answered, limit, after=after, before=before)

    def _ask_below(self, target: int) -> None:
        limit = max(self._chunk, target - len(self.lines) + self.height)
        after = self.lines[-1].position if self.lines else None
        self._ask(lambda lines: self._extend(lines, limit), limit, after=after)

    def _ask_above(self) -> None:
        limit = self._chunk
        before = self.lines[0].position
        self._ask(lambda lines: self._prepend(lines, limit), limit, before=before)

    def _show_start(self, lines: list[Line], limit: int) -> None:
        self.lines, self.offset = lines, 0
        self.cursor = self.top = 0
        self._at_start, self._at_end = True, len(lines) < limit
        self._settle()

    def _show_found(self, lines: list[Line], limit: int, record_id: int, position: int) -> None:
        found = next((at for at, each in enumerate(lines) if each.record_id == record_id), None)
        if found is None and len(lines) == limit:
            self._ask(lambda after: self._show_from(after, limit), limit, after=position - 1)
            return
        self._show_start(lines, limit)
        if found:
            self.move(found)

    def _show_from(self, lines: list[Line], limit: int) -> None:
        self.lines, self.offset = lines, None
        self.cursor = self.top = 0
        self._at_start, self._at_end = False, len(lines) < limit
        self._settle()

    def _show_end(self, lines: list[Line], limit: int, total: int | None) -> None:
        self.lines = lines
        self._at_start, self._at_end = len(lines) < limit, True
        self.offset = 0 if self._at_start else None if total is None else total - len(lines)
        self.cursor = max(0, len(lines) - 1)
        self._settle()

    def _show_again(self, lines: list[Line], limit: int, position: int) -> None:
        before = [line.position for line in self.lines]
        # Lines that have gone before the first one at hand do not show; those among them do.
        if self.offset != 0 and [line.position for line in lines[: len(before)]] != before:
            self.offset = None
        distance = self.cursor - self.top
        self.cursor = _again(self.current, lines, position)
        self.lines, self._at_end = lines, len(lines) < limit
        self.top = self.cursor - distance
        if lines or self._at_start:
            self._settle()
        else:
            self.last()

    def _extend(self, lines: list[Line], limit: int) -> None:
        self._at_end = len(lines) < limit
        self.lines += lines
        surplus = min(len(self.lines) - _PAGES_KEPT * self.height, self.top)
        if surplus > 0:
            del self.lines[:surplus]
            self.cursor -= surplus
            self.top -= surplus
            self._at_start = False
            self.offset = None if self.offset is None else self.offset + surplus

    def _prepend(self, lines: list[Line], limit: int) -> None:
        self._at_start = len(lines) < limit
        self.lines[:0] = lines
        self.cursor += len(lines)
        self.top += len(lines)
        if self._at_start:
            self.offset = 0
        elif self.offset is not None:
            self.offset -= len(lines)
        last_kept = max(_PAGES_KEPT * self.height, self.top + self.height)
        if last_kept < len(self.lines):
            del self.lines[last_kept:]
            self._at_end = False


def _again(line: Line | None, lines: list[Line], position: int) -> int:
    """The index of a line among those that were read anew; of several of its record the nearest."""
    same = [
        index
        for index, each in enumerate(lines)
        if line is not None and (each.kind, each.record_id) == (line.kind, line.record_id)
    ]
    if same:
        return min(same, key=lambda index: abs(lines[index].position - position))
    following = (index for index, each in enumerate(lines) if each.position >= position)
    return next(following, max(0, len(lines) - 1))
