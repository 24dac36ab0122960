"""A call comes in while somebody is at the program: who it is shows, and nothing typed is lost."""

import asyncio

import pytest
from sqlalchemy.engine import URL
from textual.widgets import Input

from db.connection import open_engine
from db.tables import Call, Contact, PhoneNumber
from ozg_tui.app import OzgApp
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.list import ListScreen
from ozg_tui.screens.kit.too_small import TooSmallScreen
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.telephone.caller_search import CallerSearchScreen
from tests.kit.clock import SetClock
from tests.kit.seat import Seat, settle

ERIKA, SHARED, STRANGER = "069 90009-117", "069 90009-200", "030 23125-999"


@pytest.fixture
def known(colleague: Desk) -> int:
    """Ahnatal with two people who share a number; the number of Ahnatal."""
    ahnatal = find_municipality(colleague, "Ahnatal")
    with colleague.store.writing("probe") as session:
        for name, own in (("Beispiel", "117"), ("Muster", "118")):
            session.add(
                Contact(
                    organisation_id=ahnatal,
                    given_name="Erika",
                    family_name=name,
                    numbers=[
                        PhoneNumber(kind="direct", raw=f"069 90009-{own}", e164=f"+496990009{own}"),
                        PhoneNumber(kind="secretariat", raw=SHARED, e164="+496990009200"),
                    ],
                )
            )
    return ahnatal


async def test_a_caller_is_announced_over_a_form_and_opened_by_a_key(
    seat: Seat, known: int
) -> None:
    await seat.press("escape", "g", "p", "f6")
    form = seat.app.screen
    assert isinstance(form, FormScreen)
    assert form.sheet is not None
    await seat.type("ahnatal", "enter")
    await seat.type("Halb")
    seat.app.take_call(ERIKA)
    await seat.until(lambda: "Erika Beispiel, Ahnatal (Durchwahl)" in seat.app.announcement)
    # However long somebody thinks: each of these letters would be a command of the card.
    for letter in "kbtfertig":
        await seat.press(letter)
        assert seat.app.screen is form
    title = seat.screen.splitlines()[0]
    assert title.startswith(" ANRUF, Strg+O öffnet: ")
    assert "Erika Beispiel, Ahnatal (Durchwahl)" in title
    await seat.press("ctrl+o")
    card = seat.app.screen
    assert isinstance(card, PlaceScreen)
    assert card.organisation_id == known
    assert "Erika Beispiel, Ahnatal (Durchwahl)" in seat.screen
    # The same caller again: no second card.
    await seat.ring("tel:+496990009117")
    assert seat.app.screen is card
    await seat.press("f3")
    assert seat.app.screen is form
    assert form.sheet.texts()["family_name"] == "Halbkbtfertig"


async def test_several_people_with_a_number_are_chosen_from(seat: Seat, known: int) -> None:
    await seat.press("escape", "g", "p")
    await seat.ring(SHARED)
    assert isinstance(seat.app.screen, ChoiceScreen)
    for part in ("Wer ruft an?", "2 Einträge", "Erika Beispiel", "Erika Muster", "Sekretariat"):
        assert part in seat.screen
    await seat.type("muster", "enter")
    assert isinstance(seat.app.screen, PlaceScreen)
    await seat.press("f3")
    await seat.ring(SHARED)
    await seat.press("escape")
    assert "2 Einträge mit dieser Nummer" in seat.message


async def test_an_unknown_caller_opens_what_is_known(seat: Seat, known: int) -> None:
    await seat.press("escape", "g", "p")
    contacts = seat.app.screen
    await seat.ring("069 90009-555")
    assert isinstance(seat.app.screen, PlaceScreen)
    assert seat.message == "069 90009-555: Stammnummer erkannt, Durchwahl 555 unbekannt."
    await seat.press("f3")
    for shown, sentence in (
        (STRANGER, "030 23125999 ist bei niemandem gespeichert. Wer ruft an?"),
        ("anonymous", "Die Rufnummer wurde nicht übermittelt. Wer ruft an?"),
        ("353-1950", "Bei »353-1950« fehlt die Vorwahl."),
    ):
        await seat.ring(shown)
        overlay = seat.app.screen
        assert isinstance(overlay, ListScreen)
        assert overlay is not contacts
        assert isinstance(seat.app.focused, Input)
        assert seat.message.startswith(sentence)
        await seat.press("f3")
        assert seat.app.screen is contacts


