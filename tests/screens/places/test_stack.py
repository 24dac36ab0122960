"""However long somebody goes from Kommune to Kommune, few screens stay open behind."""

from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.ways import MOST_BEHIND
from tests.kit.seat import Seat, typed

PLACES = ("ahnatal", "vellmar", "kaufungen", "niestetal", "helsa", "espenau")


async def test_searches_and_kommunen_close_behind_the_newest(seat: Seat) -> None:
    for round_number in range(4):
        for place in PLACES:
            await seat.press("f2", "ctrl+u", *typed(place), "enter")
            front = seat.app.screen
            assert isinstance(front, PlaceScreen)
            assert place in seat.screen.splitlines()[0].lower()
            assert len(seat.app.screen_stack) <= MOST_BEHIND + 3, round_number
    for _ in range(MOST_BEHIND + 2):
        await seat.press("f3")
        if len(seat.app.screen_stack) == 1:
            break
    assert len(seat.app.screen_stack) == 1


async def test_the_same_kommune_comes_to_the_front(seat: Seat) -> None:
    await seat.type("ahnatal", "enter")
    first = seat.app.screen
    await seat.press("f2", "ctrl+u", *typed("vellmar"), "enter")
    await seat.press("f2", "ctrl+u", *typed("ahnatal"), "enter")
    assert seat.app.screen is first
    assert seat.app.screen_stack.count(first) == 1
    assert "Ahnatal" in seat.screen.splitlines()[0]


async def test_what_is_being_typed_stays_open(seat: Seat) -> None:
    await seat.press("escape", "g", "p", "n")
    form = seat.app.screen
    assert isinstance(form, FormScreen)
    await seat.type("ahnatal", "enter")
    await seat.type("Halbfertig")
    for place in PLACES * 2:
        await seat.press("f2", "ctrl+u", *typed(place), "enter")
    assert form in seat.app.screen_stack
    assert form.sheet is not None
    assert form.sheet.texts()["family_name"] == "Halbfertig"
