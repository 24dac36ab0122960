"""The history on the screen: all of it, that of one record, and from there to the record."""

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.resources import catalogue
from ozg_tui.screens.history.screen import HistoryScreen
from ozg_tui.screens.kit.detail import DetailScreen
from tests.kit.seat import Seat


def contact(desk: Desk, name: str) -> int:
    value = {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": name}
    return CONTACTS.save(desk, ContactInput.model_validate(value)).id


def change(desk: Desk, number: int, **values: object) -> None:
    stored = CONTACTS.read(desk, number)
    CONTACTS.save(desk, stored.value.model_copy(update=values), stored)


async def test_all_of_it_by_person_and_on_to_the_record(seat: Seat, colleague: Desk) -> None:
    number = contact(seat.desk, "Weber")
    change(colleague, number, given_name="Anna")
    await seat.press("escape", "g", "v")
    assert isinstance(seat.app.screen, HistoryScreen)
    first = seat.screen.splitlines()[5]
    assert "Kollegin" in first
    assert "Vorname: – → Anna" in first
    assert "Kollegin, Kontakt Weber, Anna: Vorname: – → Anna" in seat.screen.splitlines()[-2]
    await seat.press("space")
    assert "Vorname: – → Anna" in seat.screen
    assert "01.06.2021, 12:00, Kollegin" in seat.screen
    await seat.press("escape", "s")
    await seat.type("wer:probe art:kontakt")
    assert "Kollegin" not in seat.screen
    assert "angelegt" in seat.screen
    await seat.press("enter")
    assert isinstance(seat.app.screen, DetailScreen)
    assert "Weber" in seat.screen.splitlines()[0]


async def test_a_long_one_is_paged_to_its_end_and_back(seat: Seat) -> None:
    await seat.press("escape", "g", "v")
    screen = seat.app.screen
    assert isinstance(screen, HistoryScreen)
    newest = screen.list.current
    await seat.press("pagedown", "pagedown", "end")
    oldest = screen.list.current
    assert newest is not None
    assert oldest is not None
    assert oldest.position == -1
    await seat.press("home")
    assert screen.list.current == newest


async def test_a_wrong_filter_is_said(seat: Seat) -> None:
    await seat.press("escape", "g", "v", "s")
    await seat.type("farbe:rot")
    assert seat.message == "»farbe:« ist hier kein Filter. Möglich sind: wer, tag, art."


async def test_a_record_shows_its_own(seat: Seat, colleague: Desk) -> None:
    number = contact(seat.desk, "Weber")
    other = contact(seat.desk, "Wagner")
    change(colleague, number, given_name="Anna")
    seat.app.open_record(catalogue.BY_CODE["contact"], number)
    await seat.press()
    await seat.press("V")
    assert seat.screen.splitlines()[0].startswith(" OZG-TUI | VERLAUF Kontakt Weber, Anna")
    assert "Wagner" not in seat.screen
    assert other
    change(colleague, number, title="Dr.")
    await seat.until(lambda: "Titel: – → Dr." in seat.screen)
    await seat.press("f3")
    assert isinstance(seat.app.screen, DetailScreen)
