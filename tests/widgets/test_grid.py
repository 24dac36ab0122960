"""The grid: a cursor in both directions, frozen heads, and only what is seen is read."""

from collections.abc import Callable, Mapping, Sequence

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from ozg_tui.widgets.grid import Grid, Layout, Place
from ozg_tui.widgets.grid_view import GridView
from tests.kit.seat import resize

HEAD, CELL, END = 10, 4, 6
ROWS, COLUMNS = range(1000, 1000 + 5000), range(1, 401)
MOVES = st.one_of(
    st.tuples(st.just("move"), st.integers(-40, 40), st.integers(-40, 40)),
    st.tuples(st.just("page"), st.sampled_from([1, -1]), st.just(0)),
    st.tuples(st.sampled_from(["first", "last"]), st.just(0), st.just(0)),
    st.tuples(st.just("resize"), st.integers(0, 30), st.integers(0, 30)),
    st.tuples(st.just("fill"), st.integers(0, 90), st.integers(0, 90)),
)


def named(row: int) -> str:
    return f"Ort {row}" if row != 1100 else f"漢字 [/] {row}"


def foot(place: Place | None) -> str:
    return f"Zeile {place.row}, Spalte {place.column}" if place else "nichts"


LAYOUT = Layout(
    corner=("Kommune", "Leistungen"),
    column_head=lambda column: (f"K{column}", str(column % 7)),
    row_head=named,
    foot=foot,
    head_width=HEAD,
    cell_width=CELL,
    row_end=lambda row: f" E{row}",
    end_width=END,
)


class Board(App[None]):
    """Nothing but a grid; each cell holds the sum of its row and its column, most of it."""

    def __init__(self, rows: Sequence[int], columns: Sequence[int], *, at_once: bool = True):
        super().__init__()
        self.at_once = at_once
        self.asked: list[tuple[list[int], list[int]]] = []
        self.waiting: list[Callable[[], None]] = []
        self.opened: list[Place] = []
        self.grid = Grid(LAYOUT, self.source)
        self.axes = rows, columns

    def compose(self) -> ComposeResult:
        yield self.grid

    def on_mount(self) -> None:
        self.grid.fill(*self.axes)
        self.grid.focus()

    def on_grid_opened(self, event: Grid.Opened) -> None:
        self.opened.append(event.place)

    def source(
        self,
        answer: Callable[[Mapping[Place, str]], None],
        rows: Sequence[int],
        columns: Sequence[int],
    ) -> None:
        self.asked.append((list(rows), list(columns)))
        cells = {
            Place(row, column): str((row + column) % 1000)
            for row in rows
            for column in columns
            if column % 10
        }
        if self.at_once:
            answer(cells)
        else:
            self.waiting.append(lambda: answer(cells))

    @property
    def shown(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]


@given(st.lists(MOVES, max_size=60))
def test_the_cursor_is_always_in_view_and_the_view_in_the_grid(moves):
    view = GridView()
    view.resize(8, 5)
    view.fill(50, 30)
    for name, one, two in moves:
        arguments = {"first": (), "last": (), "page": (one,)}.get(name, (one, two))
        getattr(view, name)(*arguments)
        seen = view.seen
        if view.is_empty:
            continue
        assert seen.top <= view.row < seen.bottom <= view.rows
        assert seen.left <= view.column < seen.right <= view.columns
        assert seen.bottom - seen.top == min(view.height, view.rows)
        assert seen.right - seen.left == min(view.width, view.columns)


def test_a_page_moves_the_rows_with_the_cursor_and_end_goes_to_both_ends():
    view = GridView()
    view.resize(10, 4)
    view.fill(100, 30)
    view.move(3, 0)
    view.page(1)
    assert (view.row, view.top) == (13, 10)
    view.page(-1)
    assert (view.row, view.top) == (3, 0)
    view.last()
    assert (view.row, view.column, view.left) == (3, 29, 26)
    view.last()
    assert (view.row, view.top) == (99, 90)
    view.first()
    view.first()
    assert (view.row, view.column) == (0, 0)


async def test_heads_stay_and_each_line_is_as_wide_as_the_screen():
    app = Board(ROWS, COLUMNS)
    async with app.run_test(size=(50, 12)) as pilot:
        # 50 - 10 - 6 leave eight columns, 12 - 2 - 1 nine rows.
        await pilot.press(*["down"] * 30, *["right"] * 9)
        shown = app.shown
        assert {cell_len(line) for line in shown} == {50}
        assert shown[0].rstrip() == "Kommune     K3  K4  K5  K6  K7  K8  K9 K10"
        assert shown[1].startswith("Leistungen   3   4   5   6   0   1   2   3")
        assert shown[2].startswith("Ort 1022    25  26  27  28  29  30  31     E1022")
        # The tenth column is empty; its cell shows the cursor.
        assert shown[-2].rstrip() == "Ort 1030    33  34  35  36  37  38  39>    E1030"
        assert shown[-1].rstrip() == " Zeile 1030, Spalte 10"


