"""A grid of any size, drawn line by line: a million cells cost what one screenful costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from ozg_tui.widgets.boxes import cells as width_of
from ozg_tui.widgets.boxes import fit
from ozg_tui.widgets.grid_view import GridView, Seen

if TYPE_CHECKING:
    from textual import events

_FOOT_LINES = 1
_MOVES: Mapping[str, Callable[[GridView], None]] = {
    "down": lambda view: view.move(1, 0),
    "up": lambda view: view.move(-1, 0),
    "right": lambda view: view.move(0, 1),
    "left": lambda view: view.move(0, -1),
    "pagedown": lambda view: view.page(1),
    "pageup": lambda view: view.page(-1),
    "home": GridView.first,
    "end": GridView.last,
}
_CELLS_KEPT = 20_000
CURSOR, MARKED, BOTH = ">", "*", "»"
"""The signs before a cell, so that it can be told without colours."""


class Place(NamedTuple):
    """A cell by what its row and its column stand for."""

    row: int
    column: int


Cells = Mapping[Place, str]


class Source(Protocol):
    """Where the texts of cells come from; the answer may come at once or later.

    Cells that the answer leaves out are empty. A newer question may supersede an older one,
    because it asks again for all that is seen and not yet known.
    """

    def __call__(
        self, answer: Callable[[Cells], None], rows: Sequence[int], columns: Sequence[int]
    ) -> None:
        """Ask for the cells of these rows in these columns."""


@dataclass(frozen=True)
class Layout:
    """How a grid is laid out, in cells of the terminal.

    `corner` has one text per head line, `column_head` gives as many for a column. `row_head` says
    what a row is called, `row_end` what stands behind its cells. `foot` tells about the cell with
    the cursor, or with None why there is none.
    """

    corner: Sequence[str]
    column_head: Callable[[int], Sequence[str]]
    row_head: Callable[[int], str]
    foot: Callable[[Place | None], str]
    head_width: int = 24
    cell_width: int = 4
    row_end: Callable[[int], str] | None = None
    end_width: int = 0


class Grid(Widget, can_focus=True):
    """Shows cells with frozen heads and a cursor; reads and draws only what is seen."""

    DEFAULT_CSS = """
    Grid { height: 1fr; }
    Grid > .grid--head { text-style: bold; color: $text-accent; }
    Grid > .grid--cursor { background: $block-cursor-background; color: $block-cursor-foreground; }
    Grid > .grid--foot { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--head", "grid--cursor", "grid--foot"}

    class Opened(Message):
        """A cell was chosen with Enter."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(
        self, layout: Layout, source: Source, went: Callable[[Seen], None] | None = None
    ) -> None:
        """`went` hears what is in view after the cursor has moved."""
        super().__init__()
        self._went = went
        self.view = GridView()
        self.marked: set[Place] = set()
        self._layout = layout
        self._source = source
        self._rows: Sequence[int] = ()
        self._columns: Sequence[int] = ()
        self._known: dict[int, dict[int, str]] = {}
        self._turn = 0
        self._shown: tuple[Seen, int, int] | None = None
        self._styles: dict[str, Style] = {}
        self._foot = 0

    @property
    def current(self) -> Place | None:
        """The cell with the cursor."""
        return None if self.view.is_empty else self._place(self.view.row, self.view.column)

    @property
    def attention(self) -> Offset:
        """Where in the widget the cell with the cursor is."""
        layout, view = self._layout, self.view
        x = layout.head_width + (view.column - view.left) * layout.cell_width
        return Offset(x, self._head_lines + view.row - view.top)

    @property
    def rows(self) -> Sequence[int]:
        """What the rows stand for, in their order."""
        return self._rows

    @property
    def columns(self) -> Sequence[int]:
        """What the columns stand for, in their order."""
        return self._columns

    def fill(
        self,
        rows: Sequence[int],
        columns: Sequence[int],
        layout: Layout | None = None,
        at: Place | None = None,
    ) -> None:
        """Show these rows and columns; the cursor stays on its cell, or goes to `at`, if it can.

        What is drawn stays where it still holds.
        """
        wanted = at or self.current
        before = self._heads(), list(self._rows), list(self._columns)
        self._layout = layout or self._layout
        self._rows, self._columns = rows, columns
        if before != (self._heads(), list(rows), list(columns)):
            self._known.clear()
            self._shown = None
        self._resize()
        self.view.fill(
            len(rows),
            len(columns),
            _index(rows, wanted.row) if wanted else 0,
            _index(columns, wanted.column) if wanted else 0,
        )
        self.read_anew()

    def extend(self, rows: Sequence[int]) -> None:
        """Have these rows, which begin with those that are known; what is drawn stays."""
        is_short = self.view.seen.bottom - self.view.top < self.view.height
        self._rows, self.view.rows = rows, len(rows)
        if is_short:
            self.redraw()

    def read_anew(self) -> None:
        """Read what is seen once more, because it may have changed; draw what has."""
        self._moved()
        if self.size:
            self._read(self.view.seen, anew=True)

    def redraw(self) -> None:
        """Draw all lines anew from what is known."""
        self._shown = None
        self._moved()

    def mark(self, places: Iterable[Place]) -> None:
        """Mark these cells; where all are marked already, none of them stays so."""
        wanted = set(places)
        self.marked = self.marked - wanted if wanted <= self.marked else self.marked | wanted
        self.redraw()

    def on_resize(self, _event: events.Resize) -> None:
        """Show as many rows and columns as there is space for."""
        self._resize()
        self.redraw()

    def notify_style_update(self) -> None:
        """Forget styles when colours change."""
        super().notify_style_update()
        self._styles.clear()

    def on_key(self, event: events.Key) -> None:
        """Move the cursor, mark or open a cell."""
        if self.steer(event.key):
            event.stop()

    def steer(self, key: str) -> bool:
        """Do what a key asks of the cursor or its cell; answers whether it was one of these."""
        if key == "enter":
            if self.current is not None:
                self.post_message(self.Opened(self.current))
            return True
        if key == "space":
            self._mark_current()
        elif move := _MOVES.get(key):
            move(self.view)
        else:
            return False
        self._moved()
        if self._went is not None:
            self._went(self.view.seen)
        return True

    def on_mouse_scroll_down(self) -> None:
        """Scroll with the wheel."""
        self.view.move(3, 0)
        self._moved()

    def on_mouse_scroll_up(self) -> None:
        """Scroll with the wheel."""
        self.view.move(-3, 0)
        self._moved()

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked cell; a second click opens it."""
        row = self.view.top + event.y - self._head_lines
        column = self.view.left + (event.x - self._layout.head_width) // self._layout.cell_width
        seen = self.view.seen
        if not (seen.top <= row < seen.bottom and seen.left <= column < seen.right):
            return
        if (row, column) == (self.view.row, self.view.column) and event.chain > 1:
            self.steer("enter")
        self.view.go(row, column)
        self._moved()

    def render_line(self, y: int) -> Strip:
        """One line of the widget: heads, a row, or what the foot tells."""
        if y < self._head_lines:
            return self._strip([(self._head(y), "grid--head")])
        if y == self.size.height - 1:
            return self._strip([(" " + self._layout.foot(self.current), "grid--foot")])
        index = self.view.top + y - self._head_lines
        if index >= self.view.seen.bottom:
            return self._strip([])
        return self._strip(self._row(index))

    @property
    def _head_lines(self) -> int:
        return len(self._layout.corner)

    def _place(self, row: int, column: int) -> Place:
        return Place(self._rows[row], self._columns[column])

    def _mark_current(self) -> None:
        if self.current is not None:
            self.marked ^= {self.current}
            self._draw_cell(self.view.row, self.view.column)
            self.view.move(1, 0)

    def _resize(self) -> None:
        layout, size = self._layout, self.size
        room = size.width - layout.head_width - layout.end_width
        self.view.resize(
            size.height - self._head_lines - _FOOT_LINES, max(1, room // layout.cell_width)
        )

    def _moved(self) -> None:
        """Read what has come into view and is not known; draw what looks different now."""
        if not self.size:
            # Nothing is seen before there is a size, which redraws.
            return
        view, seen = self.view, self.view.seen
        before, self._shown = self._shown, (seen, view.row, view.column)
        if before is None or before[0] != seen:
            self._read(seen)
            self.refresh()
            return
        if before == self._shown:
            return
        self._draw_cell(*before[1:])
        self._draw_cell(view.row, view.column)
        self._draw_foot()

    def _draw_foot(self) -> None:
        """Draw as much of the last line as the longer of both texts takes."""
        before, self._foot = self._foot, width_of(self._layout.foot(self.current))
        width = min(self.size.width, max(before, self._foot) + 2)
        self.refresh(Region(0, self.size.height - 1, width, 1))

    def _heads(self) -> tuple[object, ...]:
        layout = self._layout
        return layout.corner, layout.cell_width, layout.head_width, layout.end_width

    def _read(self, seen: Seen, *, anew: bool = False) -> None:
        columns = self._columns[seen.left : seen.right]
        rows = self._rows[seen.top : seen.bottom]
        lacking = {row: list(columns) if anew else self._lacking(row, columns) for row in rows}
        wanted_rows = [row for row in rows if lacking[row]]
        if not wanted_rows or not columns:
            return
        missing = set().union(*lacking.values())
        wanted_columns = [column for column in columns if column in missing]
        self._turn += 1
        turn = self._turn

        def answered(cells: Cells) -> None:
            if turn == self._turn:
                self._keep(cells, wanted_rows, wanted_columns)

        self._source(answered, wanted_rows, wanted_columns)

    def _lacking(self, row: int, columns: Sequence[int]) -> list[int]:
        known = self._known.get(row)
        return list(columns) if known is None else [each for each in columns if each not in known]

    def _keep(self, cells: Cells, rows: Sequence[int], columns: Sequence[int]) -> None:
        if len(self._known) * len(columns) > _CELLS_KEPT:
            seen = self.view.seen
            stays = self._rows[seen.top : seen.bottom]
            self._known = {row: self._known[row] for row in stays if row in self._known}
        has_changed = False
        for row in rows:
            known = self._known.setdefault(row, {})
            for column in columns:
                text = cells.get(Place(row, column), "")
                has_changed = has_changed or known.get(column) != text
                known[column] = text
        if has_changed:
            self.refresh()

    def _head(self, y: int) -> str:
        layout, seen = self._layout, self.view.seen
        cells = (layout.column_head(each)[y] for each in self._columns[seen.left : seen.right])
        text = "".join(" " + _right(cell, layout.cell_width - 1) for cell in cells)
        return fit(layout.corner[y], layout.head_width) + text

    def _row(self, index: int) -> list[tuple[str, str]]:
        layout, seen, row = self._layout, self.view.seen, self._rows[index]
        known = self._known.get(row, {})
        texts = []
        for number in range(seen.left, seen.right):
            column = self._columns[number]
            sign = self._sign(index, number)
            texts.append(sign + _right(known.get(column, ""), layout.cell_width - 1))
        head = (fit(layout.row_head(row), layout.head_width), "")
        end = (layout.row_end(row) if layout.row_end else "", "")
        if index != self.view.row:
            return [head, ("".join(texts), ""), end]
        at = self.view.column - seen.left
        return [
            head,
            ("".join(texts[:at]), ""),
            ("".join(texts[at : at + 1]), "grid--cursor"),
            ("".join(texts[at + 1 :]), ""),
            end,
        ]

    def _sign(self, index: int, number: int) -> str:
        is_current = index == self.view.row and number == self.view.column
        if self.marked and self._place(index, number) in self.marked:
            return BOTH if is_current else MARKED
        return CURSOR if is_current else " "

    def _draw_cell(self, row: int, column: int) -> None:
        layout, view = self._layout, self.view
        x = layout.head_width + (column - view.left) * layout.cell_width
        y = self._head_lines + row - view.top
        self.refresh(Region(x, y, layout.cell_width, 1))

    def _strip(self, parts: Iterable[tuple[str, str]]) -> Strip:
        segments = [Segment(text, self._style(name)) for text, name in parts if text]
        return Strip(segments).adjust_cell_length(self.size.width, self._style(""))

    def _style(self, component: str) -> Style:
        style = self._styles.get(component)
        if style is None:
            style = self.get_component_rich_style(component) if component else self.rich_style
            self._styles[component] = style
        return style


def _index(keys: Sequence[int], wanted: int) -> int:
    try:
        return keys.index(wanted)
    except ValueError:
        return 0


def _right(text: str, width: int) -> str:
    """A short text at the right edge of its cell; a long one is cut."""
    return text.rjust(width) if text.isascii() and len(text) <= width else fit(text, width)