async def test_a_call_waits_for_a_window(seat: Seat, known: int) -> None:
    await seat.press("escape")
    await seat.resize(40, 10)
    assert isinstance(seat.app.screen, TooSmallScreen)
    seat.app.take_call(ERIKA)
    await seat.press()
    assert isinstance(seat.app.screen, TooSmallScreen)
    await seat.resize(100, 30)
    assert "Erika Beispiel" in seat.screen.splitlines()[0]
    await seat.press("ctrl+o")
    assert isinstance(seat.app.screen, PlaceScreen)
    assert len(seat.app.screen_stack) == 2


async def test_no_letter_gets_another_meaning_by_a_call(seat: Seat, known: int) -> None:
    """In a list letters are commands: they stay those of the list, until somebody opens a call."""
    await seat.press("escape", "g", "p")
    contacts = seat.app.screen
    seat.app.take_call(ERIKA)
    seat.app.take_call(STRANGER)
    await seat.press()
    assert seat.app.screen is contacts
    assert "(und 1 weiterer)" in seat.screen.splitlines()[0]
    await seat.press("b")
    assert isinstance(seat.app.screen, FormScreen)
    await seat.press("escape", "l")
    assert isinstance(seat.app.screen, CallerSearchScreen), "the newest first"
    await seat.press("f3", "l")
    assert isinstance(seat.app.screen, PlaceScreen)
    assert "ANRUF" not in seat.screen.splitlines()[0]
    await seat.press("f3", "l")
    assert seat.message == "Gerade wartet kein Anruf."


async def test_every_call_is_kept_with_the_time_of_its_ring(seat: Seat, known: int) -> None:
    """Typed with pauses between calls, every letter is in the field and no command was run."""
    await seat.press("escape", "g", "p", "f6")
    form = seat.app.screen
    assert isinstance(form, FormScreen)
    assert form.sheet is not None
    await seat.type("ahnatal", "enter")
    before = seat.clock.now()
    for number, letter in enumerate("circaxubt"):
        seat.app.take_call(f"069 90009-3{number:02d}")
        await seat.press(letter)
    assert form.sheet.texts()["family_name"] == "circaxubt"
    assert len(seat.app.screen_stack) == 3
    with seat.desk.store.reading() as session:
        calls = session.query(Call).order_by(Call.id).all()
    assert len(calls) == 9
    assert all(before <= each.started_at <= seat.clock.now() for each in calls)


async def test_the_program_starts_with_a_call_and_shows_each_of_two(url: URL, known: int) -> None:
    clock = SetClock()
    desk = Desk(open_engine(url), "Probe", clock)
    app = OzgApp(lambda: desk, "Probe", clock, call=ERIKA)
    async with app.run_test(size=(100, 30)) as pilot:
        seat = Seat(pilot, app, desk, clock)
        await seat.until(lambda: isinstance(app.screen, PlaceScreen))
        await settle(pilot)
        assert "Erika Beispiel, Ahnatal" in seat.message
        app.take_call(STRANGER)
        app.take_call("0611 353 1950")
        await settle(pilot)
        assert len(app.screen_stack) == 2
        await seat.press("ctrl+o", "ctrl+o")
        assert len(app.screen_stack) == 4
        assert {type(each) for each in app.screen_stack[2:]} == {CallerSearchScreen, PlaceScreen}


async def test_a_number_without_area_code_is_completed_from_the_kommune(
    seat: Seat, known: int
) -> None:
    async with asyncio.timeout(30):
        await seat.press("escape", "g", "p", "f6")
        await seat.type("ahnatal", "enter")
        await seat.type("Neu", "enter", "enter", "enter", "enter")
        await seat.type("90009-5", "enter")
        await seat.press("f8")
    assert "Gesichert: Neu" in seat.message, seat.screen
    with seat.desk.store.reading() as session:
        stored = session.query(PhoneNumber).filter_by(e164="+4969900095").one()
        assert stored.raw == "069 90009-5"


async def test_a_withheld_number_is_none_and_belongs_to_nobody(seat: Seat, known: int) -> None:
    await seat.ring("anonymous")
    assert "ANRUF Nummer nicht übermittelt" in seat.screen
    await seat.press("escape", "z")
    assert seat.message.startswith("Die Rufnummer wurde nicht übermittelt; es gibt nichts")
    await seat.press("a")
    await seat.press("escape", "escape")
    await seat.press("f3", "escape", "g", "a")
    assert "nicht übermittelt" in seat.screen
    assert "anonymous" not in seat.screen
