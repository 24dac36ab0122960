"""A call from the first ring to the note, at the keyboard. People and numbers are invented."""

import re
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.engine import URL

from db.tables import Call, Change, Contact, FollowUp, PhoneNumber
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.telephone.calls import begin
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.telephone.hang_up import HangUpScreen
from tests.kit.kept_drafts import open_drafts
from tests.kit.seat import Seat, seated, typed

STRANGER = "069 90009-317"
CALL_TITLE = re.compile(r"\| ANRUF \d\d\.\d\d\.\d{4}, ")
"""The kind of record stands once before the moment, whatever the day is."""


def rows(seat: Seat, table: type) -> Sequence:  # type: ignore[type-arg]
    with seat.desk.store.reading() as session:
        return session.scalars(select(table).order_by(table.id)).all()


async def test_a_strangers_number_is_assigned_and_earlier_calls_follow(
    seat: Seat, colleague: Desk
) -> None:
    begin(colleague, direction="incoming", number=STRANGER)  # type: ignore[arg-type]
    await seat.ring(STRANGER)
    keys = [*typed("ahnat"), "enter", "z", "enter"]
    assert len(keys) <= 8
    await seat.press(*keys[:-1])
    assert isinstance(seat.app.screen_stack[-2], PlaceScreen)
    await seat.press(*typed("Beispiel, Erika"), keys[-1])
    assert seat.message == (
        "Zugeordnet: Ahnatal, neue Person »Beispiel, Erika«. 1 früherer Anruf ist mit zugeordnet."
    )
    assert "Erika Beispiel" in seat.screen
    (number,) = [each for each in rows(seat, PhoneNumber) if each.raw == STRANGER]
    (person,) = [each for each in rows(seat, Contact) if each.family_name == "Beispiel"]
    assert number.contact_id == person.id
    earlier, this = rows(seat, Call)
    assert {earlier.organisation_id, this.organisation_id} == {person.organisation_id}
    assert this.contact_id == person.id
    with seat.desk.store.reading() as session:
        changed = set(session.scalars(select(Change.table_name)))
    assert {"call", "contact", "phone_number"} <= changed

    # The next call of that number is known at once.
    await seat.press("f3")
    await seat.ring(STRANGER)
    assert isinstance(seat.app.screen, PlaceScreen)
    assert "Anruf 0:00" in seat.screen.splitlines()[0]


async def test_who_hangs_up_without_a_note_is_asked_for_the_result(seat: Seat) -> None:
    await seat.type("ahnat", "enter", "a", "i")
    assert "ANRUF" in seat.screen
    await seat.press("escape")
    assert isinstance(seat.app.screen, HangUpScreen)
    await seat.press("escape")
    (call,) = rows(seat, Call)
    assert call.result == "open"
    assert isinstance(seat.app.screen, PlaceScreen)

    # `a` opens the same call again; a call-back makes a follow-up for the next working day.
    await seat.press("a")
    await seat.press("escape", "2")
    (call,) = rows(seat, Call)
    assert (call.result, call.text) == ("call_back", None)
    (todo,) = rows(seat, FollowUp)
    assert (todo.due_on, todo.call_id, todo.owner) == (date(2021, 6, 2), call.id, "Probe")

    # The call is over: the next `a` begins another; what was none goes without a trace on START.
    await seat.press("a", "i")
    await seat.press("escape", "5", "enter")
    assert isinstance(seat.app.screen, HangUpScreen)
    await seat.press("5", "j")
    assert [each.id for each in rows(seat, Call)] == [call.id]
    assert seat.message == "Kein Anruf festgehalten."

    # A note that is typed and left stays as a draft, and the call stays open on START.
    await seat.press("a", "s", "enter")
    await seat.type("Termin am")
    await seat.press("escape")
    assert isinstance(seat.app.screen, PlaceScreen)
    assert open_drafts(seat.desk)[0].content["typed"]["text"] == "Termin am"
    await seat.press("f3", "escape")
    await seat.until(lambda: "Notiz?" in seat.screen)


async def test_a_call_and_its_follow_up_are_one_form(seat: Seat) -> None:
    await seat.type("ahnat", "enter", "a")
    await seat.type("i", "enter")
    await seat.type("Beschluss kommt", "tab", "enter")
    await seat.type("+14", "enter")
    await seat.type("Beschluss anfordern", "enter", "f8")
    (call,), (todo,) = rows(seat, Call), rows(seat, FollowUp)
    assert (call.topic, call.text, call.result) == ("cooperation", "Beschluss kommt", "done")
    assert call.ended_at is not None
    assert call.started_at <= call.ended_at <= seat.clock.now()
    assert (todo.text, todo.due_on, todo.owner) == (
        "Beschluss anfordern",
        date(2021, 6, 15),
        "Probe",
    )
    assert "Beschluss anfordern" in seat.screen


