"""A booking on its way: every step with day, person and reason; a storno frees the slot at once."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from db.errors import NotFoundError, RefusedError, StoreBusyError
from db.tables import Booking, BookingStep, Change
from ozg_tui.codes.consulting import BookingState
from ozg_tui.desk.consulting.bookings import BOOKINGS, find_booking
from ozg_tui.desk.consulting.course import Move, course_of, move
from ozg_tui.desk.consulting.expiring import expiring
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.undo.take_back import carry_out, find
from tests.kit.accounts import account
from tests.kit.clock import SetClock
from tests.kit.oracle import assert_whole
from tests.kit.tries import THREADS, TRIES

MARCH, MAY = date(2021, 3, 18), date(2021, 5, 20)
S = BookingState


def book(desk: Desk, module: int = 1, at: str = "Ahnatal", **more: object) -> int:
    typed = {"organisation_id": find_municipality(desk, at), "module": module} | more
    value = BookingInput.model_validate(typed, context={"today": desk.today()})
    return BOOKINGS.save(desk, value).id


def way(desk: Desk, booking: int) -> list[tuple[str, str, date, str, str | None]]:
    with desk.store.reading() as session:
        return [
            (each.from_state, each.to_state, each.moved_on, each.actor, each.note)
            for each in session.get_one(Booking, booking).steps
        ]


def test_from_the_registration_to_the_settlement(desk: Desk, clock: SetClock) -> None:
    clock.set(MARCH)
    number = book(desk)
    assert course_of(desk, number).following[:2] == (S.SCHEDULED, S.HELD)
    said = move(desk, number, Move(S.REGISTERED, S.SCHEDULED, meets_on=MAY))
    assert said == f"B{number} ist jetzt terminiert auf den 20.05.2021."
    later = date(2021, 6, 10)
    moved = Move(S.SCHEDULED, S.SCHEDULED, meets_on=later, why="Beraterin krank")
    assert move(desk, number, moved) == f"B{number} ist jetzt terminiert auf den 10.06.2021."
    with pytest.raises(RefusedError, match=r"Der Termin am 10\.06\.2021 liegt noch in der Zukunft"):
        move(desk, number, Move(S.SCHEDULED, S.HELD))
    clock.set(date(2021, 6, 11))
    move(desk, number, Move(S.SCHEDULED, S.HELD, on=later))
    move(desk, number, Move(S.HELD, S.SETTLED))
    assert way(desk, number) == [
        ("registered", "scheduled", MARCH, "probe", None),
        ("scheduled", "scheduled", MARCH, "probe", "Beraterin krank"),
        ("scheduled", "held", later, "probe", None),
        ("held", "settled", date(2021, 6, 11), "probe", None),
    ]
    section = BOOKINGS.view(desk, number)[1][-1]
    assert section.title == "Weg"
    assert section.rows[1] == (
        "18.03.2021",
        "terminiert → terminiert, probe, Beraterin krank",
    )
    assert_whole(desk.store)


def test_a_storno_frees_the_slot_in_its_transaction_and_says_why(desk: Desk) -> None:
    number, place = book(desk), find_municipality(desk, "Ahnatal")
    with pytest.raises(RefusedError, match="Bitte angeben, warum die Beratung storniert ist"):
        move(desk, number, Move(S.REGISTERED, S.CANCELLED))
    assert account(desk, place, desk.today())[0].state == "BELEGT"
    said = move(desk, number, Move(S.REGISTERED, S.CANCELLED, why=" im Haushalt\x1b gestrichen "))
    assert said == f"B{number} ist jetzt storniert. Der Platz ist wieder frei."
    assert account(desk, place, desk.today())[0].state == "FREI"
    stored = BOOKINGS.read(desk, number).value
    assert stored.cancelled_reason == "im Haushalt· gestrichen"
    with desk.store.reading() as session:
        units = {
            each.unit
            for each in session.scalars(select(Change).order_by(Change.id.desc()).limit(2))
        }
    assert len(units) == 1
    # Somebody else takes the slot; the correction finds it taken and names who has it.
    other = book(desk, 2)
    with pytest.raises(RefusedError, match=rf"belegt durch B{other} "):
        move(desk, number, Move(S.CANCELLED, S.REGISTERED))
    assert move(desk, other, Move(S.REGISTERED, S.DECLINED, why="doppelt")).endswith("wieder frei.")
    assert move(desk, number, Move(S.CANCELLED, S.REGISTERED)).endswith("wieder belegt.")
    assert BOOKINGS.read(desk, number).value.cancelled_reason is None


def test_who_pays_for_itself_gives_no_slot_back(desk: Desk) -> None:
    number = book(desk, funded=False)
    said = move(desk, number, Move(S.REGISTERED, S.CANCELLED, why="krank"))
    assert said == f"B{number} ist jetzt storniert."


def test_a_step_against_an_older_state_names_who_was_faster(
    desk: Desk, colleague: Callable[[str], Desk]
) -> None:
    number = book(desk)
    move(colleague("K. Probe"), number, Move(S.REGISTERED, S.SCHEDULED, meets_on=MAY))
    with pytest.raises(
        RefusedError, match=r"K\. Probe hat die Beratung inzwischen auf »terminiert«"
    ):
        move(desk, number, Move(S.REGISTERED, S.CANCELLED, why="x"))
    with pytest.raises(NotFoundError):
        move(desk, 99_999, Move(S.REGISTERED, S.CANCELLED, why="x"))
    with pytest.raises(NotFoundError):
        course_of(desk, 99_999)


def test_the_form_keeps_the_path_and_writes_the_step(desk: Desk) -> None:
    number = book(desk)
    stored = BOOKINGS.read(desk, number)
    with pytest.raises(RefusedError, match="führt kein Schritt"):
        BOOKINGS.save(desk, stored.value.model_copy(update={"state": S.SETTLED}), stored)
    cancelled = stored.value.model_copy(update={"state": S.CANCELLED, "cancelled_reason": "krank"})
    BOOKINGS.save(desk, cancelled, stored)
    assert way(desk, number) == [("registered", "cancelled", desk.today(), "probe", "krank")]


def test_an_adviser_in_two_places_is_said_and_refuses_nothing(desk: Desk) -> None:
    other = book(desk, 1, "Kaufungen", consultation_on=MAY, adviser="Frau Ott")
    number = book(desk, adviser="Frau Ott")
    said = move(desk, number, Move(S.REGISTERED, S.SCHEDULED, meets_on=MAY))
    assert f"Hinweis: Frau Ott ist am 20.05.2021 schon für Kaufungen eingetragen (B{other})" in said


def test_moved_out_of_the_window_is_refused(desk: Desk) -> None:
    number = book(desk)
    with pytest.raises(RefusedError, match="Der Förderzeitraum ist seit 1 Tag vorbei"):
        move(desk, number, Move(S.REGISTERED, S.SCHEDULED, meets_on=date(2023, 1, 1)))
    assert way(desk, number) == []


def test_undo_answers_a_step_with_the_step_back(desk: Desk) -> None:
    number = book(desk)
    move(desk, number, Move(S.REGISTERED, S.CANCELLED, why="krank"))
    asked = find(desk, f"booking/{number}")
    assert "»storniert« → »angemeldet«" in asked.question
    carry_out(desk, asked)
    assert [each[:2] for each in way(desk, number)] == [
        ("registered", "cancelled"),
        ("cancelled", "registered"),
    ]
    assert BOOKINGS.read(desk, number).value.state is S.REGISTERED
    # Given back, the reason is there again: the database asks for one.
    carry_out(desk, find(desk, f"booking/{number}", again=True))
    assert BOOKINGS.read(desk, number).value.cancelled_reason == "krank"
    assert_whole(desk.store)


def test_undo_takes_no_slot_that_somebody_else_has_now(desk: Desk) -> None:
    number = book(desk)
    move(desk, number, Move(S.REGISTERED, S.CANCELLED, why="krank"))
    other = book(desk, 2)
    with pytest.raises(RefusedError, match=rf"belegt durch B{other} "):
        find(desk, f"booking/{number}")


@pytest.mark.parametrize(
    "step",
    [
        {"from_state": "registered", "to_state": "settled", "note": "x"},
        {"from_state": "registered", "to_state": "cancelled", "note": None},
    ],
)
def test_the_database_knows_the_steps_and_that_a_storno_has_its_reason(
    desk: Desk, step: dict[str, str | None]
) -> None:
    number = book(desk)
    with pytest.raises(RefusedError) as refused, desk.store.writing("probe") as session:
        session.add(BookingStep(booking_id=number, moved_on=MARCH, actor="probe", **step))
    assert isinstance(refused.value.__cause__, IntegrityError)


def together(people: list[Desk], attempt: Callable[[Desk, int], str]) -> Counter[str]:
    """All try at the same moment and then again, `TRIES` times in all; who waits tries anew."""
    start = Barrier(len(people))

    def tries(person: Desk) -> Counter[str]:
        seen: Counter[str] = Counter()
        start.wait()
        while seen.total() < TRIES // len(people):
            try:
                seen[attempt(person, seen.total())] += 1
            except RefusedError:
                seen["refused"] += 1
            except StoreBusyError:
                continue
        return seen

    with ThreadPoolExecutor(len(people)) as pool:
        return sum(pool.map(tries, people), Counter())


def test_of_many_who_cancel_and_book_one_cancels_and_one_gets_the_slot(
    desk: Desk, colleague: Callable[[str], Desk]
) -> None:
    first, place = book(desk), find_municipality(desk, "Ahnatal")
    value = BookingInput.model_validate({"organisation_id": place, "module": 2})

    def attempt(person: Desk, number: int) -> str:
        if number % 2:
            BOOKINGS.save(person, value)
            return "booked"
        move(person, first, Move(S.REGISTERED, S.CANCELLED, why="krank"))
        return "cancelled"

    total = together([colleague(f"person-{each}") for each in range(THREADS)], attempt)
    assert total == {"cancelled": 1, "booked": 1, "refused": TRIES - 2}
    assert len(way(desk, first)) == 1
    assert_whole(desk.store)


def test_of_many_who_move_bookings_into_one_slot_one_gets_there(
    desk: Desk, colleague: Callable[[str], Desk]
) -> None:
    target = find_municipality(desk, "Ahnatal")
    own = {
        f"person-{each}": BOOKINGS.read(desk, book(desk, 1, f"Ort {each + 1}"))
        for each in range(THREADS)
    }

    def attempt(person: Desk, _number: int) -> str:
        stored = own[person.actor]
        if stored.value.organisation_id == target:
            return "refused"
        wanted = stored.value.model_copy(update={"organisation_id": target})
        own[person.actor] = BOOKINGS.save(person, wanted, stored)
        return "moved"

    total = together([colleague(each) for each in own], attempt)
    assert total == {"moved": 1, "refused": TRIES - 1}
    with desk.store.reading() as session:
        there = session.scalars(select(Booking.id).where(Booking.organisation_id == target)).all()
    assert len(there) == 1
    assert_whole(desk.store)


def test_free_slots_that_soon_expire_are_called_through(desk: Desk, clock: SetClock) -> None:
    assert expiring(desk) == ()
    clock.set(date(2022, 10, 2))
    everybody = {each.name for each in expiring(desk)}
    assert {each.source for each in expiring(desk)} == {"Umsetzungsvereinbarung OZG"}
    assert {each.days for each in expiring(desk)} == {90}
    clock.set(date(2022, 10, 1))
    assert expiring(desk) == ()
    number = book(desk)
    assert everybody - {each.name for each in expiring(desk, 91)} == {"Ahnatal"}
    move(desk, number, Move(S.REGISTERED, S.CANCELLED, why="krank"))
    assert everybody == {each.name for each in expiring(desk, 91)}
    assert "Innenministerium" not in everybody
    clock.set(date(2022, 12, 31))
    assert {each.days for each in expiring(desk)} == {0}
    clock.set(date(2023, 1, 1))
    assert expiring(desk) == ()


def test_a_booking_is_found_by_its_number(desk: Desk) -> None:
    number = book(desk)
    for typed in (f"B{number}", f" b{number} ", str(number)):
        assert find_booking(desk, typed) == number
    for typed in ("B999", "B", "x", "B12345678901234567890", "²"):
        with pytest.raises(NotFoundError, match="gibt es nicht"):
            find_booking(desk, typed)
