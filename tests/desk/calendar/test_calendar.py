"""What lies on which day, and the file that other calendars read."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject

from db.tables import Application, FollowUp, Participant, Resolution
from ozg_tui.codes.consulting import BookingState
from ozg_tui.desk.calendar.entries import Entry, consultation, entries
from ozg_tui.desk.calendar.ics import calendar_file, write_calendar
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.course import Move, move
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import find_municipality

MARCH = date(2021, 3, 18)


def book(desk: Desk, module: int = 1, at: str = "Ahnatal", **more: object) -> int:
    typed = {"organisation_id": find_municipality(desk, at), "module": module} | more
    return BOOKINGS.save(desk, BookingInput.model_validate(typed)).id


def fill(desk: Desk) -> None:
    with desk.store.writing("probe") as session:
        session.add(FollowUp(due_on=MARCH, owner="probe", text="Beschluss\nanfordern"))
        session.add(FollowUp(due_on=MARCH, owner="probe", text="fertig", done_at=desk.clock.now()))
        application = Application(number="IKZ-0001", title="Amt", station="idea")
        application.participants = [
            Participant(
                organisation_id=find_municipality(desk, "Helsa"),
                position=1,
                role="lead",
                resolution=Resolution(status="scheduled", session_on=MARCH + timedelta(days=1)),
            )
        ]
        session.add(application)


def read(made: bytes) -> list[vobject.base.Component]:
    return vobject.readOne(made.decode()).vevent_list


def entry(**more: object) -> Entry:
    told = {
        "day": MARCH, "starts_at": None, "ends_at": None, "kind": "consultation",
        "title": "Beratung Modul 1", "place": "Ahnatal", "where": "", "who": "", "state": "",
        "cancelled": False, "code": "booking", "record_id": 1, "uid": "beratung-B1", "version": 1,
        "changed_at": None,
    }  # fmt: skip
    return Entry(**told | more)  # type: ignore[arg-type]


def test_a_calendar_holds_consultations_sessions_and_what_is_to_be_done(desk: Desk) -> None:
    fill(desk)
    late = book(desk, 1, consultation_on=MARCH, starts_at="13:00", adviser="Frau Ott")
    early = book(desk, 3, "Kaufungen", consultation_on=MARCH, starts_at="9", adviser="Herr Beck")
    book(desk, 1, "Helsa")
    found = entries(desk, MARCH, MARCH + timedelta(days=1))
    assert [(each.code, each.title) for each in found] == [
        ("follow_up", "Wiedervorlage: Beschluss anfordern"),
        ("booking", "Beratung Modul 3"),
        ("booking", "Beratung Modul 1"),
        ("application", "Sitzung zu IKZ-0001"),
    ]
    assert [each.record_id for each in found if each.code == "booking"] == [early, late]
    assert [each.place for each in found[1:]] == ["Kaufungen", "Ahnatal", "Helsa"]
    assert entries(desk, MARCH - timedelta(days=9), MARCH - timedelta(days=1)) == ()
    only = {"ott": {"adviser": "frau ott"}, "kauf": {"text": "modul kaufungen"}}
    assert [each.who for each in entries(desk, MARCH, MARCH, **only["ott"])] == ["Frau Ott"]
    assert [each.who for each in entries(desk, MARCH, MARCH, **only["kauf"])] == ["Herr Beck"]


def test_what_is_cancelled_leaves_the_calendar_and_stays_in_its_file(desk: Desk) -> None:
    number = book(desk, consultation_on=MARCH, starts_at="9:30", ends_at="12", place="Rathaus")
    (before,) = read(calendar_file(entries(desk, MARCH, MARCH), desk.clock.now()))
    moved = MARCH + timedelta(days=7)
    move(desk, number, Move(BookingState.REGISTERED, BookingState.SCHEDULED, meets_on=moved))
    (after,) = read(calendar_file(entries(desk, moved, moved), desk.clock.now()))
    move(desk, number, Move(BookingState.SCHEDULED, BookingState.CANCELLED, why="krank"))
    assert entries(desk, moved, moved) == ()
    gone = entries(desk, moved, moved, cancelled=True)
    (last,) = read(calendar_file(gone, desk.clock.now()))
    assert {each.uid.value for each in (before, after, last)} == {f"beratung-B{number}@ozg-tui"}
    sequence = [int(each.sequence.value) for each in (before, after, last)]
    assert sequence == sorted(set(sequence))
    assert [each.status.value for each in (before, after, last)] == [
        "CONFIRMED",
        "CONFIRMED",
        "CANCELLED",
    ]
    assert before.location.value == "Rathaus"
    assert before.summary.value == "Beratung Modul 1, Ahnatal"


@pytest.mark.parametrize(
    ("day", "hour", "utc"),
    [
        (date(2026, 3, 28), time(9, 30), datetime(2026, 3, 28, 8, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(1, 30), datetime(2026, 3, 29, 0, 30, tzinfo=UTC)),
        (date(2026, 3, 29), time(3, 30), datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(1, 30), datetime(2026, 10, 24, 23, 30, tzinfo=UTC)),
        (date(2026, 10, 25), time(3, 30), datetime(2026, 10, 25, 2, 30, tzinfo=UTC)),
        (date(2045, 7, 3), time(9, 0), datetime(2045, 7, 3, 7, 0, tzinfo=UTC)),
    ],
)
def test_times_are_those_of_hessen_through_both_nights(
    day: date, hour: time, utc: datetime
) -> None:
    made = calendar_file([entry(day=day, starts_at=hour)], datetime(2026, 1, 1, tzinfo=UTC))
    (found,) = read(made)
    # vobject goes by the rules that stand in the file itself.
    assert found.dtstart.value == utc
    assert found.dtstart.value.replace(tzinfo=None) == datetime.combine(day, hour)
    assert b"TZID=Europe/Berlin" in made


def test_what_has_no_time_is_of_the_whole_day_and_ends_with_it() -> None:
    (found,) = read(calendar_file([entry()], datetime(2026, 1, 1, tzinfo=UTC)))
    assert (found.dtstart.value, found.dtend.value) == (MARCH, MARCH + timedelta(days=1))


def test_stored_text_stays_one_line_of_its_entry() -> None:
    bad = "Rathaus;A,B\r\nATTENDEE:mailto:x@example.org\x1b[2J"
    made = calendar_file([entry(where=bad, who="Ä" * 200)], datetime(2026, 1, 1, tzinfo=UTC))
    (found,) = read(made)
    assert not hasattr(found, "attendee")
    assert "A,B" in found.location.value
    assert b"\x1b" not in made
    assert max(map(len, made.split(b"\r\n"))) <= 75


def test_one_consultation_and_files_that_leave_others_alone(desk: Desk, tmp_path) -> None:
    number = book(desk, consultation_on=MARCH)
    without = book(desk, 3)
    one = consultation(desk, number)
    assert one is not None
    assert consultation(desk, without) is None
    names = [write_calendar(desk, [one], tmp_path, "termine").name for _ in range(2)]
    assert names == ["termine.ics", "termine-2.ics"]
