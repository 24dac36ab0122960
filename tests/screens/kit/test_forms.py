"""Contacts, bookings and applications, entered with the keyboard alone."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from functools import partial
from threading import Event

import pytest
from sqlalchemy import event
from sqlalchemy.engine import URL
from textual.widgets import Button

import db.connection
from db.tables import Application, Booking, Contact
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.core.values import TEXT_LENGTH
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.forms import drafting
from ozg_tui.resources import catalogue
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.conflict import ConflictScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.list import ListScreen
from ozg_tui.screens.kit.question import QuestionScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from seeds.load import load
from tests.kit.forms import (
    burst,
    errors,
    form,
    judgement,
    label,
    paste,
    reach,
    replace,
    rows,
    states,
    texts,
)
from tests.kit.kept_drafts import open_drafts
from tests.kit.seat import Seat, desk_at, seated, typed
from tests.kit.stores import Stores

NEW_CONTACT = ("escape", "g", "p", "f6")
NEW_BOOKING = ("escape", "g", "b", "f6")
NEW_APPLICATION = ("escape", "g", "i", "f6")
QUICK = 0.1
"""Seconds within which a key must be answered, whatever the store does."""


def contact_at(desk: Desk, name: str = "Weber", **more: object) -> int:
    """Save a contact from outside the form."""
    value = {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": name} | more
    context = {"today": desk.today()}
    return CONTACTS.save(desk, ContactInput.model_validate(value, context=context)).id


def change(desk: Desk, number: int, **values: object) -> None:
    """What a colleague saves meanwhile."""
    stored = CONTACTS.read(desk, number)
    CONTACTS.save(desk, stored.value.model_copy(update=values), stored)


async def edit(seat: Seat, number: int) -> None:
    """Open the form of a contact."""
    seat.app.open_form(catalogue.BY_CODE["contact"], number)
    await seat.press()


@contextmanager
def locked(url: URL) -> Iterator[Callable[[], None]]:
    """Another program writes and does not come to an end until it is told to."""
    with closing(sqlite3.connect(str(url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield lambda: other.execute("ROLLBACK") and None


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A writer gives up soon, so that no test has to wait five seconds."""
    monkeypatch.setattr(db.connection, "WRITER_PATIENCE_SECONDS", 0.3)


def full_disk(desk: Desk) -> None:
    """From now on the store cannot grow, and has no free page left."""
    with closing(sqlite3.connect(str(desk.engine.url.database))) as other, other:
        free = other.execute("PRAGMA freelist_count").fetchone()[0]
        other.execute("CREATE TABLE ballast (lead BLOB)")
        other.execute("INSERT INTO ballast VALUES (zeroblob(?))", (free * 4096,))

    def limit(connection, _record, _proxy) -> None:
        connection.execute("PRAGMA max_page_count=1").close()

    event.listen(desk.engine, "checkout", limit)


