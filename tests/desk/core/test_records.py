"""How every kind of record is saved, shown with bookings and applications."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select

from db.errors import ConflictError, NotFoundError, RefusedError
from db.tables import Booking, Change
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core import drafts
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.register.contacts import CONTACTS, ContactInput
from ozg_tui.text import clean, entered
from tests.kit import hostile

Colleague = Callable[[str], Desk]


def booking(desk: Desk, **more: object) -> BookingInput:
    typed = {"organisation_id": find_municipality(desk, "Ahnatal"), "module": 1} | more
    return BookingInput.model_validate(typed)


def changes(desk: Desk) -> list[Change]:
    with desk.store.reading() as session:
        return list(session.scalars(select(Change).where(Change.table_name == "booking")))


def test_every_save_counts_and_leaves_its_history(desk: Desk, colleague: Colleague) -> None:
    stored = BOOKINGS.save(desk, booking(desk))
    later = BOOKINGS.save(colleague("beck"), booking(desk, note="neu"), stored)
    assert (stored.version, later.version) == (1, 2)
    first, second = changes(desk)
    assert (first.action, first.actor, first.after["module"]) == ("insert", "probe", 1)
    assert (second.action, second.actor) == ("update", "beck")
    assert (second.before["note"], second.after["note"]) == (None, "neu")


def test_different_fields_of_two_people_are_joined(desk: Desk, colleague: Colleague) -> None:
    stored = BOOKINGS.save(desk, booking(desk))
    BOOKINGS.save(colleague("beck"), booking(desk, place="Rathaus", adviser="ekom21"), stored)
    joined = BOOKINGS.save(desk, booking(desk, note="e-Akte", adviser="ekom21"), stored)
    assert joined.value == booking(desk, place="Rathaus", adviser="ekom21", note="e-Akte")
    assert joined.version == 3


def test_one_field_of_two_people_is_a_conflict(desk: Desk, colleague: Colleague) -> None:
    stored = BOOKINGS.save(desk, booking(desk))
    BOOKINGS.save(colleague("beck"), booking(desk, place="Rathaus", note="eilt"), stored)
    with pytest.raises(ConflictError, match="beck hat diesen Eintrag") as caught:
        BOOKINGS.save(desk, booking(desk, place="Bauamt"), stored)
    assert caught.value.theirs == {"place": "Rathaus"}
    assert caught.value.version == 2
    assert BOOKINGS.read(desk, stored.id).value == booking(desk, place="Rathaus", note="eilt")
    assert len(changes(desk)) == 2


def test_halves_that_do_not_fit_together_are_a_conflict(desk: Desk, colleague: Colleague) -> None:
    stored = APPLICATIONS.save(
        desk,
        ApplicationInput(title="Team", term_start=date(2022, 1, 1), term_end=date(2026, 12, 31)),
    )
    application = stored.value
    earlier = application.model_copy(update={"term_end": date(2023, 12, 31)})
    APPLICATIONS.save(colleague("beck"), earlier, stored)
    later = application.model_copy(update={"term_start": date(2024, 1, 1)})
    with pytest.raises(ConflictError, match="Das Ende liegt vor dem Beginn") as caught:
        APPLICATIONS.save(desk, later, stored)
    assert caught.value.theirs == {"term_end": date(2023, 12, 31)}
    assert APPLICATIONS.read(desk, stored.id).value == earlier


def test_saves_in_the_same_moment_are_joined(desk: Desk, colleague: Colleague) -> None:
    people = [colleague(f"person-{number}") for number in range(2)]
    stored = BOOKINGS.save(desk, booking(desk))
    edits = ({"place": "Rathaus"}, {"note": "eilt"})
    for _ in range(10):
        start = Barrier(2)
        stored = BOOKINGS.save(desk, booking(desk), BOOKINGS.read(desk, stored.id))

        def save(number: int, start: Barrier = start, base: object = stored) -> None:
            start.wait()
            BOOKINGS.save(people[number], booking(desk, **edits[number]), base)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(save, range(2)))
        assert BOOKINGS.read(desk, stored.id).value == booking(desk, place="Rathaus", note="eilt")


def test_the_draft_goes_with_the_save(desk: Desk, colleague: Colleague) -> None:
    beck = colleague("beck")
    for person in (desk, beck):
        drafts.keep(person, "booking", 0, {"module": "1"})
    stored = BOOKINGS.save(desk, booking(desk))
    assert drafts.find(desk, "booking") is None
    assert drafts.find(beck, "booking") is not None
    drafts.keep(desk, "booking", stored.id, {"module": "2"})
    BOOKINGS.save(desk, booking(desk, module=2), stored)
    assert drafts.find(desk, "booking", stored.id) is None


def test_the_draft_stays_when_the_save_is_refused(desk: Desk) -> None:
    BOOKINGS.save(desk, booking(desk))
    drafts.keep(desk, "booking", 0, {"module": "2"})
    with pytest.raises(RefusedError):
        BOOKINGS.save(desk, booking(desk, module=2))
    assert drafts.find(desk, "booking") is not None


def test_what_is_gone_is_said_to_be_gone(desk: Desk) -> None:
    stored = BOOKINGS.save(desk, booking(desk))
    with desk.store.writing("probe") as session:
        session.delete(session.get_one(Booking, stored.id))
    for ask in (BOOKINGS.read, BOOKINGS.view):
        with pytest.raises(NotFoundError, match="gibt es nicht mehr"):
            ask(desk, stored.id)
    with pytest.raises(NotFoundError):
        BOOKINGS.save(desk, booking(desk), stored)


def test_contacts_are_saved_again(desk: Desk, colleague: Colleague) -> None:
    contact = ContactInput(
        organisation_id=find_municipality(desk, "Ahnatal"),
        family_name="Müller",
        direct="05609 628-0",
    )
    stored = CONTACTS.save(desk, contact)
    changed = contact.model_copy(update={"direct": "05609 628-11"})
    later = CONTACTS.save(colleague("beck"), changed, stored)
    assert later.value == changed
    assert later.version == 2, "a change of a number alone counts as a change of the person"


def test_hostile_text_is_kept_as_clean_text(desk: Desk) -> None:
    for text in hostile.KEPT:
        line, note = text[:150], text[:9_000]
        value = booking(desk, place=line, adviser=line, note=note, funded=False)
        stored = BOOKINGS.save(desk, value)
        assert BOOKINGS.read(desk, stored.id).value == value
        for kept in (value.place or "", value.adviser or ""):
            assert kept == " ".join(entered(line).split())
            assert kept == clean(kept)
        assert (value.note or "") == entered(note, multiline=True).strip()
        for _, rows in BOOKINGS.view(desk, stored.id)[1]:
            assert all(clean(part, multiline=True) == part for row in rows for part in row)
