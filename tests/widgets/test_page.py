"""A text to read: which lines are seen, and where among all they are."""

from textual.app import App, ComposeResult
from textual.geometry import Size

from ozg_tui.widgets.page import Page


class Reader(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()

    def compose(self) -> ComposeResult:
        yield self.page

    @property
    def seen(self) -> list[str]:
        rows = range(self.page.size.height)
        return [self.page.render_line(y).text[: -len(" █")].rstrip() for y in rows]

    @property
    def thumb(self) -> list[int]:
        rows = range(self.page.size.height)
        return [y for y in rows if self.page.render_line(y).text.endswith("█")]


LINES = [f"Zeile {number}" for number in range(1, 31)]


async def test_the_keys_of_movement_scroll_and_stop_at_both_ends() -> None:
    app = Reader()
    async with app.run_test(size=(40, 10)) as pilot:
        app.page.focus()
        app.page.show(LINES, ["Kopf"])
        assert app.seen == ["Kopf", *LINES[:9]]
        for key, first in (
            ("up", 1), ("down", 2), ("pagedown", 10), ("end", 22), ("down", 22), ("pageup", 14),
            ("home", 1),
        ):  # fmt: skip
            await pilot.press(key)
            assert app.seen == ["Kopf", *LINES[first - 1 : first + 8]]


async def test_the_mark_at_the_edge_shows_where_one_is() -> None:
    app = Reader()
    async with app.run_test(size=(40, 10)):
        app.page.show(LINES)
        assert app.thumb == [0, 1, 2]
        app.page.scroll_by(100)
        assert app.thumb == [7, 8, 9]
        app.page.show(LINES[:10])
        assert app.thumb == []
        assert app.seen == LINES[:10]


async def test_a_shorter_text_and_a_larger_window_leave_no_gap_at_the_end() -> None:
    app = Reader()
    async with app.run_test(size=(40, 10)) as pilot:
        app.page.show(LINES)
        app.page.scroll_by(100)
        app.page.show(LINES[:15])
        assert app.seen == LINES[5:15]
        await pilot.resize_terminal(40, 12)
        while app.page.size != Size(40, 12):
            await pilot.pause()
        assert app.seen == LINES[3:15]
