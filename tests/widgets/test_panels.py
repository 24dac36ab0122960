"""Panels to choose from: how they are laid out, and how the cursor goes through them."""

from rich.cells import cell_len
from textual.app import App, ComposeResult

from ozg_tui.widgets.ink import Ink, Run, text_of
from ozg_tui.widgets.panel_layout import Panel, PanelLine, lay_out
from ozg_tui.widgets.panels import Panels
from tests.kit.seat import resize


def lines(name: str, count: int) -> tuple[PanelLine, ...]:
    """Lines that can be chosen, by their name and number."""
    return tuple(PanelLine(f"{name} {number}", (name, number)) for number in range(count))


WARNING = Panel("", (PanelLine("!! überfällig", ("warning", 0)),))
PEOPLE = Panel("PERSONEN (9)", (*lines("Person", 9), PanelLine("Zentrale 0")), rows=4)
ACCOUNT = Panel("KONTO", (PanelLine("Überschrift"), *lines("Konto", 2), PanelLine("Summe")))
EMPTY = Panel("LEER", ())
NOTES = Panel("NOTIZEN", lines("Notiz", 3))
LAST = Panel("ZULETZT", (PanelLine("Noch nichts."),))
ALL = (WARNING, PEOPLE, ACCOUNT, EMPTY, NOTES, LAST)


class Board(App[None]):
    """Nothing but panels."""

    def __init__(self) -> None:
        super().__init__()
        self.board = Panels()
        self.opened: list[object] = []
        self.moves = 0

    def compose(self) -> ComposeResult:
        yield self.board

    def on_panels_opened(self, event: Panels.Opened) -> None:
        self.opened.append(event.line.target)

    def on_panels_moved(self) -> None:
        self.moves += 1

    @property
    def shown(self) -> list[str]:
        return [strip.text for strip in self.screen._compositor.render_strips()]

    @property
    def cursor(self) -> object:
        line = self.board.current
        return line and (line.target or line.text)


def test_two_in_each_row_and_bare_lines_over_the_whole_width():
    layout = lay_out(ALL, 60, {})
    rows = list(map(text_of, layout.rows))
    assert layout.beside == ((0,), (1, 2), (3, 4), (5,))
    assert {cell_len(row) for row in rows} <= {59, 60}
    assert rows[0].rstrip() == "  !! überfällig"
    assert rows[1].startswith("─ PERSONEN (9) ───────── +6 ─┬─ KONTO ──")
    assert rows[2].startswith("  Person 0     ")
    assert rows[2][29] == "│" == rows[1].replace("┬", "│")[29]
    assert rows[6].startswith("─ LEER ───")
    assert rows[6][29] == "┼"
    assert rows[-2].startswith("─ ZULETZT ───")
    assert rows[-2][29] == "┴"


def test_what_a_piece_means_is_drawn_where_it_stands():
    line = PanelLine("M1/M2 + FREI bis morgen", inked=(("+ FREI", Ink.GOOD), ("weg", Ink.BAD)))
    rows = lay_out((Panel("KONTO", (line,), inked=(("KONTO", Ink.BAD),)),), 30, {}).rows
    assert rows[0][1] == Run("KONTO", Ink.BAD)
    assert rows[1][1:4] == (Run("M1/M2 "), Run("+ FREI", Ink.GOOD), Run(" bis morgen    "))


def test_an_odd_width_and_a_title_that_is_too_long():
    panels = (Panel("X" * 90, lines("a" * 90, 1)), Panel("漢字" * 30, lines("é" * 50, 2)))
    for width in (40, 41, 79, 121):
        rows = list(map(text_of, lay_out(panels, width, {}).rows))
        assert {cell_len(row) for row in rows} <= {width - 1, width}
        assert "…" in rows[0]


def test_a_panel_that_shows_fewer_lines_than_its_neighbour_uses_the_space():
    places = lay_out((PEOPLE, Panel("LANG", lines("Z", 7))), 80, {}).places
    assert [place.shown for place in places] == [7, 7]


