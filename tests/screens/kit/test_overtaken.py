"""Others save while a form is open: what they changed is marked, what is typed stays."""

from sqlalchemy.engine import URL

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.drafts import Held, find, keep
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.ikz.rows import ParticipantInput
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.resources import catalogue
from ozg_tui.screens.kit.conflict import ConflictScreen
from tests.kit.clock import SetClock
from tests.kit.forms import form, reach, texts
from tests.kit.seat import Seat, desk_at, seated

CONTACT = catalogue.BY_CODE["contact"]
APPLICATION = catalogue.BY_CODE["application"]


def contact(desk: Desk) -> int:
    value = {"organisation_id": find_municipality(desk, "Ahnatal"), "family_name": "Weber"}
    return CONTACTS.save(desk, ContactInput.model_validate(value)).id


def change(desk: Desk, number: int, **values: object) -> None:
    stored = CONTACTS.read(desk, number)
    CONTACTS.save(desk, stored.value.model_copy(update=values), stored)


def application(desk: Desk) -> int:
    names = ("Ahnatal", "Kaufungen")
    rows = tuple(ParticipantInput(organisation_id=find_municipality(desk, n)) for n in names)
    return APPLICATIONS.save(desk, ApplicationInput(title="Team", participants=rows)).id


def record_number(desk: Desk, number: int, text: str) -> None:
    """Type the number of a resolution of the second Kommune."""
    stored = APPLICATIONS.read(desk, number)
    first, second = stored.value.participants
    rows = (first, second.model_copy(update={"printed_matter": text}))
    value = stored.value.model_copy(update={"participants": rows})
    APPLICATIONS.save(desk, value, stored)


async def test_a_changed_field_is_marked_and_typing_goes_on(seat: Seat, colleague: Desk) -> None:
    number = contact(seat.desk)
    seat.app.open_form(CONTACT, number)
    await seat.press()
    field = await reach(seat, "Vorname")
    await seat.type("An")
    change(colleague, number, title="Dr.", given_name="Erika")
    await seat.until(lambda: "~Vorname" in seat.screen)
    assert "~Titel" in seat.screen
    assert "~Nachname" not in seat.screen
    assert seat.message == (
        "~ Kollegin hat inzwischen geändert (01.06.2021, 12:00): Vorname, Titel. Getipptes bleibt."
    )
    await seat.type("na")
    assert seat.app.focused is field
    assert (texts(seat)["given_name"], texts(seat)["title"]) == ("Anna", "")
    assert "~Vorname" in seat.screen
    await seat.press("f8")
    assert isinstance(seat.app.screen, ConflictScreen)
    await seat.press("1")
    saved = CONTACTS.read(seat.desk, number).value
    assert (saved.given_name, saved.title) == ("Anna", "Dr.")


async def test_the_row_that_changed_is_marked(seat: Seat, colleague: Desk) -> None:
    number = application(seat.desk)
    seat.app.open_form(APPLICATION, number)
    await seat.press()
    record_number(colleague, number, "VL-7")
    await seat.until(lambda: "~ 2 Kaufungen" in seat.screen)
    assert "~ 1 Ahnatal" not in seat.screen
    await seat.press("f6")
    assert "~ 2 Kaufungen" in seat.screen, "a row more is a new sheet"


async def test_a_conflict_in_a_row_names_row_and_column(seat: Seat, colleague: Desk) -> None:
    number = application(seat.desk)
    seat.app.open_form(APPLICATION, number)
    await seat.press()
    sheet = form(seat).sheet
    assert sheet is not None
    next(each for each in sheet.controls if each.path[1:] == (1, "printed_matter")).focus()
    await seat.type("VL-8")
    record_number(colleague, number, "VL-7")
    await seat.press("f8")
    assert isinstance(seat.app.screen, ConflictScreen)
    assert "Kaufungen, Drs.-Nr." in " ".join(seat.screen.split())
    await seat.press("2")
    rows = APPLICATIONS.read(seat.desk, number).value.participants
    assert [each.printed_matter for each in rows] == [None, "VL-7"]


async def test_a_colleague_at_the_same_record_is_named(
    url: URL, seat: Seat, clock: SetClock
) -> None:
    number = contact(seat.desk)
    seat.app.open_record(CONTACT, number)
    await seat.press()
    async with seated(url, "R. Probe", clock=clock) as other:
        other.app.open_form(CONTACT, number)
        await other.press()
        await reach(other, "Vorname")
        await other.type("An")
        await seat.until(lambda: "| R. Probe bearbeitet seit 12:00" in seat.screen)
        await seat.press("b")
        await seat.until(lambda: "| R. Probe bearbeitet seit 12:00" in seat.screen)
        assert "bearbeitet" not in other.screen.splitlines()[0]
        clock.go_on(minutes=6)
        seat.app.call_later(form(seat).pass_time)
        await seat.until(lambda: "bearbeitet seit" not in seat.screen)


async def test_two_windows_of_one_person_lose_nothing_to_each_other(url: URL, seat: Seat) -> None:
    number = contact(seat.desk)
    seat.app.open_form(CONTACT, number)
    await seat.press()
    await reach(seat, "Vorname")
    await seat.type("Anna")
    await seat.until(lambda: find(seat.desk, "contact", number) is not None)
    with desk_at(url, "Probe") as other:
        stored, held = CONTACTS.read(other, number), Held("anderes Fenster")
        keep(other, "contact", number, {"typed": {}, "begun": {}}, held)
        value = stored.value.model_copy(update={"note": "nur vormittags"})
        CONTACTS.save(other, value, stored, held=held)
    draft = find(seat.desk, "contact", number)
    assert draft is not None
    assert draft.content["typed"]["given_name"] == "Anna"
    await seat.press("f8")
    saved = CONTACTS.read(seat.desk, number).value
    assert (saved.given_name, saved.note) == ("Anna", "nur vormittags")
    assert find(seat.desk, "contact", number) is None
