"""The part of a grid that is seen: its cursor goes in both directions, its view follows."""

from __future__ import annotations

from typing import NamedTuple


class Seen(NamedTuple):
    """Which rows and columns are in view, each from the first up to but without the last."""

    top: int
    bottom: int
    left: int
    right: int


class GridView:
    """Cursor and view of a grid of so many rows and columns; all counted from 0."""

    def __init__(self) -> None:
        self.rows = 0
        self.columns = 0
        self.height = 1
        self.width = 1
        self.row = 0
        self.column = 0
        self.top = 0
        self.left = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no cell for a cursor."""
        return not (self.rows and self.columns)

    @property
    def seen(self) -> Seen:
        """What is in view."""
        return Seen(
            self.top,
            min(self.top + self.height, self.rows),
            self.left,
            min(self.left + self.width, self.columns),
        )

    def fill(self, rows: int, columns: int, row: int = 0, column: int = 0) -> None:
        """Have so many rows and columns, and the cursor at a cell."""
        self.rows, self.columns = rows, columns
        self.go(row, column)

    def resize(self, height: int, width: int) -> None:
        """Show so many rows and columns at a time."""
        self.height, self.width = max(1, height), max(1, width)
        self.go(self.row, self.column)

    def move(self, down: int, right: int) -> None:
        """Move the cursor; the edges stop it."""
        self.go(self.row + down, self.column + right)

    def page(self, direction: int) -> None:
        """Move by as many rows as are shown, the rows with the cursor."""
        self.top += direction * self.height
        self.move(direction * self.height, 0)

    def first(self) -> None:
        """Go to the first column; from there to the first row."""
        self.go(0 if self.column == 0 else self.row, 0)

    def last(self) -> None:
        """Go to the last column; from there to the last row."""
        is_there = self.column == self.columns - 1
        self.go(self.rows - 1 if is_there else self.row, self.columns - 1)

    def go(self, row: int, column: int) -> None:
        """Put the cursor on a cell, and the view around it."""
        self.row = max(0, min(row, self.rows - 1))
        self.column = max(0, min(column, self.columns - 1))
        self.top = _around(self.row, self.top, self.height, self.rows)
        self.left = _around(self.column, self.left, self.width, self.columns)


def _around(cursor: int, first: int, shown: int, total: int) -> int:
    """The first line of a view that shows the cursor and leaves no space empty at the end."""
    first = max(cursor - shown + 1, min(first, cursor))
    return max(0, min(first, total - shown))