async def test_only_what_comes_into_view_is_read():
    app = Board(ROWS, COLUMNS)
    async with app.run_test(size=(50, 12)) as pilot:
        assert app.asked == [(list(range(1000, 1009)), list(range(1, 9)))]
        await pilot.press(*["down"] * 8, *["right"] * 7, "up", "left")
        assert len(app.asked) == 1
        await pilot.press("down", "down")
        assert app.asked[1:] == [([1009], list(range(1, 9)))]
        await pilot.press("right", "right")
        assert app.asked[2:] == [(list(range(1001, 1010)), [9])]
        await pilot.press("end", "end")
        rows, columns = app.asked[-1]
        assert (rows[-1], columns[-1]) == (ROWS[-1], COLUMNS[-1])
        assert len(rows) <= 9
        assert len(columns) <= 8


def known(app: Board, row: int, column: int) -> str:
    """What the grid has read of a cell."""
    return str(app.grid._known.get(row, {}).get(column, ""))


async def test_a_grid_of_any_size_keeps_few_cells():
    app = Board(ROWS, COLUMNS)
    async with app.run_test(size=(50, 12)) as pilot:
        for _ in range(500):
            app.grid.steer("pagedown")
        await pilot.pause()
        assert len(app.grid._known) * 8 <= 21_000
        assert known(app, app.grid.rows[app.grid.view.row], 1) != ""


async def test_an_answer_that_comes_late_is_drawn_and_an_old_one_is_not_kept():
    app = Board(ROWS, COLUMNS, at_once=False)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.press("pagedown", "pagedown")
        assert app.shown[2].startswith("Ort 1018  >                     ")
        first, *_, newest = app.waiting
        first()
        assert known(app, 1000, 1) == ""
        newest()
        await pilot.pause()
        assert app.shown[2].startswith("Ort 1018  > 19  20  21")


async def test_marks_are_signs_and_a_second_time_takes_them_off():
    app = Board(ROWS, COLUMNS)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.press("space", "space", "up")
        assert app.grid.marked == {Place(1000, 1), Place(1001, 1)}
        assert [line[10:14] for line in app.shown[2:5]] == ["*  1", "»  2", "   3"]
        await pilot.press("space")
        assert app.grid.marked == {Place(1000, 1)}
        row = [Place(1005, column) for column in COLUMNS]
        app.grid.mark(row)
        await pilot.pause()
        assert app.shown[7][10:18] == "*  6*  7"
        app.grid.mark(row)
        assert app.grid.marked == {Place(1000, 1)}


async def test_the_cursor_stays_on_its_cell_when_rows_and_columns_change():
    app = Board(ROWS, COLUMNS)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.press(*["down"] * 20, "right", "right")
        app.grid.fill(range(1010, 1040), (1, 3, 5))
        assert app.grid.current == Place(1020, 3)
        app.grid.fill((), ())
        await pilot.pause()
        assert app.grid.current is None
        assert app.shown[-1].strip() == "nichts"
        await pilot.press("down", "space", "enter", "end")
        app.grid.fill(ROWS, COLUMNS, at=Place(1300, 7))
        assert app.grid.current == Place(1300, 7)


async def test_enter_and_two_clicks_open_a_cell_and_a_smaller_window_keeps_it_in_view():
    app = Board(ROWS, COLUMNS)
    async with app.run_test(size=(50, 12)) as pilot:
        await pilot.press("down", "right", "enter")
        await pilot.click(app.grid, offset=(HEAD + 2 * CELL + 1, 4), times=2)
        await pilot.click(app.grid, offset=(HEAD - 1, 0), times=2)
        assert app.opened == [Place(1001, 2), Place(1002, 3)]
        await pilot.press("end", *["down"] * 8)
        await resize(pilot, 30, 6)
        await pilot.pause()
        assert app.shown[-1].startswith(" Zeile 1010, Spalte 400")
        assert app.shown[-2].startswith("Ort 1010")


async def test_stored_names_are_text():
    app = Board((1100, 1101), COLUMNS)
    async with app.run_test(size=(50, 12)):
        assert app.shown[2].startswith("漢字 [/] …>101")
