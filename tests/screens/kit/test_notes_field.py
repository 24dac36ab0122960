"""No key of a field of several lines ends the program, and Strg+Z gives back what stood there."""

import random

from textual import events
from textual.app import App, ComposeResult
from textual.containers import VerticalScroll

from ozg_tui.desk.entry.fields import Field, FieldKind
from ozg_tui.forms.entry import NoteBox
from tests.kit.seat import typed

FIELD = Field(name="text", label="Notiz", kind=FieldKind.MULTILINE, required=False)
KEYS = ("ctrl+z", "ctrl+y", "ctrl+z", "ctrl+k", "ctrl+u", "backspace", "enter", "up", "ctrl+w")


class Note(App[None]):
    """A note in a form that is lower than its text may become."""

    def compose(self) -> ComposeResult:
        with VerticalScroll():
            yield NoteBox(FIELD, ("text",))


async def test_a_paste_of_many_lines_is_taken_back_as_one() -> None:
    app = Note()
    async with app.run_test(size=(40, 12)) as pilot:
        box = app.query_one(NoteBox)
        box.focus()
        await pilot.press(*typed("vorher"))
        for lines in (5, 8, 40):
            box.post_message(events.Paste("\n".join(f"Zeile {n}" for n in range(lines))))
            await pilot.pause()
            assert box.document.line_count == lines
            await pilot.press("ctrl+z")
            await pilot.pause()
            assert box.text == "vorher"


async def test_any_keys_in_any_order_leave_a_text() -> None:
    rng = random.Random(7)
    app = Note()
    async with app.run_test(size=(40, 12)) as pilot:
        box = app.query_one(NoteBox)
        box.focus()
        for _ in range(250):
            if rng.random() < 0.25:
                box.post_message(
                    events.Paste("\n".join("Zeile" for _ in range(rng.choice((2, 8)))))
                )
            elif rng.random() < 0.2:
                await pilot.press(*typed("abc"))
            else:
                await pilot.press(rng.choice(KEYS))
            await pilot.pause()
        assert app.is_running
        assert box.cursor_location[0] < box.document.line_count
