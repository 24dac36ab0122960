"""Notes are signed once; follow-ups are due on a day and get done."""

from datetime import date

import pytest
from pydantic import ValidationError

from db.errors import NotFoundError
from ozg_tui.desk.notes import FOLLOW_UPS, NOTES, FollowUpInput, NoteInput, add_note, finish
from ozg_tui.desk.territory import find_municipality
from ozg_tui.messages import sentence


def entered(desk, **fields):
    return FollowUpInput.model_validate(
        {"due_on": "+14", "text": "Beschluss anfordern", "owner": "Muster"} | fields,
        context={"today": desk.today()},
    )


def rows(sections):
    return {label: text for section in sections for label, text in section.rows}


def test_a_note_is_signed_with_the_first_save(desk):
    stored = add_note(desk, find_municipality(desk, "Ahnatal"), "Rückruf\nam Montag")
    desk.actor = "jemand anders"
    NOTES.save(desk, stored.value.model_copy(update={"text": "Rückruf erledigt"}), stored)
    title, sections = NOTES.view(desk, stored.id)
    assert title == "Rückruf erledigt"
    assert rows(sections)["Kommune/Stelle"] == "Ahnatal"
    assert rows(sections)["Von"] != "jemand anders"


@pytest.mark.parametrize("text", ["", "  \n ", None])
def test_a_note_without_text_is_refused(text):
    with pytest.raises(ValidationError) as refused:
        NoteInput(text=text)
    assert [sentence(each) for each in refused.value.errors()] == ["Bitte ausfüllen."]


def test_a_note_that_is_too_long_is_refused():
    with pytest.raises(ValidationError) as refused:
        NoteInput(text="a" * 10_001)
    assert "höchstens 10000 Zeichen" in sentence(refused.value.errors()[0])


def test_a_follow_up_takes_short_dates(desk):
    stored = FOLLOW_UPS.save(desk, entered(desk))
    assert stored.title == "15.06.2021 Beschluss anfordern"
    assert FOLLOW_UPS.read(desk, stored.id).value.due_on == date(2021, 6, 15)


@pytest.mark.parametrize(
    ("due_on", "part"),
    [
        ("31.02.", "gibt es nicht"),
        ("bald", "ist kein Datum"),
        ("", "ausfüllen"),
        (None, "ausfüllen"),
    ],
)
def test_a_follow_up_without_a_day_is_refused(desk, due_on, part):
    with pytest.raises(ValidationError) as refused:
        entered(desk, due_on=due_on)
    assert part in sentence(refused.value.errors()[0])


def test_done_and_open_again(desk):
    stored = FOLLOW_UPS.save(desk, entered(desk))
    finish(desk, stored.id)
    assert rows(FOLLOW_UPS.view(desk, stored.id)[1])["Erledigt"] != "noch offen"
    finish(desk, stored.id, done=False)
    assert rows(FOLLOW_UPS.view(desk, stored.id)[1])["Erledigt"] == "noch offen"
    with pytest.raises(NotFoundError):
        finish(desk, 99)


def test_a_new_follow_up_is_due_in_a_week_by_who_writes_it(desk):
    assert FOLLOW_UPS.blank(desk) == {"due_on": "+7", "owner": desk.actor}
