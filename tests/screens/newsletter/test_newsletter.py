"""The recipients of the OZG-Report at the keyboard: list, form, detail view, undo."""

from sqlalchemy.engine import URL

from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.list import ListScreen
from tests.kit.seat import seated


async def test_a_recipient_is_entered_confirmed_ended_and_given_back(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press("escape", "g", "n")
        assert isinstance(seat.app.screen, ListScreen)
        assert "Kein Bezug gefunden." in seat.screen
        await seat.press("f6")
        assert isinstance(seat.app.screen, FormScreen)
        await seat.type("E.Beispiel@ahnatal.example.org", "enter")
        await seat.type("ahnatal", "enter")
        await seat.press("enter", "enter")
        await seat.type("best", "enter", "f8")
        assert isinstance(seat.app.screen, FormScreen)
        assert "braucht einen Beleg" in seat.message
        await seat.type("Formular vom 20.11.2026", "f8")
        assert isinstance(seat.app.screen, ListScreen)
        assert "e.beispiel@ahnatal.example.org" in seat.screen
        assert "bestätigt" in seat.screen
        await seat.press("home", "enter")
        assert isinstance(seat.app.screen, DetailScreen)
        assert "Formular vom 20.11.2026" in seat.screen
        await seat.press("u", "j")
        assert "Bezug des OZG-Reports »e.beispiel@ahnatal.example.org«" in seat.message
        await seat.press("escape", "g", "n")
        assert "Kein Bezug gefunden." in seat.screen


async def test_an_issue_is_entered_and_found(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press("escape", "g", "o", "f6")
        await seat.type("3/2026", "enter")
        await seat.type("01.10.2026", "enter", "f8")
        assert "OZG-Report 3/2026" in seat.screen
        await seat.press("f2")
        await seat.type("art:ausgabe")
        assert "OZG-Report 3/2026" in seat.screen
