"""Into which call a note goes, and whose number is given away, decided in one trip to the desk."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.errors import RefusedError
from db.tables import Call, Contact, PhoneNumber
from ozg_tui.codes.telephone import CallResult, Direction
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.telephone.callers import identify
from ozg_tui.desk.telephone.calls import CALLS, begin
from ozg_tui.desk.telephone.under_way import About, assign_about, begin_ringing, note_about

STRANGER = "0561 90009-117"


def ringing(desk: Desk, place: str | None = None, number: str = STRANGER) -> int:
    where = find_municipality(desk, place) if place else None
    return begin(desk, direction=Direction.INCOMING, number=number, organisation_id=where).id


def at(desk: Desk, place: str) -> About:
    return About("organisation", find_municipality(desk, place))


def row_of(desk: Desk, call_id: int) -> Call:
    with desk.store.reading() as session:
        return session.get_one(Call, call_id)


def test_a_note_goes_into_the_call_of_its_kommune(desk: Desk) -> None:
    ahnatal, unknown, helsa = ringing(desk, "Ahnatal"), ringing(desk), ringing(desk, "Helsa")
    under_way = (ahnatal, unknown, helsa)
    assert note_about(desk, under_way, at(desk, "Ahnatal")) == (ahnatal, False)
    assert note_about(desk, under_way, None) == (helsa, False), "the newest"


def test_a_call_about_nobody_yet_is_taken_for_the_kommune_in_front(desk: Desk) -> None:
    ahnatal, unknown = ringing(desk, "Ahnatal"), ringing(desk)
    assert note_about(desk, (ahnatal, unknown), at(desk, "Helsa")) == (unknown, False)
    assert row_of(desk, unknown).organisation_id == find_municipality(desk, "Helsa")
    assert row_of(desk, ahnatal).organisation_id == find_municipality(desk, "Ahnatal")


def test_a_note_never_goes_into_a_call_about_another_kommune(desk: Desk) -> None:
    ahnatal = ringing(desk, "Ahnatal")
    noted = note_about(desk, (ahnatal,), at(desk, "Helsa"))
    assert noted.is_new
    assert noted.call_id != ahnatal
    assert row_of(desk, noted.call_id).organisation_id == find_municipality(desk, "Helsa")


def test_a_call_that_begins_with_a_note_has_the_number_of_the_person(desk: Desk) -> None:
    with desk.store.writing("probe") as session:
        person = session.scalars(select(Contact)).one()
        person.numbers.append(PhoneNumber(kind="direct", raw=STRANGER, e164="+4956190009117"))
        person_id = person.id
    noted = note_about(desk, (), About("contact", person_id))
    row = row_of(desk, noted.call_id)
    assert (row.contact_id, row.raw_number, row.result) == (person_id, STRANGER, "open")


def test_a_call_that_was_removed_meanwhile_takes_no_note(desk: Desk) -> None:
    gone = 4711
    assert note_about(desk, (gone,), at(desk, "Helsa")).is_new


def test_the_number_goes_where_the_record_is(desk: Desk) -> None:
    call = ringing(desk)
    found = assign_about(desk, (call,), at(desk, "Helsa"))
    helsa = find_municipality(desk, "Helsa")
    assert found == (call, (helsa, "Helsa"), False), "proposed, and not certain yet"
    known = ringing(desk, "Ahnatal")
    assert assign_about(desk, (call, known), None) == (
        known, (find_municipality(desk, "Ahnatal"), "Ahnatal"), True,
    )  # fmt: skip
    assert assign_about(desk, (known,), About("call", call), is_call=True) == (call, None, False)


def test_a_call_without_a_number_has_nothing_to_give_away(desk: Desk) -> None:
    call = begin(desk, direction=Direction.INCOMING).id
    with pytest.raises(RefusedError, match="keine Nummer"):
        assign_about(desk, (call,), None)


def test_a_call_begins_with_its_ring_however_late_it_is_kept(desk: Desk) -> None:
    rang_at = desk.clock.now() - timedelta(seconds=20)
    call = begin_ringing(desk, identify(desk, STRANGER), rang_at)
    assert row_of(desk, call).started_at == rang_at


def test_a_call_saved_as_open_is_known_to_be_open(desk: Desk) -> None:
    """The form of an open call proposes to be done with; the row says how it really is."""
    stored = begin(desk, direction=Direction.INCOMING, number=STRANGER)
    saved = CALLS.save(desk, stored.value.model_copy(update={"result": CallResult.OPEN}), stored)
    assert (saved.value.result, saved.state) == ("done", "open")
    again = CALLS.save(desk, saved.value, saved)
    assert again.state == "done"