async def test_follow_ups_are_made_taken_over_and_ticked_off(seat: Seat, url: URL) -> None:
    await seat.type("ahnat", "enter", "w")
    await seat.type("kw50", "enter")
    await seat.press("f8")
    assert "Was ist zu tun?" in seat.screen
    await seat.type("Termin klären", "f8")
    (todo,) = rows(seat, FollowUp)
    assert (todo.due_on, todo.text) == (date(2021, 12, 13), "Termin klären")
    async with seated(url, actor="Weber") as other:
        await other.press("escape", "g", "w")
        assert "Termin klären" in other.screen
        await other.press("h")
        assert rows(other, FollowUp)[0].owner == "Weber"
        await other.press("enter")
        assert "Vorher bei" in other.screen
        await other.press("x")
        assert "Erledigt" in other.message
        assert rows(other, FollowUp)[0].done_at is not None
        await other.press("x")
        assert rows(other, FollowUp)[0].done_at is None


async def test_a_snippet_takes_the_place_of_its_code(seat: Seat) -> None:
    await seat.press("escape", "f9")
    await seat.type("textb", "enter")
    await seat.press("enter")
    assert "TEXTBAUSTEIN neu" in seat.screen
    await seat.type("frist", "enter")
    seat.app.screen.focused.insert("Bitte bis Freitag, {kommune}: {antrag}.")  # type: ignore
    await seat.press("f8")
    assert seat.message == "Gesichert: ::frist."
    await seat.press("f2")
    await seat.type("ahnat", "enter", "a", "i", "enter")
    await seat.type("Gesagt: ::frist ")
    assert "{antrag}" in seat.message
    await seat.type("und")
    box = seat.app.focused
    assert getattr(box, "text", "") == "Gesagt: Bitte bis Freitag, Ahnatal: {antrag}. und"


async def open_form(seat: Seat, place: str) -> None:
    """Back to START, to the card of a Kommune, and into the note of a call about it."""
    while len(seat.app.screen_stack) > 1:
        await seat.press("f3")
    await seat.press("f2", "ctrl+u", *typed(place), "enter", "a")


async def open_call(seat: Seat, place: str) -> None:
    """As `open_form`, and a subject is chosen: what is left then is a call without a note."""
    await open_form(seat, place)
    await seat.type("i", "escape", "escape")


async def test_a_call_begun_by_mistake_leaves_with_one_key_and_no_row(seat: Seat) -> None:
    # Letters of a filter, typed where they are commands.
    await seat.press("escape", *typed("art:"))
    assert CALL_TITLE.search(seat.screen.splitlines()[0])
    await seat.press("escape")
    assert rows(seat, Call) == []
    assert seat.message == "Kein Anruf festgehalten."
    assert "START" in seat.screen.splitlines()[0]
    await open_form(seat, "vellmar")
    await seat.press("escape")
    assert rows(seat, Call) == []
    # The next note begins a call of its own.
    await seat.press("a", "i", "enter", *typed("Frist"), "f8")
    assert [each.text for each in rows(seat, Call)] == ["Frist"]


async def test_a_note_at_another_kommune_is_a_call_of_its_own(seat: Seat) -> None:
    await open_call(seat, "ahnatal")
    # A call about Vellmar, while the one about Ahnatal is still open.
    await seat.press("f2", *typed("vellmar"), "enter", "a")
    await seat.type("i", "enter")
    await seat.type("Laufzeit erklärt", "f8")
    first, second = rows(seat, Call)
    assert (first.result, first.text) == ("open", None)
    assert (second.result, second.text) == ("done", "Laufzeit erklärt")
    assert second.organisation_id not in {None, first.organisation_id}
    # Back at Ahnatal its own call goes on.
    await seat.press("f3", "f3", "a", *typed("Termin"), "f8")
    first, _ = rows(seat, Call)
    assert (first.result, first.text) == ("done", "Termin")


async def test_a_call_that_nobody_answered_is_over_when_its_search_is_left(seat: Seat) -> None:
    await seat.ring(STRANGER)
    assert "ANRUF 069 90009317" in seat.screen.splitlines()[0]
    await seat.press("f3")
    await open_form(seat, "vellmar")
    await seat.type("i", "escape", "1")
    ring, noted = rows(seat, Call)
    assert (ring.result, ring.organisation_id) == ("open", None)
    assert (noted.result, noted.raw_number) == ("done", None)


