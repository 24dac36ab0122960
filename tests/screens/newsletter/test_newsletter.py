"""The recipients of the OZG-Report at the keyboard: list, form, detail view, undo."""

from sqlalchemy.engine import URL

from db.tables import Contact, Subscription
from ozg_tui.desk.core.territory import find_municipality
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
        await seat.press("escape", "escape", "g", "n")
        assert "Kein Bezug gefunden." in seat.screen


async def test_an_issue_is_entered_and_found(url: URL) -> None:
    async with seated(url) as seat:
        await seat.press("escape", "g", "z", "f6")
        await seat.type("3/2026", "enter")
        await seat.type("01.10.2026", "enter", "f8")
        assert "OZG-Report 3/2026" in seat.screen
        await seat.press("f2")
        await seat.type("art:ausgabe")
        assert "OZG-Report 3/2026" in seat.screen


async def test_whoever_does_not_want_it_any_more_is_out_in_four_keys(url: URL) -> None:
    async with seated(url) as seat:
        with seat.desk.store.writing("Muster") as session:
            place = find_municipality(seat.desk, "Ahnatal")
            person = Contact(organisation_id=place, family_name="Beispiel")
            session.add(person)
            session.flush()
            mail = "e.beispiel@example.org"
            session.add(
                Subscription(
                    email=mail,
                    contact_id=person.id,
                    organisation_id=place,
                    consent="confirmed",
                    consent_source="Formular vom 04.01.2021",
                    subscribed_at=seat.clock.now(),
                )
            )
        await seat.type(mail)
        keys = ("escape", "o", "j")
        assert len(keys) <= 4
        await seat.press(*keys[:-1])
        assert f"Den OZG-Report nicht mehr an {mail}?" in seat.screen
        await seat.press(keys[-1])
        assert seat.message == f"Kein OZG-Report mehr an {mail}. u nimmt es zurück."
        await seat.press("o")
        assert seat.message == "Dorthin geht kein OZG-Report."
        await seat.press("u", "j")
        await seat.press("o")
        assert f"Den OZG-Report nicht mehr an {mail}?" in seat.screen
