"""Notes are signed once and hold what was said."""

import pytest
from pydantic import ValidationError

from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.telephone.notes import NOTES, NoteInput
from ozg_tui.messages import sentence
from tests.kit.deeds import note as write


def rows(sections):
    return {label: text for section in sections for label, text in section.rows}


def test_a_note_is_signed_with_the_first_save(desk):
    stored = write(desk, find_municipality(desk, "Ahnatal"), "Rückruf\nam Montag")
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