def read_only(desk: Desk) -> None:
    """From now on the store can only be read."""

    def limit(connection, _record, _proxy) -> None:
        connection.execute("PRAGMA query_only=ON").close()

    event.listen(desk.engine, "checkout", limit)


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing goes on without a pause in which a draft would be kept."""
    monkeypatch.setattr(drafting, "PAUSE_SECONDS", 60)


async def half_filled(seat: Seat) -> None:
    """A form with so much in it that no page of the store has room for it."""
    await seat.press(*NEW_CONTACT)
    await seat.type("ahnatal", "enter")
    await seat.type("Weber")
    await reach(seat, "Bemerkung")
    await paste(seat, "Lange Rede. " * 800)
    await reach(seat, "Nachname")


TROUBLES = {"full": (full_disk, "voll"), "read-only": (read_only, "nur Lesen")}


# What is recorded


async def test_a_contact_is_recorded_by_keyboard_alone(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    assert label(seat) == "Kommune/Stelle"
    await seat.type("homberg efze", "enter")
    assert label(seat) == "Nachname"
    await seat.type("Weber", "enter")
    await seat.type("Anna", "enter", "enter")
    assert label(seat) == "Funktion"
    await seat.type("digi", "enter")
    await seat.type("05681 994-0", "enter")
    await reach(seat, "E-Mail")
    await seat.type("a.weber@homberg-efze.de", "enter")
    await reach(seat, "Angaben bestätigt am")
    await seat.type("h", "enter")
    assert "01.06.2021" in seat.screen
    await reach(seat, "Bemerkung")
    await seat.press("tab")
    assert isinstance(seat.app.focused, Button)
    await seat.press("enter")
    assert isinstance(seat.app.screen, ListScreen)
    assert seat.message == "Gesichert: Anna Weber."
    assert "Weber" in seat.screen
    assert "1–4 von 4" in seat.screen
    saved = CONTACTS.read(seat.desk, rows(seat, Contact)[-1].id).value
    assert saved.family_name == "Weber"
    assert saved.role == "digitalisation"
    assert saved.direct == "05681 994-0"
    assert saved.email == "a.weber@homberg-efze.de"
    assert saved.confirmed_on == date(2021, 6, 1)
    assert saved.organisation_id == find_municipality(seat.desk, "06634009")


async def test_a_module_is_booked_by_keyboard_alone(seat: Seat) -> None:
    await seat.press(*NEW_BOOKING)
    await seat.type("ahnatal", "enter")
    assert "Umsetzungsvereinbarung OZG: FREI" in judgement(seat)
    await seat.type("1", "enter", "enter", "enter")
    assert label(seat) == "Termin"
    await seat.type("+14", "enter")
    assert "15.06.2021" in seat.screen
    assert "ERGEBNIS: förderfähig, belegt den Platz" in judgement(seat)
    await seat.press("f8")
    assert seat.message == "Gesichert: Beratung Modul 1, Ahnatal."
    (booking,) = rows(seat, Booking)
    assert booking.consultation_on == date(2021, 6, 15)
    assert booking.booked_on == date(2021, 6, 1)
    assert booking.funding_source == "umsetzungsvereinbarung"
    assert "Ahnatal" in seat.screen
    assert "1–1 von 1" in seat.screen


async def test_an_application_is_judged_while_it_is_entered(seat: Seat) -> None:
    await seat.press(*NEW_APPLICATION)
    await seat.type("OZG-Team", "enter", "enter", "enter", "enter")
    for name, role in (("niestetal", "fe"), ("kaufungen", "be"), ("helsa", "be")):
        if name == "helsa":
            await seat.press("shift+tab", "f6")
        assert label(seat) == "Kommune"
        await seat.type(name, "enter")
        assert label(seat) == "Rolle"
        await replace(seat, role, "enter")
        assert label(seat) == "Beschluss"
        await replace(seat, "gef", "enter")
        await seat.type("01.03.2021", "enter", "enter", "enter")
    assert "+ OK     Beteiligte" in judgement(seat)
    assert label(seat) == "Begründung (zu zweit)"
    await seat.press("tab")
    await seat.type("öff", "enter")
    await seat.type("01.04.2021", "enter")
    await seat.type("j", "enter", "enter")
    assert label(seat) == "Laufzeit ab"
    await seat.type("01.05.2021", "enter")
    await seat.type("30.04.2026", "enter", "enter")
    assert label(seat) == "Personal/Jahr vorher"
    await seat.type("200t", "enter")
    await seat.type("170.000,01", "enter")
    assert states(seat)["saving"] == "failed"
    assert "x NEIN   Einsparung" in judgement(seat)
    await seat.press("shift+tab")
    await replace(seat, "170t", "enter")
    assert "170.000,00 EUR" in seat.screen
    assert set(states(seat).values()) == {"fulfilled"}, states(seat)
    await seat.press("f7")
    assert isinstance(seat.app.screen, ReaderScreen)
    assert "Quelle" in seat.screen
    await seat.press("escape", "f8")
    (application,) = rows(seat, Application)
    assert application.number == "IKZ-0001"
    assert seat.message == "Gesichert: IKZ-0001 OZG-Team."
    assert application.personnel_after_cents == 17_000_000


async def test_arrow_keys_go_from_field_to_field_however_long_the_form(seat: Seat) -> None:
    for keys in (NEW_CONTACT, ("f12", "escape", "escape", "g", "i", "f6")):
        await seat.press(*keys)
        first = label(seat)
        await seat.press("down")
        second = label(seat)
        assert second != first
        await seat.press("up")
        assert label(seat) == first


@pytest.mark.parametrize("key", ["f6", "f7"])
async def test_function_keys_work_in_a_field_of_several_lines(seat: Seat, key: str) -> None:
    await seat.press(*NEW_APPLICATION)
    await reach(seat, "Begründung (zu zweit)")
    await seat.type("abc", key)
    if key == "f7":
        assert isinstance(seat.app.screen, ReaderScreen)
    else:
        assert label(seat) == "Kommune"
        assert len(texts(seat)["participants"]) == 3


# Fields


async def test_days_are_typed_short_and_written_out(seat: Seat) -> None:
    await seat.press(*NEW_BOOKING)
    for typed_day, shown in (
        ("h", "01.06.2021"),
        ("+14", "15.06.2021"),
        ("23.11.", "23.11.2021"),
        ("23112026", "23.11.2026"),
        ("2311", "23.11.2021"),
    ):
        entry = await reach(seat, "Termin")
        await replace(seat, typed_day, "enter")
        assert entry.typed == shown
        assert label(seat) == "von"


async def test_amounts_are_typed_short_and_written_out(seat: Seat) -> None:
    await seat.press(*NEW_APPLICATION)
    for typed_amount, shown in (
        ("25t", "25.000,00 EUR"),
        ("25.000,00", "25.000,00 EUR"),
        ("3,9m", "3.900.000,00 EUR"),
    ):
        entry = await reach(seat, "Beantragt")
        await replace(seat, typed_amount, "enter")
        assert entry.typed == shown


@pytest.mark.parametrize(
    ("keys", "wrong"),
    [
        (
            NEW_CONTACT,
            [
                ("Durchwahl", "0561 12a", "»0561 12a«"),
                ("E-Mail", "weber@", "»weber@« ist keine E-Mail-Adresse."),
            ],
        ),
        (
            NEW_BOOKING,
            [
                ("Termin", "31.02.", "Den 31.02.2021 gibt es nicht."),
                ("Modul", "7", "Es gibt die Module 1, 2, 3 und 4."),
            ],
        ),
        (
            NEW_APPLICATION,
            [
                ("Bewilligt laut Bescheid", "1.50", "Bitte mit Komma schreiben."),
                ("Beantragt", "1,000,00", "enthält mehr als ein Komma."),
            ],
        ),
    ],
    ids=["contact", "booking", "application"],
)
async def test_what_is_wrong_is_said_below_the_field_and_stays(
    seat: Seat, keys: tuple[str, ...], wrong: list[tuple[str, str, str]]
) -> None:
    await seat.press(*keys)
    for name, text, sentence in wrong:
        entry = await reach(seat, name)
        await seat.type(text)
        assert not any(sentence in each for each in errors(seat)), "said while still typing"
        await seat.press("tab")
        assert any(sentence in each for each in errors(seat)), seat.screen
        assert sentence.split()[0] in seat.screen
        assert entry.typed == text
        await reach(seat, name)
        await replace(seat, "", "tab")
        assert not any(sentence in each for each in errors(seat))


async def test_saving_shows_all_errors_and_goes_to_the_first(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    await reach(seat, "Durchwahl")
    await seat.type("12a", "f8")
    assert label(seat) == "Kommune/Stelle"
    assert seat.message == "Nicht gesichert: 3 Angaben fehlen oder stimmen nicht."
    assert seat.screen.count("! Bitte ausfüllen.") == 2
    assert "»12a«" in seat.screen
    assert len(rows(seat, Contact)) == 3


async def test_f4_lists_what_a_field_can_hold(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    await reach(seat, "Funktion")
    await seat.press("f4")
    assert isinstance(seat.app.screen, ChoiceScreen)
    assert "Datenschutz" in seat.screen
    await seat.type("daten", "enter")
    assert texts(seat)["role"] == "Datenschutz"
    assert label(seat) == "Durchwahl"
    await seat.press("f4")
    assert seat.message == "Für dieses Feld gibt es keine Werteliste."


async def test_an_ambiguous_name_opens_the_list_and_an_unknown_one_says_so(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    await seat.type("homberg", "enter")
    assert isinstance(seat.app.screen, ChoiceScreen)
    assert "Homberg (Ohm)" in seat.screen
    await seat.press("down", "enter")
    assert texts(seat)["organisation_id"] == [
        str(find_municipality(seat.desk, "06535009")),
        "Homberg (Ohm)",
    ]
    await reach(seat, "Kommune/Stelle")
    await seat.press("f4", "escape", "ctrl+u")
    await seat.type("gibtesnicht", "enter")
    assert seat.message == "»gibtesnicht« wurde nicht gefunden. F4 zeigt, was möglich ist."
    assert label(seat) == "Kommune/Stelle"


async def test_a_picked_name_that_is_changed_by_hand_is_no_longer_picked(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    await seat.type("ahnatal", "enter")
    await seat.type("Weber", "up")
    await seat.press("end")
    await seat.type("x", "f8")
    assert "»Ahnatalx« ist nicht eindeutig." in seat.screen
    assert len(rows(seat, Contact)) == 3


async def test_typing_is_taken_back_and_repeated(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    entry = await reach(seat, "Nachname")
    await seat.type("Weber", "ctrl+z", "ctrl+z")
    assert entry.typed == "Web"
    await seat.press("ctrl+y", "ctrl+y")
    assert entry.typed == "Weber"
    await seat.press(*["ctrl+z"] * 9)
    assert entry.typed == ""
    await seat.press("f9")
    await seat.type("eingabe wieder", "enter")
    assert entry.typed == "W"


async def test_a_date_that_was_written_out_is_taken_back_to_what_was_typed(seat: Seat) -> None:
    await seat.press(*NEW_BOOKING)
    entry = await reach(seat, "Termin")
    await seat.type("+14", "enter", "up", "ctrl+z")
    assert entry.typed == "+14"


@pytest.mark.parametrize("text", ["Rathaus\nMarkt 1\r\n34292 Ahnatal", "\nRathaus\tMarkt"])
async def test_pasted_lines_are_all_kept_in_a_field_of_one_line(seat: Seat, text: str) -> None:
    await seat.press(*NEW_CONTACT)
    entry = await reach(seat, "Postanschrift")
    await paste(seat, text)
    assert entry.typed == " ".join(text.split())


@pytest.mark.parametrize("name", ["Postanschrift", "Bemerkung"])
async def test_nothing_pasted_can_steer_the_terminal(seat: Seat, name: str) -> None:
    await seat.press(*NEW_CONTACT)
    await reach(seat, name)
    await paste(seat, "a\x1b]52;c;eA==\x07b\x9bc")
    assert not set(seat.screen) & {"\x1b", "\x07", "\x9b"}, ascii(seat.screen)


# Drafts


async def test_a_draft_is_kept_and_offered_again(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press(*NEW_CONTACT)
        await seat.type("ahnatal", "enter")
        await seat.type("Halbfertig", "f12")
        assert isinstance(seat.app.screen, ListScreen)
        assert seat.message == "Nicht gesichert; der Entwurf bleibt erhalten."
        # A new entry is new: what was left is offered in one line.
        await seat.press("f6")
        assert texts(seat)["family_name"] == ""
        offer = r"F5 setzt den Entwurf von \d\d\.\d\d\.\d{4} \d\d:\d\d fort: Ahnatal, Halbfertig"
        assert re.fullmatch(offer, seat.message)
        await seat.press("f5")
        assert "geht weiter" in seat.message
        assert texts(seat)["family_name"] == "Halbfertig"
        await seat.press("escape", "f6")
        await seat.type("vellmar", "enter")
        await seat.type("Neu", "f5")
        assert seat.message.startswith("Hier steht schon Neues.")
        assert texts(seat)["family_name"] == "Neu"
        await seat.press("f8")
        assert seat.message == "Gesichert: Neu."
        assert isinstance(seat.app.screen, ListScreen)
    async with seated(url) as seat:
        await seat.press(*NEW_CONTACT, "f5")
        assert texts(seat)["family_name"] == "Halbfertig"
        await seat.press("f8")
        assert seat.message == "Gesichert: Halbfertig."
        await seat.press("f6")
        assert texts(seat)["family_name"] == ""
        assert open_drafts(seat.desk) == ()


@pytest.mark.parametrize("away", [("f3",), ("escape",), ("f2", "escape", "escape", "escape")])
async def test_every_way_out_of_a_form_keeps_what_is_typed(
    seat: Seat, away: tuple[str, ...]
) -> None:
    await seat.press(*NEW_CONTACT)
    await reach(seat, "Nachname")
    await seat.type("Halbfertig", *away)
    await seat.press(*["escape"] * 2, "g", "p", "f6", "f5")
    assert texts(seat)["family_name"] == "Halbfertig"


async def test_quitting_keeps_what_is_typed(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press(*NEW_CONTACT)
        await reach(seat, "Nachname")
        await seat.type("Halbfertig", "f9")
        await seat.type("beenden", "enter")
        assert isinstance(seat.app.screen, QuestionScreen)
        await seat.pilot.press("j")
    with desk_at(url, "Probe") as desk:
        (draft,) = open_drafts(desk)
        assert draft.content["typed"]["family_name"] == "Halbfertig"


async def test_a_draft_of_somebody_else_is_not_offered(url: URL) -> None:
    async with seated(url, "Kollegin") as seat:
        await seat.press(*NEW_CONTACT)
        await reach(seat, "Nachname")
        await seat.type("Halbfertig", "f12")
    async with seated(url) as seat:
        await seat.press(*NEW_CONTACT)
        assert texts(seat)["family_name"] == ""


async def test_a_draft_is_discarded_for_what_is_stored(seat: Seat) -> None:
    number = contact_at(seat.desk)
    await edit(seat, number)
    await reach(seat, "Nachname")
    await seat.type("in", "f12")
    await edit(seat, number)
    assert texts(seat)["family_name"] == "Weberin"
    await seat.press("f9")
    await seat.type("verwerfen", "enter", "enter")
    assert texts(seat)["family_name"] == "Weberin"
    await seat.press("f9")
    await seat.type("verwerfen", "enter", "j")
    assert texts(seat)["family_name"] == "Weber"
    assert seat.message == "Der Entwurf ist verworfen; hier steht der gesicherte Stand."
    assert open_drafts(seat.desk) == ()
    await seat.press("f12")
    assert open_drafts(seat.desk) == ()


async def test_looking_at_a_form_leaves_no_draft(seat: Seat) -> None:
    number = contact_at(seat.desk, direct="0561/123456", confirmed_on="h", email="weber@ahnatal.de")
    await edit(seat, number)
    await seat.press(*["tab"] * 18)
    await seat.press("f12")
    assert open_drafts(seat.desk) == ()


async def test_walking_through_an_empty_form_leaves_no_draft(seat: Seat) -> None:
    await seat.press(*NEW_BOOKING)
    await seat.press(*["tab"] * 6)
    await seat.press("f12")
    assert open_drafts(seat.desk) == ()


async def test_booking_from_a_kommune_offers_its_own_draft_again(seat: Seat) -> None:
    await seat.type("ahnatal", "enter")
    await seat.press("t")
    await reach(seat, "Ort")
    await seat.type("Rathaus", "f12")
    assert seat.message == "Nicht gesichert; der Entwurf bleibt erhalten."
    await seat.press("t", "f5")
    assert texts(seat)["place"] == "Rathaus"


async def test_booking_from_a_kommune_leaves_another_draft_alone(seat: Seat) -> None:
    await seat.press(*NEW_BOOKING)
    await reach(seat, "Ort")
    await seat.type("Halbfertig", "f12")
    await seat.press("g", "h", "f2")
    await seat.type("ahnatal", "enter")
    await seat.press("t")
    assert label(seat) == "Modul"
    assert texts(seat)["place"] == ""
    await seat.press("1", "f8")
    assert len(rows(seat, Booking)) == 1
    seat.app.open_form(catalogue.BY_CODE["booking"])
    await seat.press("f5")
    assert texts(seat)["place"] == "Halbfertig"


async def test_a_draft_for_one_kommune_is_not_taken_for_another(seat: Seat) -> None:
    await seat.type("ahnatal", "enter")
    await seat.press("t")
    await seat.type("1", "f12")
    await seat.press("f3", "f2", "ctrl+u")
    await seat.type("kaufungen", "enter")
    await seat.press("t")
    assert texts(seat)["organisation_id"][1] == "Kaufungen"


async def test_f2_keeps_the_form_open_below_the_search(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    await reach(seat, "Nachname")
    await seat.type("Halbfertig", "f2")
    await seat.type("oberweser")
    assert "Wesertal" in seat.screen
    assert any(isinstance(screen, FormScreen) for screen in seat.app.screen_stack)


# Typing faster than screens open


async def test_keys_without_pauses_give_the_same_record(stores: Stores) -> None:
    keys = [
        *NEW_BOOKING, *typed("ahnatal"), "enter", "1", "enter", "enter", "enter",
        *typed("23112021"), "enter", "tab", "tab", *typed("Rathaus"), "tab", *typed("Anna"), "f8",
    ]  # fmt: skip
    saved = []
    for fast in (False, True):
        with stores.copy("sqlite", load) as own:
            async with seated(own) as seat:
                if fast:
                    burst(seat, *keys)
                else:
                    await seat.press(*keys)
                await seat.until(partial(rows, seat, Booking))
                (booking,) = rows(seat, Booking)
                saved.append(BOOKINGS.read(seat.desk, booking.id).value)
    assert saved[0] == saved[1]
    assert saved[0].place == "Rathaus"
    assert saved[0].adviser == "Anna"


async def test_keys_typed_while_the_form_loads_are_kept(seat: Seat) -> None:
    await seat.press("escape", "g", "p")
    burst(seat, "f6", *typed("ahnatal"), "enter", *typed("Weber"), "enter", *typed("Anna"))
    await seat.until(lambda: isinstance(seat.app.screen, FormScreen) and form(seat).sheet)
    await seat.until(lambda: texts(seat)["given_name"] == "Anna")
    assert texts(seat)["family_name"] == "Weber"
    assert texts(seat)["organisation_id"][1] == "Ahnatal"


@pytest.mark.parametrize(
    "keys",
    [("p", "enter", "f3"), ("k", "enter", "f3"), ("p", "f6", "f12"), ("p", "b", "f3")],
    ids=["detail", "card", "new form", "form"],
)
async def test_what_is_left_before_it_is_there_does_no_harm(
    url: URL, keys: tuple[str, ...]
) -> None:
    async with seated(url) as seat:
        await seat.press("escape", "g", keys[0])
        asked = Event()

        def slow(question: Callable[[Desk], object]) -> Callable[[Desk], object]:
            return lambda desk: asked.wait(5) and question(desk)

        later = seat.app.bridge.later
        seat.app.bridge.later = lambda group, question, answer: later(group, slow(question), answer)
        await seat.pilot.press(keys[1])
        await seat.until(lambda: not isinstance(seat.app.screen, ListScreen))
        await seat.pilot.press(keys[2])
        await seat.until(lambda: isinstance(seat.app.screen, ListScreen))
        asked.set()
        await seat.press()
        assert seat.app.is_running
        assert isinstance(seat.app.screen, ListScreen)


async def test_a_key_pressed_right_after_leaving_is_for_the_list(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    left = seat.app.screen
    await reach(seat, "Nachname")
    burst(seat, "H", "f12", "f6")
    await seat.until(lambda: seat.app.screen is not left)
    await seat.press()
    assert isinstance(seat.app.screen, FormScreen), seat.message
    await seat.press("f5")
    assert texts(seat)["family_name"] == "H"


async def test_f8_pressed_twice_saves_once(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    await seat.type("ahnatal", "enter")
    await seat.type("Weber")
    burst(seat, "f8", "f8", "f8")
    await seat.until(lambda: isinstance(seat.app.screen, ListScreen))
    await seat.press()
    assert [each.family_name for each in rows(seat, Contact)].count("Weber") == 1
    assert seat.app.is_running


# Two people, one record


async def test_changes_of_different_fields_are_joined(seat: Seat, colleague: Desk) -> None:
    number = contact_at(seat.desk)
    await edit(seat, number)
    await reach(seat, "Vorname")
    await seat.type("Anna")
    change(colleague, number, title="Dr.")
    await seat.press("f8")
    assert seat.message == "Gesichert: Dr. Anna Weber."
    saved = CONTACTS.read(seat.desk, number).value
    assert (saved.title, saved.given_name) == ("Dr.", "Anna")


@pytest.mark.parametrize(("answer", "kept"), [("1", "Weberin"), ("2", "Wagner")])
async def test_the_same_field_asks_whose_words_hold(
    seat: Seat, colleague: Desk, answer: str, kept: str
) -> None:
    number = contact_at(seat.desk)
    await edit(seat, number)
    await reach(seat, "Nachname")
    await seat.type("in")
    await reach(seat, "Vorname")
    await seat.type("Anna")
    change(colleague, number, family_name="Wagner", title="Dr.")
    await seat.press("f8")
    assert isinstance(seat.app.screen, ConflictScreen)
    head = next(line for line in seat.screen.splitlines() if "Meins" in line)
    assert head.split()[-5:-1] == ["Feld", "Meins", "Aktuell", "Ursprung"]
    asked = next(line for line in seat.screen.splitlines() if "Nachname" in line)
    assert asked.split()[-5:-1] == ["Nachname", "Weberin", "Wagner", "Weber"]
    assert re.search(
        r"Kollegin hat diesen .* geändert \(\d\d\.\d\d\.\d{4}, \d\d:\d\d\)", seat.screen
    )
    await seat.resize(80, 24)
    head = next(line for line in seat.screen.splitlines() if "Meins" in line)
    assert head.split()[-5:-1] == ["Feld", "Meins", "Aktuell", "Ursprung"]
    await seat.press(answer)
    saved = CONTACTS.read(seat.desk, number).value
    assert (saved.family_name, saved.given_name, saved.title) == (kept, "Anna", "Dr.")
    assert isinstance(seat.app.screen, ListScreen)


async def test_a_conflict_is_left_with_everything_typed_and_asked_again(
    seat: Seat, colleague: Desk
) -> None:
    number = contact_at(seat.desk)
    await edit(seat, number)
    await reach(seat, "Nachname")
    await seat.type("in")
    change(colleague, number, family_name="Wagner")
    await seat.press("f8")
    await seat.press("escape")
    assert texts(seat)["family_name"] == "Weberin"
    change(colleague, number, family_name="Wagener")
    await seat.press("f8")
    assert "Wagener" in seat.screen
    change(colleague, number, family_name="Dritte")
    await seat.press("1")
    assert isinstance(seat.app.screen, ConflictScreen)
    assert "Dritte" in seat.screen
    assert CONTACTS.read(seat.desk, number).value.family_name == "Dritte"


async def test_a_stale_draft_does_not_silently_undo_what_others_saved(
    seat: Seat, colleague: Desk
) -> None:
    number = contact_at(seat.desk)
    await edit(seat, number)
    await reach(seat, "Vorname")
    await seat.type("Anna", "f12")
    change(colleague, number, family_name="Wagner")
    await edit(seat, number)
    await seat.press("f8")
    saved = CONTACTS.read(seat.desk, number).value
    assert (saved.given_name, saved.family_name) == ("Anna", "Wagner")


async def test_a_record_that_is_gone_is_said_so(seat: Seat) -> None:
    seat.app.open_record(catalogue.BY_CODE["contact"], 99_999)
    await seat.press()
    assert seat.message == "Diesen Eintrag gibt es nicht mehr."
    await seat.press("escape")
    seat.app.open_form(catalogue.BY_CODE["contact"], 99_999)
    await seat.press()
    assert seat.message == "Diesen Eintrag gibt es nicht mehr."
    await seat.type("abc", "f8", "f12")
    assert isinstance(seat.app.screen, ListScreen)


async def test_a_refused_booking_names_the_one_that_used_the_slot(seat: Seat) -> None:
    await seat.press(*NEW_BOOKING)
    await seat.type("ahnatal", "enter")
    await seat.type("1", "f8")
    (first,) = rows(seat, Booking)
    # The next one is for the same Kommune, as long as the cursor stays on the new line.
    await seat.press("f6")
    assert f"B{first.id}" in seat.screen
    await seat.type("2", "f8")
    assert f"B{first.id}" in seat.message
    assert "Probe" in seat.message
    assert str(texts(seat)["module"]).startswith("2")
    assert len(rows(seat, Booking)) == 1


# A store in trouble


async def test_a_locked_store_lets_people_type_on(seat: Seat, url: URL, impatient: None) -> None:
    await seat.press(*NEW_CONTACT)
    await seat.type("ahnatal", "enter")
    await seat.type("Weber")
    with locked(url) as release:
        burst(seat, "f8")
        await seat.until(lambda: seat.message == "Wird gesichert …")
        slowest = 0.0
        for key in ("f7", "f4", "tab", "tab"):
            begun = time.perf_counter()
            await seat.pilot.press(key)
            slowest = max(slowest, time.perf_counter() - begun)
        assert slowest < QUICK
        await seat.until(lambda: "gesperrt" in seat.message)
        assert texts(seat)["family_name"] == "Weber"
        assert len(rows(seat, Contact)) == 3
        release()
    await seat.press("f8")
    assert seat.message == "Gesichert: Weber."


async def test_what_is_typed_while_saving_is_not_lost(
    seat: Seat, url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    await seat.press(*NEW_CONTACT)
    await seat.type("ahnatal", "enter")
    await seat.type("Weber")
    with locked(url) as release:
        burst(seat, "f8")
        await seat.until(lambda: seat.message == "Wird gesichert …")
        await seat.pilot.press("i", "n")
        assert texts(seat)["family_name"] == "Weber"
        release()
    await seat.press()
    assert rows(seat, Contact)[-1].family_name == "Weber"
    assert seat.message == "Gesichert: Weber."
    # The list gets the keys: n opens the next form.
    assert texts(seat)["family_name"] == ""


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.usefixtures("no_pause")
async def test_a_store_that_cannot_be_written_keeps_the_form(seat: Seat, trouble: str) -> None:
    spoil, word = TROUBLES[trouble]
    await half_filled(seat)
    spoil(seat.desk)
    await seat.press("f8")
    assert word in seat.message
    assert texts(seat)["family_name"] == "Weber"
    await seat.type("in")
    assert texts(seat)["family_name"] == "Weberin"
    assert len(rows(seat, Contact)) == 3


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.usefixtures("no_pause")
async def test_a_form_can_be_left_after_a_question_where_no_draft_can_be_kept(
    seat: Seat, trouble: str
) -> None:
    await half_filled(seat)
    TROUBLES[trouble][0](seat.desk)
    await seat.type("in", "f12")
    assert isinstance(seat.app.screen, QuestionScreen), "typed text went without a word"
    await seat.press("j")
    assert isinstance(seat.app.screen, ListScreen)


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.usefixtures("no_pause")
async def test_the_search_key_loses_nothing_without_a_word(seat: Seat, trouble: str) -> None:
    await half_filled(seat)
    TROUBLES[trouble][0](seat.desk)
    await seat.type("in", "f2")
    is_open = any(isinstance(each, FormScreen) for each in seat.app.screen_stack)
    assert is_open


@pytest.mark.parametrize("trouble", TROUBLES)
@pytest.mark.usefixtures("no_pause")
async def test_quitting_loses_nothing_without_a_word(seat: Seat, trouble: str) -> None:
    await half_filled(seat)
    TROUBLES[trouble][0](seat.desk)
    await seat.type("in", "f9")
    await seat.type("beenden", "enter")
    assert isinstance(seat.app.screen, QuestionScreen)
    assert "Entwurf" in seat.screen
    await seat.press("enter")
    assert texts(seat)["family_name"] == "Weberin"


async def test_discarding_a_draft_that_cannot_be_discarded_is_said(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press(*NEW_CONTACT)
        await reach(seat, "Nachname")
        await seat.type("Weber", "f12")
        await seat.press("f6", "f5")
        read_only(seat.desk)
        await seat.press("f9")
        await seat.type("verwerfen", "enter", "j")
        assert "nur Lesen" in seat.message
        assert texts(seat)["family_name"] == "Weber"


@pytest.mark.parametrize("key", ["enter", "tab", "down", "shift+tab"])
async def test_a_place_typed_in_full_is_taken_whatever_key_leaves_the_field(
    seat: Seat, key: str
) -> None:
    for place in ("Ahnatal", "Hanau", "Landkreis Kassel"):
        await seat.press(*NEW_CONTACT)
        await seat.type(place, key)
        await seat.press(*([] if label(seat) != "Kommune/Stelle" else ["down"]))
        assert texts(seat)["organisation_id"][1].startswith(place)
        assert errors(seat) == []
        await seat.press("f12", "escape")


async def test_f8_in_the_field_takes_what_is_meant(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT, "tab", *typed("Beispiel"), "shift+tab")
    await seat.type("Hanau", "f8")
    assert seat.message == "Gesichert: Beispiel."


async def test_a_place_that_could_be_several_shows_the_list_of_f4(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    await seat.type("homberg", "tab")
    assert isinstance(seat.app.screen, ChoiceScreen)
    await seat.press("enter")
    assert texts(seat)["organisation_id"][1].startswith("Homberg")
    assert label(seat) == "Nachname"


async def test_a_note_takes_as_much_as_can_be_saved_and_says_so(seat: Seat) -> None:
    await seat.press(*NEW_CONTACT)
    box = await reach(seat, "Bemerkung")
    await paste(seat, "x" * (TEXT_LENGTH - 1))
    await seat.type("y")
    assert seat.message == ""
    await seat.type("z")
    assert seat.message.startswith("Hier haben höchstens 10.000 Zeichen Platz")
    assert box.typed == "x" * (TEXT_LENGTH - 1) + "y"
    await seat.press("backspace")
    await paste(seat, "ab")
    assert box.typed.endswith("xa")
    assert len(box.typed) == TEXT_LENGTH


async def test_what_is_saved_has_the_cursor_and_the_next_goes_to_the_same_place(seat: Seat) -> None:
    await seat.press("escape", "g", "p", "f6")
    await seat.type("ahnatal", "enter")
    await seat.type("Zwilling", "f8")
    assert seat.message == "Gesichert: Zwilling."
    front = seat.app.screen
    assert isinstance(front, ListScreen)
    assert front.list.current is not None
    assert front.list.current.title == "Zwilling"
    # n goes on there; on another line it begins anew.
    await seat.press("n")
    assert texts(seat)["organisation_id"][1] == "Ahnatal"
    assert label(seat) == "Nachname"
    await seat.type("Aal", "f8")
    assert front.list.current.title == "Aal"
    await seat.press("end", "home", "down", "n")
    assert texts(seat)["organisation_id"] == ""


async def test_the_other_year_of_a_day_is_offered_where_it_is_nearer(seat: Seat) -> None:
    seat.clock.set(date(2026, 12, 1))
    await seat.press(*NEW_CONTACT)
    await reach(seat, "Angaben bestätigt am")
    await seat.type("12.1.", "enter")
    said = "Gelesen als 12.01.2026. Wenn 12.01.2027 gemeint ist: 120127."
    assert seat.message == said