async def test_the_cursor_goes_through_all_panels_and_opens_their_lines():
    app = Board()
    async with app.run_test(size=(80, 24)) as pilot:
        board = app.board
        assert board.current is None
        for key in ("down", "up", "tab", "left", "home", "end", "pagedown", "enter"):
            board.steer(key)
        assert app.opened == []
        board.show(ALL)
        board.focus()
        await pilot.pause()
        assert app.cursor == ("warning", 0)
        assert app.shown[0].startswith("> !! überfällig")
        seen = []
        for _ in range(5):
            await pilot.press("tab")
            seen.append(app.cursor)
        assert seen == [("Person", 0), ("Konto", 0), ("Notiz", 0), "Noch nichts.", ("warning", 0)]
        await pilot.press("shift+tab")
        assert app.cursor == "Noch nichts."
        await pilot.press("enter")
        assert app.opened == []
        board.choose(1, 0)
        await pilot.press("enter", "down", "right", "enter", "left", "up", "up", "enter")
        assert app.opened == [("Person", 0), ("Konto", 0), ("warning", 0)]
        assert app.moves == 11


async def test_a_panel_with_more_lines_than_it_shows_follows_the_cursor():
    app = Board()
    async with app.run_test(size=(80, 24)) as pilot:
        app.board.show(ALL)
        app.board.focus()
        app.board.choose(1, 8)
        await pilot.pause()
        shown = [row[:12] for row in app.shown[2:6]]
        assert shown == ["  Person 6  ", "  Person 7  ", "> Person 8  ", "  Zentrale 0"]
        await pilot.press("up", "up", "up")
        assert app.shown[2][:10] == "> Person 5"
        await pilot.press("pageup", "pageup")
        assert app.cursor == ("Person", 0)
        await pilot.press("pagedown", "pagedown", "pagedown")
        assert app.cursor == ("Person", 8)
        await pilot.press("pagedown")
        assert app.cursor == ("Notiz", 0)
        await pilot.press("home")
        assert app.cursor == ("warning", 0)
        await pilot.press("end")
        assert app.cursor == "Noch nichts."
        await pilot.click(app.board, offset=(5, 2))
        assert app.cursor == ("Person", 6)
        await pilot.click(app.board, offset=(45, 2))
        assert app.cursor == ("Person", 6)
        await pilot.click(app.board, offset=(5, 2), times=2)
        assert app.opened == [("Person", 6)]


async def test_new_panels_leave_the_cursor_on_its_line():
    app = Board()
    async with app.run_test(size=(80, 24)) as pilot:
        app.board.show(ALL)
        app.board.choose(1, 5)
        moved = Panel("PERSONEN", lines("Person", 9)[3:])
        app.board.show((WARNING, moved, ACCOUNT))
        assert app.cursor == ("Person", 5)
        app.board.show((WARNING, Panel("PERSONEN", lines("Person", 2)), ACCOUNT))
        assert app.cursor == ("Person", 1)
        app.board.show((Panel("", ()), EMPTY, NOTES))
        assert app.cursor == ("Notiz", 1)
        app.board.show((EMPTY,))
        assert app.board.current is None
        await pilot.press("down", "tab", "pagedown", "enter")
        app.board.show(())
        await pilot.pause()
        assert app.opened == []


async def test_a_low_window_scrolls_with_the_cursor():
    app = Board()
    async with app.run_test(size=(60, 8)) as pilot:
        app.board.show(ALL)
        app.board.focus()
        await pilot.press("end")
        assert app.shown[-2].startswith("─ ZULETZT")
        assert app.shown[-1].startswith("> Noch nichts.")
        await pilot.press("home")
        assert app.shown[0].startswith("> !! überfällig")
        await resize(pilot, 50, 24)
        await pilot.pause()
        assert app.shown[-1].strip() == ""
        assert all(cell_len(row) == 50 for row in app.shown)
