"""A note that is no call: a meeting with several Kommunen and people; names are invented."""

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from db.errors import RefusedError
from db.tables import Contact
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.place.card import card
from ozg_tui.desk.search.lists import Scope, lines
from ozg_tui.desk.since.changes import since
from ozg_tui.desk.telephone.notes import NOTES, NoteInput, PartyInput
from tests.kit.oracle import assert_whole, contents
from tests.kit.undoing import undo

TODAY = date(2021, 6, 1)
EVER = datetime(2000, 1, 1, tzinfo=UTC)


def person(desk: Desk, place: str, name: str) -> int:
    with desk.store.writing("Muster") as session:
        row = Contact(organisation_id=find_municipality(desk, place), family_name=name)
        session.add(row)
        session.flush()
        return int(row.id)


@pytest.fixture
def meeting(desk: Desk) -> int:
    ahnatal, helsa, kaufungen = (
        find_municipality(desk, name) for name in ("Ahnatal", "Helsa", "Kaufungen")
    )
    value = NoteInput(
        organisation_id=ahnatal,
        contact_id=person(desk, "Ahnatal", "Beispiel"),
        held_on=date(2021, 5, 28),
        text="Gemeinsames Standesamt besprochen",
        parties=(
            PartyInput(organisation_id=helsa, contact_id=person(desk, "Helsa", "Altmeier")),
            PartyInput(organisation_id=kaufungen),
        ),
    )
    return NOTES.save(desk, value).id


def test_it_stands_at_every_kommune_that_took_part(desk, meeting):
    for name in ("Ahnatal", "Helsa", "Kaufungen"):
        (talk,) = card(desk, find_municipality(desk, name), TODAY).talks
        assert (talk.id, talk.text) == (meeting, "Gemeinsames Standesamt besprochen")
        (said,) = since(desk, find_municipality(desk, name), EVER).lines[:1]
        assert "Gemeinsames Standesamt" in said.text
    assert not card(desk, find_municipality(desk, "Niestetal"), TODAY).talks
    _, sections = NOTES.view(desk, meeting)
    shown = sections[0].rows
    assert ("Gespräch am", "28.05.2021") in shown
    assert [text for label, text in shown if label == "Mit dabei"] == [
        "Helsa, Altmeier", "Kaufungen",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["standesamt", "helsa standesamt", "altmeier", "beispiel"])
def test_it_is_found_by_text_places_and_people(desk, meeting, text):
    found = lines(desk, Scope(Kind.NOTE, Kind.NOTE, text), 5)
    assert [line.record_id for line in found] == [meeting]


def test_who_takes_part_is_changed_and_taken_back(desk, meeting):
    before = contents(desk.store)
    stored = NOTES.read(desk, meeting)
    NOTES.save(desk, stored.value.model_copy(update={"parties": stored.value.parties[1:]}), stored)
    assert not card(desk, find_municipality(desk, "Helsa"), TODAY).talks
    undo(desk)
    assert contents(desk.store) == before
    assert_whole(desk.store)


def test_a_person_of_another_kommune_is_refused(desk, meeting):
    stored = NOTES.read(desk, meeting)
    wrong = PartyInput(
        organisation_id=find_municipality(desk, "Niestetal"),
        contact_id=stored.value.parties[0].contact_id,
    )
    with pytest.raises(RefusedError, match="gehört zu Helsa"):
        NOTES.save(desk, stored.value.model_copy(update={"parties": (wrong,)}), stored)


def test_what_is_to_come_is_no_note():
    with pytest.raises(ValidationError, match="Wiedervorlage"):
        NoteInput.model_validate({"text": "x", "held_on": "1.7.2021"}, context={"today": TODAY})
