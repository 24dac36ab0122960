"""The calendar at the keyboard: from day to day, in three scales, and into what lies there."""

from datetime import date

import pytest

from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from tests.kit.seat import Seat

DAY = date(2021, 6, 17)


def book(desk: Desk, module: int, at: str, **more: object) -> int:
    typed = {"organisation_id": find_municipality(desk, at), "module": module} | more
    return BOOKINGS.save(desk, BookingInput.model_validate(typed)).id


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_a_month_is_read_and_walked_through(
    seat: Seat, colleague: Desk, size: tuple[int, int]
) -> None:
    number = book(colleague, 1, "Ahnatal", consultation_on=DAY, starts_at="9:30", ends_at="12")
    await seat.resize(*size)
    await seat.press("escape", "g", "t")
    assert "TERMINE Di 01.06.2021" in seat.screen
    assert "[ 1]heute" in seat.screen
    assert " 3 *" in seat.screen  # Fronleichnam
    assert "B Ahnatal" in seat.screen
    await seat.press("right", "right")
    assert "Do 03.06.2021, Fronleichnam, 0 Einträge" in seat.screen
    await seat.press("down", "down")
    assert "Do 17.06.2021, 1 Eintrag, Beratung Modul 1, Ahnatal" in seat.screen
    await seat.press("enter")
    assert f"B{number}" in seat.screen
    assert "BERATUNG Modul 1, Ahnatal" in seat.screen
    await seat.press("f3", "pagedown")
    assert "TERMINE Sa 17.07.2021" in seat.screen
    await seat.press("home")
    assert "TERMINE Di 01.06.2021" in seat.screen


async def test_week_and_day_list_their_entries(seat: Seat, colleague: Desk) -> None:
    for module, place, hour in ((1, "Ahnatal", "9:30"), (3, "Kaufungen", "13")):
        book(colleague, module, place, consultation_on=DAY, starts_at=hour)
    await seat.press("escape", "g", "t", "right", "right", "down", "down", "2")
    shown = seat.screen
    assert ">Do 17.06.2021" in shown
    assert "> 09:30       Beratung Modul 1, Ahnatal" in shown
    assert shown.index("Ahnatal") < shown.index("Kaufungen")
    await seat.press("down")
    assert "> 13:00       Beratung Modul 3, Kaufungen" in seat.screen
    await seat.press("1", "down", "enter")
    assert "BERATUNG Modul 3, Kaufungen" in seat.screen
    await seat.press("f3", "left")
    assert "Mi 16.06.2021" in seat.screen
    assert "Do 17.06.2021" not in seat.screen


async def test_the_shown_month_becomes_a_file(
    seat: Seat, colleague: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path
) -> None:
    monkeypatch.setattr("ozg_tui.desk.papers.folder.documents_folder", lambda: tmp_path)
    book(colleague, 1, "Ahnatal", consultation_on=DAY)
    await seat.press("escape", "g", "t", "f9")
    await seat.type("kalenderd", "enter")
    (made,) = tmp_path.iterdir()
    assert made.name == "termine-2021-06.ics"
    assert b"Beratung Modul 1\\, Ahnatal" in made.read_bytes()
