"""A form in front of somebody: where the cursor is, what stands in it, what is said about it."""

from typing import Any

from sqlalchemy import select
from textual import events

from ozg_tui.forms.entry import Entry, NoteBox
from ozg_tui.forms.lines import ErrorLine
from ozg_tui.screens.kit.fields import FieldsScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.widgets.ink import text_of
from tests.kit.seat import Seat


def form(seat: Seat) -> FormScreen:
    """The form in front."""
    screen = seat.app.screen
    assert isinstance(screen, FormScreen), seat.screen
    return screen


def label(seat: Seat) -> str:
    """The label of the field with the cursor."""
    focused = seat.app.focused
    return focused.field.label if isinstance(focused, Entry | NoteBox) else str(focused)


def texts(seat: Seat) -> dict[str, object]:
    """What the form holds, as typed."""
    sheet = form(seat).sheet
    assert sheet is not None
    return sheet.texts()


async def reach(seat: Seat, name: str) -> Entry | NoteBox:
    """Put the cursor into a field; how keys lead there is tested elsewhere."""
    sheet = form(seat).sheet
    assert sheet is not None
    control = next(each for each in sheet.controls if each.field.label == name)
    control.focus()
    await seat.press()
    assert label(seat) == name
    return control


async def replace(seat: Seat, text: str, *keys: str) -> None:
    """Type a text in place of what the field holds."""
    await seat.press("end", "ctrl+u")
    await seat.type(text, *keys)


async def paste(seat: Seat, text: str) -> None:
    """Paste a text into the field with the cursor."""
    seat.app.post_message(events.Paste(text))
    await seat.press()


def judgement(seat: Seat) -> str:
    """What stands beside the fields, as one text however it is broken."""
    return " ".join(map(str.strip, beside(form(seat)).splitlines()))


def beside(screen: FieldsScreen) -> str:
    """What stands beside or below the fields of a screen, line by line."""
    lines = screen.aside.lines
    return "\n".join(line if isinstance(line, str) else text_of(line).rstrip() for line in lines)


def states(seat: Seat) -> dict[str, str]:
    """The state of every check, by its code."""
    examination = form(seat).examination
    assert examination is not None
    return {check.code: check.state.value for check in examination.checks}


def errors(seat: Seat) -> list[str]:
    """The sentences below fields."""
    return [line.sentence for line in form(seat).query(ErrorLine) if line.display]


def rows(seat: Seat, table: type[Any]) -> list[Any]:
    """All stored records of a table, the oldest first."""
    with seat.desk.store.reading() as session:
        return list(session.scalars(select(table).order_by(table.id)))


def burst(seat: Seat, *keys: str) -> None:
    """Press keys without waiting for anything in between, as a fast typist or a paste does."""
    characters = {"enter": "\r", "tab": "\t", "space": " ", "full_stop": ".", "plus": "+"}
    for key in keys:
        character = key if len(key) == 1 else characters.get(key)
        seat.app.post_message(events.Key(key, character))
