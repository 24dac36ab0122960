"""A person is told about and erased at the keyboard."""

from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.question import QuestionScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from tests.kit.seat import Seat


async def _at_the_person(seat: Seat) -> None:
    await seat.press("f2")
    await seat.type("maser benjamin", "enter")
    assert "0611 353 1956" in seat.screen


async def test_all_that_is_stored_can_be_read(seat: Seat) -> None:
    await _at_the_person(seat)
    await seat.press("f9")
    await seat.type("auskunft über", "enter")
    assert isinstance(seat.app.screen, ReaderScreen)
    assert "Auskunft: Benjamin Maser" in seat.screen
    assert "Art. 15 DSGVO" in seat.screen


async def test_a_person_goes_after_two_questions_and_no_is_what_enter_means(seat: Seat) -> None:
    await _at_the_person(seat)
    await seat.press("f9")
    await seat.type("dsgvo", "enter")
    assert isinstance(seat.app.screen, ChoiceScreen)
    assert "NICHT" in seat.screen
    await seat.type("ansehen", "enter")
    assert isinstance(seat.app.screen, ReaderScreen)
    await seat.press("escape")
    await seat.type("endgültig", "enter")
    assert isinstance(seat.app.screen, QuestionScreen)
    await seat.press("enter")
    assert "0611 353 1956" in seat.screen
    await seat.press("f9")
    await seat.type("dsgvo", "enter")
    await seat.type("endgültig", "enter")
    await seat.press("j")
    assert isinstance(seat.app.screen, ReaderScreen)
    assert "Gelöscht: Person" in seat.screen
    await seat.press("escape")
    assert "0611 353 1956" not in seat.screen
    assert "gelöscht (" in seat.screen
    await seat.press("u")
    assert "nicht zurücknehmen" in seat.message


async def test_it_is_offered_for_people_alone(seat: Seat) -> None:
    await seat.press("escape", "g", "k", "f9")
    await seat.type("dsgvo")
    line = next(each for each in seat.screen.splitlines() if "Person löschen" in each)
    assert "nicht hier" in line