async def test_a_call_that_was_left_for_start_is_over(seat: Seat) -> None:
    await open_call(seat, "ahnatal")
    await open_form(seat, "ahnatal")
    await seat.type("i", "escape", "1")
    assert [each.result for each in rows(seat, Call)] == ["open", "done"]


async def test_the_first_call_goes_on_after_a_second_one_that_was_not_answered(seat: Seat) -> None:
    await open_call(seat, "ahnat")
    await seat.ring(STRANGER)
    await seat.press("f3", "a")
    await seat.press("escape", "1")
    first, ring = rows(seat, Call)
    assert (first.result, ring.result) == ("done", "open")
    assert ring.organisation_id is None


async def test_a_note_that_is_left_before_it_is_there_is_left(seat: Seat) -> None:
    await seat.type("ahnat", "enter")
    await seat.press("a", "escape")
    await seat.press("escape", "escape")
    assert rows(seat, Call) == []


async def test_a_number_is_given_to_no_kommune_that_nobody_chose(seat: Seat) -> None:
    await seat.ring(STRANGER)
    before, name, after = ["escape", "z", *typed("vell"), "enter"], typed("Muster, Max"), ["enter"]
    assert len(before) + len(after) <= 8
    await seat.press(*before)
    assert "Wem in Vellmar gehört die Nummer?" in seat.screen
    await seat.press(*name, *after)
    assert seat.message == "Zugeordnet: Vellmar, neue Person »Muster, Max«."
    (call,) = rows(seat, Call)
    (person,) = [each for each in rows(seat, Contact) if each.family_name == "Muster"]
    assert (call.contact_id, call.organisation_id) == (person.id, person.organisation_id)


async def test_what_was_searched_is_proposed_and_what_is_open_can_be_another(seat: Seat) -> None:
    await seat.ring(STRANGER)
    await seat.type("vell", "escape", "z")
    assert "eben gesucht" in seat.screen
    await seat.press("escape", "f2", "enter", "z")
    assert "andere Kommune" in seat.screen
    await seat.press("end", "down", "down", "down", "enter")
    assert "Kommune oder Stelle" in seat.screen
    await seat.type("ahnat", "enter", "enter")
    assert seat.message == "Zugeordnet: Ahnatal, ohne Person."


async def test_the_next_search_does_not_answer_how_the_call_ended(seat: Seat) -> None:
    await seat.type("ahnat", "enter", "a", "i")
    await seat.press("f12", "f2", *typed("0561 5"))
    assert getattr(seat.app.focused, "value", "") == "0561 5"
    assert [each.result for each in rows(seat, Call)] == ["open"]


async def test_a_follow_up_does_not_fall_into_the_past(seat: Seat) -> None:
    await seat.type("ahnat", "enter", "w", "g", "enter")
    assert "Der 31.05.2021 ist vorbei." in seat.screen
    await seat.press("shift+tab", "ctrl+u", *typed("1.1"), "enter", *typed("Termin"), "f8")
    (todo,) = rows(seat, FollowUp)
    assert todo.due_on == date(2022, 1, 1)
    # What has become overdue can still be given to a colleague.
    seat.clock.set(date(2022, 3, 1))
    await seat.press("f3", "escape", "escape", "g", "w", "b", "tab", "tab", "ctrl+u")
    await seat.type("Weber", "f8")
    (todo,) = rows(seat, FollowUp)
    assert (todo.due_on, todo.owner) == (date(2022, 1, 1), "Weber")


async def test_a_call_is_called_so_once_and_says_who_noted_it(seat: Seat) -> None:
    await seat.type("ahnat", "enter", "a")
    assert CALL_TITLE.search(seat.screen.splitlines()[0])
    await seat.type("i")
    await seat.press("escape", "escape")
    await seat.press("f3", "escape", "escape")
    await seat.until(lambda: "Anruf Ahnatal" in seat.screen)
    await seat.press("g", "a", "enter")
    for part in ("Notiert von", "keine Angabe"):
        assert part in seat.screen
    assert "nicht übermittelt" not in seat.screen
    assert CALL_TITLE.search(seat.screen.splitlines()[0])


async def test_the_title_line_keeps_the_time_in_a_narrow_window(url: URL) -> None:
    async with seated(url, size=(80, 24)) as seat:
        await seat.type("homberg efze", "enter", "a")
        title = seat.screen.splitlines()[0]
        assert title.startswith(" OZG-TUI | ANRUF ")
        assert re.search(r"\d\d\.\d\d\.\d{4} \d\d:\d\d \| Probe$", title)
        assert len(title) <= 80
