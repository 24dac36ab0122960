"""A booking on the screen: moved on by keys, with its reason."""

from datetime import date

from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.resources import catalogue
from tests.kit.seat import Seat


def book(desk: Desk, **more: object) -> int:
    typed = {"organisation_id": find_municipality(desk, "Ahnatal"), "module": 1} | more
    return BOOKINGS.save(desk, BookingInput.model_validate(typed)).id


async def show(seat: Seat, booking: int) -> None:
    seat.app.open_record(catalogue.BY_CODE["booking"], booking)
    await seat.press()


async def test_a_storno_takes_its_reason_and_frees_the_slot(seat: Seat, colleague: Desk) -> None:
    number = book(colleague, consultation_on=date(2021, 6, 17))
    await show(seat, number)
    assert "m Schritt" in seat.footer
    await seat.type("m")
    await seat.type("storn", "enter")
    assert seat.message == "Bitte angeben, warum die Beratung storniert ist."
    assert BOOKINGS.read(colleague, number).value.state == "registered"
    await seat.type("m")
    await seat.type("storn", "tab", "tab", "tab")
    await seat.type("Haushalt", "enter")
    assert seat.message == f"B{number} ist jetzt storniert. Der Platz ist wieder frei."
    assert "angemeldet → storniert, Probe, Haushalt" in seat.screen


async def test_a_day_that_cannot_be_read_is_told_and_nothing_typed_is_lost(
    seat: Seat, colleague: Desk
) -> None:
    number = book(colleague)
    await show(seat, number)
    await seat.type("m")
    await seat.type("term", "tab", "tab")
    await seat.type("32.13.", "enter")
    assert "32.13." in seat.screen
    assert BOOKINGS.read(colleague, number).value.state == "registered"
    await seat.press(*["backspace"] * 6)
    await seat.type("17.06.2021", "enter")
    assert seat.message == f"B{number} ist jetzt terminiert auf den 17.06.2021."


async def test_the_list_to_call_through_leads_to_the_kommune(seat: Seat, colleague: Desk) -> None:
    await seat.press("g", "b", "f9")
    await seat.type("verf", "enter")
    assert seat.message == "Kein freier Platz verfällt bald."
    seat.clock.set(date(2022, 12, 1))
    await seat.press("f9")
    await seat.type("verf", "enter")
    assert "noch 30 Tage" in seat.screen
    await seat.type("ahnatal", "enter")
    assert "KOMMUNE Ahnatal" in seat.screen


async def test_the_press_is_told_both_figures(seat: Seat, colleague: Desk) -> None:
    book(colleague)
    await seat.press("escape", "g", "b", "f9")
    await seat.type("zahlen der", "enter")
    assert "298  Angemeldete Beratungsmodule" in seat.screen
    assert "EIGENE BUCHUNGEN" in seat.screen
