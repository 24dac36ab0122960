"""A form that is half filled in survives: one draft per person, form and record."""

import threading

import pytest

from ozg_tui.desk.core import drafts
from ozg_tui.desk.telephone.follow_ups import FOLLOW_UPS, FollowUpInput
from tests.kit import hostile
from tests.kit.kept_drafts import open_drafts


def test_a_draft_comes_back_as_typed(desk):
    drafts.keep(desk, "note", 0, {"text": "Anruf von", "due_on": "31.02.", "parts": [1, None]})
    found = drafts.find(desk, "note")
    assert found is not None
    assert found.content == {"text": "Anruf von", "due_on": "31.02.", "parts": [1, None]}
    assert list(found.content) == ["text", "due_on", "parts"]


def test_the_newer_draft_takes_the_place_of_the_older(desk):
    drafts.keep(desk, "note", 7, {"text": "a"})
    drafts.keep(desk, "note", 7, {"text": "ab"})
    (only,) = open_drafts(desk)
    assert (only.record_id, only.content) == (7, {"text": "ab"})


def test_drafts_belong_to_person_form_and_record(desk):
    drafts.keep(desk, "note", 7, {"text": "meiner"})
    assert drafts.find(desk, "note", 8) is None
    assert drafts.find(desk, "contact", 7) is None
    desk.actor = "jemand anders"
    assert drafts.find(desk, "note", 7) is None
    assert open_drafts(desk) == ()


def test_a_dropped_draft_is_gone_and_dropping_none_is_no_error(desk):
    drafts.keep(desk, "note", 0, {"text": "weg"})
    drafts.drop(desk, "note")
    drafts.drop(desk, "note")
    assert drafts.find(desk, "note") is None


def test_the_newest_draft_comes_first(desk):
    for form in ("contact", "note", "booking"):
        drafts.keep(desk, form, 0, {})
    drafts.keep(desk, "contact", 0, {"text": "noch einmal"})
    assert [each.form for each in open_drafts(desk)] == ["contact", "booking", "note"]


def test_hostile_text_is_kept_as_typed(desk):
    typed = {text: text for text in (*hostile.ALL, hostile.NUL_TEXT, "\ud800 halb")}
    drafts.keep(desk, "note", 0, typed)
    found = drafts.find(desk, "note")
    assert found is not None
    assert found.content == typed


def test_many_writers_at_once_leave_one_draft(desk):
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for step in range(5):
                drafts.keep(desk, "note", 1, {"text": f"{number}.{step}"})
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    (only,) = open_drafts(desk)
    assert only.content["text"].endswith(".4")


def test_saving_the_record_removes_its_draft_alone(desk):
    drafts.keep(desk, FOLLOW_UPS.code, 0, {"text": "halb"})
    drafts.keep(desk, FOLLOW_UPS.code, 3, {"text": "andere"})
    value = FollowUpInput.model_validate(
        {"due_on": "+7", "text": "Anrufen", "owner": "Muster"}, context={"today": desk.today()}
    )
    FOLLOW_UPS.save(desk, value)
    assert [each.record_id for each in open_drafts(desk)] == [3]


@pytest.mark.parametrize("content", [{}, {"": ""}])
def test_an_empty_draft_is_a_draft(desk, content):
    drafts.keep(desk, "note", 0, content)
    found = drafts.find(desk, "note")
    assert found is not None
    assert found.content == content


def test_two_windows_have_a_draft_each_and_a_save_takes_one(desk):
    stored = FOLLOW_UPS.save(
        desk,
        FollowUpInput.model_construct(
            due_on=desk.today(), text="Probe", owner="probe", organisation_id=None,
            contact_id=None, application_id=None, booking_id=None, call_id=None,
        ),
    )  # fmt: skip
    one, other = drafts.Held("eins"), drafts.Held("zwei")
    drafts.keep(desk, "follow_up", stored.id, {"text": "aus dem ersten"}, one)
    drafts.keep(desk, "follow_up", stored.id, {"text": "aus dem zweiten"}, other)
    FOLLOW_UPS.save(desk, stored.value, stored, held=other)
    left = drafts.find(desk, "follow_up", stored.id)
    assert left is not None
    assert left.content == {"text": "aus dem ersten"}
    drafts.drop(desk, "follow_up", stored.id, one)
    assert drafts.find(desk, "follow_up", stored.id) is None


def test_a_draft_that_was_found_goes_on_unless_its_window_has_it_still(desk):
    drafts.keep(desk, "note", 7, {"text": "a"}, drafts.Held("eins"))
    found = drafts.find(desk, "note", 7)
    assert found is not None
    later = drafts.Held("zwei", (found.holder, found.saved_at))
    drafts.keep(desk, "note", 7, {"text": "ab"}, later)
    (only,) = open_drafts(desk)
    assert only.content == {"text": "ab"}
    drafts.keep(desk, "note", 7, {"text": "a weiter"}, drafts.Held("eins"))
    drafts.drop(desk, "note", 7, later)
    left = drafts.find(desk, "note", 7)
    assert left is not None
    assert left.content == {"text": "a weiter"}
