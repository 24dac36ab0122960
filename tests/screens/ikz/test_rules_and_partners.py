"""Rule sets, possible partners and the councils, from the keyboard."""

from datetime import date

from sqlalchemy import select

from db.tables import FollowUp
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.rule_sets.drafts import IN_FORCE
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.resources.ikz import APPLICATIONS as APPLICATIONS_SECTION
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.screens.kit.choice import ChoiceScreen
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.kit.question import QuestionScreen
from ozg_tui.screens.kit.reader import ReaderScreen
from ozg_tui.screens.places.place import PlaceScreen
from tests.kit.seat import Seat


async def command(seat: Seat, text: str, *then: str) -> None:
    """Run a command of the list, then narrow what it shows and take the first."""
    await seat.press("f9")
    await seat.type(text, "enter")
    for each in then:
        await seat.type(each, "enter")


def application(desk: Desk, **more: object) -> int:
    """Three Kommunen, one council of which will sit on 20.06.2021."""
    rows = [
        {
            "organisation_id": find_municipality(desk, name),
            "role": "partner" if number else "lead",
            "resolution": "scheduled" if number else "open",
            "session_on": date(2021, 6, 20) if number == 1 else None,
        }
        for number, name in enumerate(("Ahnatal", "Helsa", "Kaufungen"))
    ]
    value = {"title": "Archiv [/]", "participants": rows} | more
    return APPLICATIONS.save(desk, ApplicationInput.model_validate(value)).id


async def test_a_draft_is_entered_looked_at_and_brought_into_force(
    seat: Seat, colleague: Desk
) -> None:
    application(colleague)
    await command(seat, "Regelwerke", "Konzept")
    assert isinstance(seat.app.screen, ReaderScreen)
    assert IN_FORCE in seat.app.screen.text
    assert "Höchstbetrag            100.000,00 EUR" in seat.app.screen.text
    await seat.press("escape")
    await command(seat, "Regelwerke", "Neuer")
    assert isinstance(seat.app.screen, FormScreen)
    await seat.type("IKZ-2027", "enter", "f12")
    assert "Regelwerk neu" in seat.screen
    await command(seat, "Regelwerke", "Neuer")
    await seat.press("f5")
    assert "IKZ-2027" in seat.screen
    await seat.type("IKZ 2027", "enter", "enter", "enter")
    await seat.type("Erlass", "enter", "end", "ctrl+u")
    await seat.type("30t", "f8")
    assert seat.message == "Gesichert: IKZ 2027."
    await command(seat, "Regelwerke", "Entwurf, 01.01.2027", "Kraft")
    assert isinstance(seat.app.screen, ReaderScreen)
    text = seat.app.screen.text
    assert "haben Sie selbst geschrieben" in text
    assert "Offene Anträge: 1; anders geprüft: 1 Antrag." in text
    assert "IKZ-0001 Archiv [/]" in text
    assert "bisher 75.000,00 EUR, dann 90.000,00 EUR" in text
    await seat.press("escape")
    assert isinstance(seat.app.screen, QuestionScreen)
    await seat.press("n")
    assert {each.state for each in rule_sets(seat.desk) if each.code == "IKZ-2027"} == {"draft"}
    await command(seat, "Regelwerke", "IKZ 2027", "Kraft")
    await seat.press("escape", "j")
    assert seat.message.startswith("»IKZ 2027« gilt ab 01.01.2027. Andere Plätze")
    assert {each.state for each in rule_sets(seat.desk) if each.code == "IKZ-2027"} == {"active"}
    await command(seat, "Regelwerke", "IKZ 2027")
    assert isinstance(seat.app.screen, ReaderScreen)


async def test_partners_are_found_and_sessions_followed_up(seat: Seat) -> None:
    number = application(seat.desk)
    seat.app.open_record(MUNICIPALITIES, find_municipality(seat.desk, "Ahnatal"))
    await seat.press()
    place = seat.app.screen
    assert isinstance(place, PlaceScreen)
    await command(seat, "Partner finden")
    assert isinstance(seat.app.screen, ChoiceScreen)
    first = next(line for line in seat.screen.splitlines() if "(Stadt)" in line)
    assert "Vellmar (Stadt)            Nachbar" in first
    assert "EW, " in first
    assert "Kaufungen" not in seat.screen
    await seat.type("Niestetal", "enter")
    assert isinstance(seat.app.screen, PlaceScreen)
    assert seat.app.screen is not place
    await seat.press("f3")
    seat.app.open_record(MUNICIPALITIES, find_municipality(seat.desk, "06611000"))
    await seat.press()
    await command(seat, "Partner finden")
    # A kreisfreie Stadt lies in no Landkreis and has neighbours all the same.
    assert "Baunatal (Stadt)" in seat.screen
    await seat.press("escape", "f3")
    assert seat.app.screen is place
    seat.app.open_record(APPLICATIONS_SECTION, number)
    await seat.press()
    shown = seat.app.screen
    await command(seat, "Partner finden", "Niestetal")
    assert isinstance(seat.app.screen, PlaceScreen)
    await seat.press("f3")
    assert seat.app.screen is shown
    await command(seat, "Beschlüsse verfolgen")
    assert "0 von 3 haben beschlossen, letzte bekannte Sitzung 20.06.2021" in seat.screen
    assert "angesetzt, nächste Sitzung 20.06.2021" in seat.screen
    assert "offen, kein Sitzungstag bekannt" in seat.screen
    await seat.type("Wiedervorlagen", "enter")
    assert seat.message == "1 Wiedervorlage angelegt."
    with seat.desk.store.reading() as session:
        (task,) = session.scalars(select(FollowUp))
        assert (task.due_on, task.application_id) == (date(2021, 6, 10), number)
    await command(seat, "Beschlüsse verfolgen", "Wiedervorlagen")
    assert seat.message == "Zu allen bekannten Sitzungen gibt es schon eine Wiedervorlage."
    await command(seat, "Beschlüsse verfolgen", "Helsa")
    assert isinstance(seat.app.screen, PlaceScreen)
    assert seat.app.screen is not place
