"""`u` and `U` at the keyboard: what one saved oneself goes back and comes again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from db.errors import NotFoundError
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Records
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.desk.register.municipalities import MUNICIPALITIES
from ozg_tui.desk.telephone.calls import CALLS
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput
from ozg_tui.desk.telephone.input import CallInput
from ozg_tui.desk.telephone.notes import NOTES, NoteInput
from ozg_tui.resources import catalogue
from ozg_tui.resources.resource import Resource
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.detail import DetailScreen
from ozg_tui.screens.kit.question import QuestionScreen
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.start.screen import StartScreen
from seeds.load import load
from tests.kit.application_screens import change, go, record, show
from tests.kit.forms import reach, replace
from tests.kit.seat import Seat, seated
from tests.kit.stores import Stores

HOSTILE = "x [/] y [@click=app.quit]z[/]"


def question(seat: Seat) -> str:
    screen = seat.app.screen
    assert isinstance(screen, QuestionScreen), seat.message
    return screen.question


def _contact(desk: Desk) -> tuple[Any, dict[str, object]]:
    place = find_municipality(desk, "Ahnatal")
    value = ContactInput(organisation_id=place, family_name="Größmüller", direct="05609 90009-1")
    return value, {"family_name": HOSTILE, "direct": "05609 90009-2", "call_first": True}


def _booking(desk: Desk) -> tuple[Any, dict[str, object]]:
    place = find_municipality(desk, "Ahnatal")
    value = BookingInput(organisation_id=place, module=1, consultation_on=date(2021, 7, 1))
    return value, {"place": HOSTILE, "adviser": "ekom21"}


def _call(desk: Desk) -> tuple[Any, dict[str, object]]:
    value = CallInput(organisation_id=find_municipality(desk, "Ahnatal"), number="05609 90009-1")
    return value, {"text": HOSTILE}


def _note(desk: Desk) -> tuple[Any, dict[str, object]]:
    value = NoteInput(organisation_id=find_municipality(desk, "Ahnatal"), text="Gruß")
    return value, {"text": HOSTILE}


def _follow_up(desk: Desk) -> tuple[Any, dict[str, object]]:
    value = FollowUpInput(due_on=date(2021, 7, 1), text="Rückruf", owner="Probe")
    return value, {"text": HOSTILE, "due_on": date(2021, 8, 1)}


KINDS: dict[str, tuple[Resource, Records[Any, Any], Callable[[Desk], Any], str]] = {
    "contact": (catalogue.BY_CODE["contact"], CONTACTS, _contact, "→ »Größmüller«"),
    "booking": (catalogue.BY_CODE["booking"], BOOKINGS, _booking, "Beratung durch »ekom21« → leer"),
    "call": (catalogue.BY_CODE["call"], CALLS, _call, "Notiz »x [/] y"),
    "note": (catalogue.BY_CODE["note"], NOTES, _note, "→ »Gruß«"),
    "follow_up": (
        catalogue.BY_CODE["follow_up"],
        FOLLOW_UPS,
        _follow_up,
        "»01.08.2021« → »01.07.2021«",
    ),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_each_kind_of_record_goes_back_and_comes_again(seat: Seat, kind: str) -> None:
    resource, records, made, phrase = KINDS[kind]
    value, changes = made(seat.desk)
    first = records.save(seat.desk, value)
    second = records.save(seat.desk, first.value.model_copy(update=changes), first)
    seat.app.open_record(resource, first.id)
    await seat.press()
    await seat.press("u")
    assert phrase in question(seat)
    assert HOSTILE[:8] in seat.screen
    # No is what Enter means, and nothing has happened.
    await seat.press("enter")
    assert records.read(seat.desk, first.id) == second
    await seat.press("u", "j")
    assert seat.message.startswith("Zurückgenommen. ")
    assert records.read(seat.desk, first.id).value == first.value
    assert records.read(seat.desk, first.id).version == second.version + 1
    await seat.press("U", "j")
    assert seat.message.startswith("Wiederholt. ")
    assert records.read(seat.desk, first.id).value == second.value
    await seat.press("U")
    assert seat.message.startswith("Es gibt nichts zu wiederholen")


@pytest.mark.parametrize("kind", ["contact", "call", "note", "follow_up"])
async def test_the_screen_of_a_record_closes_when_its_creation_is_taken_back(
    seat: Seat, kind: str
) -> None:
    resource, records, made, _ = KINDS[kind]
    stored = records.save(seat.desk, made(seat.desk)[0])
    seat.app.open_record(resource, stored.id)
    await seat.press()
    await seat.press("u")
    assert "Anlegen (der Eintrag wird gelöscht) zurücknehmen (gesichert" in question(seat)
    await seat.press("j")
    assert isinstance(seat.app.screen, StartScreen)
    assert "(der Eintrag ist gelöscht)." in seat.message
    with pytest.raises(NotFoundError):
        records.read(seat.desk, stored.id)
    await seat.press("escape", "U", "j")
    assert "(der Eintrag ist wieder da)." in seat.message
    assert records.read(seat.desk, stored.id).value == stored.value


async def test_what_was_typed_goes_back_from_the_list_and_from_start(seat: Seat) -> None:
    stored = CONTACTS.save(seat.desk, _contact(seat.desk)[0])
    seat.app.open_form(catalogue.BY_CODE["contact"], stored.id)
    await seat.press()
    await reach(seat, "Nachname")
    await replace(seat, "Überacker")
    await seat.press("f8")
    assert CONTACTS.read(seat.desk, stored.id).value.family_name == "Überacker"
    # In the search box a letter is a letter.
    await seat.press("u")
    assert not isinstance(seat.app.screen, QuestionScreen)
    await seat.press("backspace", "escape", "u")
    assert question(seat).startswith("Kontakt »Überacker«: Nachname »Überacker« → »Größmüller«")
    await seat.press("n", "g", "p")
    await seat.press("u", "j")
    assert "Nachname »Überacker« → »Größmüller«." in seat.message
    assert "Größmüller" in seat.screen
    await seat.press("f9")
    await seat.type("wiederh", "enter")
    await seat.press("j")
    assert CONTACTS.read(seat.desk, stored.id).value.family_name == "Überacker"


async def test_a_step_of_an_application_goes_back(seat: Seat, colleague: Desk) -> None:
    application = record(seat.desk)
    await show(seat, application)
    await seat.press("u")
    assert "am Antrag mit m die Station »zurückgezogen« wählen." in seat.message
    await go(seat, "Beschlüsse")
    await seat.press("u")
    assert question(seat).startswith("IKZ-0001: Station »Beschlüsse« → »Idee« zurücknehmen (")
    await seat.press("j")
    assert seat.message == "Zurückgenommen. IKZ-0001: Station »Beschlüsse« → »Idee«."
    assert "[IDEE]" in seat.screen
    assert "zurückgenommen" in str(seat.app.screen.sections)
    await seat.press("U", "j")
    assert "[BESCHLÜSSE]" in seat.screen
    # Who came later is named, and nothing is asked.
    change(colleague, application, note="bleibt", station="agreement")
    await seat.press("u")
    assert "IKZ-0001: Kollegin hat danach (" in seat.message
    assert "»Station« noch einmal geändert. Erst müsste Kollegin" in seat.message
    await seat.press("m")
    assert isinstance(seat.app.screen, ChoiceScreen)


async def test_a_kommune_takes_back_what_its_screen_did(seat: Seat) -> None:
    place = find_municipality(seat.desk, "Ahnatal")
    stored = MUNICIPALITIES.read(seat.desk, place)
    MUNICIPALITIES.save(seat.desk, stored.value.model_copy(update={"note": HOSTILE}), stored)
    CONTACTS.save(seat.desk, _contact(seat.desk)[0])
    seat.app.open_record(catalogue.BY_CODE["municipality"], place)
    await seat.press()
    assert isinstance(seat.app.screen, PlaceScreen)
    await seat.press("c", "u")
    assert question(seat).startswith(
        "Kontakt »Größmüller«: Durchwahl bestätigt am »01.06.2021« → leer zurücknehmen (gesichert"
    )
    await seat.press("j", "u", "j")
    assert seat.message == (
        "Zurückgenommen. Kontakt »Größmüller«: Anlegen (der Eintrag ist gelöscht)."
    )
    assert "Größmüller" not in seat.screen.replace(seat.message, "")
    await seat.press("u")
    assert question(seat).startswith(f"Ahnatal: Bemerkung »{HOSTILE}« → leer")
    await seat.press("j")
    assert MUNICIPALITIES.read(seat.desk, place).value == stored.value
    await seat.press("U", "j", "U", "j")
    assert "Größmüller" in seat.screen


async def test_a_refusal_of_the_database_is_said_and_the_screen_stays(
    seat: Seat, colleague: Desk
) -> None:
    value = _booking(seat.desk)[0]
    stored = BOOKINGS.save(seat.desk, value)
    gone = {"state": "cancelled", "cancelled_reason": "krank"}
    cancelled = BOOKINGS.model.model_validate(value.model_dump() | gone)
    BOOKINGS.save(seat.desk, cancelled, stored)
    seat.app.open_record(catalogue.BY_CODE["booking"], stored.id)
    await seat.press("u")
    assert "Status »storniert« → »angemeldet«" in question(seat)
    # Somebody is faster than the answer.
    BOOKINGS.save(colleague, value)
    await seat.press("j")
    assert "eingetragen von Kollegin" in seat.message
    assert isinstance(seat.app.screen, DetailScreen)
    assert BOOKINGS.read(seat.desk, stored.id).value.state == "cancelled"


async def test_who_leaves_meanwhile_hears_what_was_done(seat: Seat) -> None:
    stored = NOTES.save(seat.desk, _note(seat.desk)[0])
    changed = NOTES.save(seat.desk, NoteInput(text="anders"), stored)
    seat.app.open_record(catalogue.BY_CODE["note"], stored.id)
    await seat.press("u")
    await seat.press("j", "escape")
    assert isinstance(seat.app.screen, StartScreen)
    assert seat.message.startswith("Zurückgenommen. Notiz »anders«: ")
    assert NOTES.read(seat.desk, stored.id).version == changed.version + 1


async def test_on_a_server_keys_typed_ahead_reach_the_question(stores: Stores) -> None:
    with stores.copy("postgresql", load) as url:
        async with seated(url) as seat:
            stored = NOTES.save(seat.desk, _note(seat.desk)[0])
            NOTES.save(seat.desk, NoteInput(text="anders"), stored)
            seat.app.open_record(catalogue.BY_CODE["note"], stored.id)
            await seat.press()
            await seat.press("u", "j", "U", "j", "u", "j")
            assert seat.message.startswith("Zurückgenommen. Notiz »anders«: ")
            assert NOTES.read(seat.desk, stored.id).value == stored.value
