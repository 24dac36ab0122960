from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, time
from threading import Barrier
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from db.errors import RefusedError
from db.tables import Booking, Change, Organisation, OrganisationPeriod, RuleSet
from ozg_tui.codes.consulting import LIVE_STATES, BookingState
from ozg_tui.desk.consulting.bookings import BOOKINGS, check
from ozg_tui.desk.consulting.input import BookingInput, Module
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import forget
from ozg_tui.desk.core.records import Examination
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.search.asking import find
from tests.kit.accounts import account
from tests.kit.clock import SetClock

MARCH = date(2021, 3, 18)


def booking(desk: Desk, module: int = 1, at: str = "Ahnatal", **more: object) -> BookingInput:
    typed = {"organisation_id": find_municipality(desk, at), "module": module} | more
    return BookingInput.model_validate(typed, context={"today": desk.today()})


def book(desk: Desk, module: int = 1, at: str = "Ahnatal", **more: object) -> int:
    return BOOKINGS.save(desk, booking(desk, module, at, **more)).id


def partly(**filled: object) -> SimpleNamespace:
    """A form with nothing filled in correctly but this."""
    return SimpleNamespace(**(dict.fromkeys(BookingInput.model_fields) | filled))


def test_module_2_after_module_1_is_refused_with_the_booking(desk: Desk) -> None:
    first = book(desk, 1, consultation_on=MARCH)
    with pytest.raises(RefusedError) as caught:
        book(desk, 2)
    said = str(caught.value)
    assert f"B{first} (Modul 1, Beratung am 18.03.2021)" in said
    assert "Umsetzungsvereinbarung OZG" in said
    assert f"B{first} hat probe eingetragen." in said


def test_one_of_each_source_is_fine_and_other_kommunen_have_their_own(desk: Desk) -> None:
    book(desk, 1)
    book(desk, 3)
    book(desk, 1, "Landkreis Kassel")
    book(desk, 2, "Kaufungen")
    with pytest.raises(RefusedError):
        book(desk, 4)


def test_the_last_day_counts_and_the_next_does_not(desk: Desk) -> None:
    for module, place in ((1, "Ahnatal"), (2, "Kaufungen")):
        with pytest.raises(RefusedError, match="seit 1 Tag vorbei"):
            book(desk, module, place, consultation_on=date(2023, 1, 1))
        book(desk, module, place, consultation_on=date(2022, 12, 31))
    with pytest.raises(RefusedError, match="seit 1 Tag vorbei"):
        book(desk, 3, consultation_on=date(2025, 1, 1))
    book(desk, 3, consultation_on=date(2024, 12, 31))


def test_without_a_day_the_window_is_over_today(desk: Desk, clock: SetClock) -> None:
    clock.set(date(2026, 2, 1))
    for module in (1, 2, 3, 4):
        with pytest.raises(RefusedError, match="vorbei"):
            book(desk, module)
        book(desk, module, funded=False)


def test_who_pays_for_itself_needs_no_slot(desk: Desk) -> None:
    book(desk, 1)
    book(desk, 2, funded=False)
    book(desk, 1, funded="nein")


def test_storno_frees_the_slot_and_stays_visible(desk: Desk) -> None:
    first = BOOKINGS.save(desk, booking(desk, 1))
    cancelled = booking(desk, 1, state="cancelled", cancelled_reason="Beraterin krank")
    BOOKINGS.save(desk, cancelled, first)
    second = book(desk, 2)
    assert BOOKINGS.read(desk, first.id).value.cancelled_reason == "Beraterin krank"
    with pytest.raises(RefusedError, match=f"B{second}"):
        BOOKINGS.save(desk, booking(desk, 1), BOOKINGS.read(desk, first.id))


def test_cancelling_is_possible_after_the_window(desk: Desk, clock: SetClock) -> None:
    stored = BOOKINGS.save(desk, booking(desk, 1))
    clock.set(date(2026, 2, 1))
    with pytest.raises(RefusedError):
        BOOKINGS.save(desk, booking(desk, 1, note="neu"), stored)
    BOOKINGS.save(desk, booking(desk, 1, state="declined", cancelled_reason="zu spät"), stored)


def test_a_booking_does_not_stand_in_its_own_way(desk: Desk) -> None:
    stored = BOOKINGS.save(desk, booking(desk, 1))
    changed = booking(desk, 2, consultation_on=MARCH)
    seen = BOOKINGS.examine(desk, changed, stored.id)
    assert seen.verdict == "förderfähig, belegt den Platz"
    assert "Umsetzungsvereinbarung OZG: FREI" in seen.lines[0]
    assert BOOKINGS.save(desk, changed, stored).value == changed


def test_the_source_follows_from_the_module(desk: Desk) -> None:
    numbers = [book(desk, 2), book(desk, 4)]
    with desk.store.reading() as session:
        sources = [session.get_one(Booking, number).funding_source for number in numbers]
    assert sources == ["umsetzungsvereinbarung", "starke_heimat"]


def test_everything_typed_comes_back(desk: Desk) -> None:
    value = booking(
        desk,
        3,
        state="scheduled",
        booked_on=date(2021, 5, 1),
        consultation_on=date(2021, 7, 1),
        starts_at=time(9, 30),
        ends_at=time(15),
        place="Rathaus",
        adviser="ekom21",
        contact_id=1,
        note="e-Akte\nzuerst",
    )
    stored = BOOKINGS.save(desk, value)
    assert stored.value == value
    assert BOOKINGS.read(desk, stored.id) == stored
    assert stored.title == "Beratung Modul 3, Ahnatal"
    title, sections = BOOKINGS.view(desk, stored.id)
    told = dict(row for section in sections for row in section.rows)
    assert title == stored.title
    assert told["Termin"] == "01.07.2021, 09:30 bis 15:00"
    assert told["Förderquelle"] == "Starke Heimat Hessen"
    assert told["Ansprechperson"] == "Probe"
    assert told["Nummer"] == f"B{stored.id}"
    assert [hit.record_id for hit in find(desk, f"B{stored.id}").hits] == [stored.id]


def test_a_form_shows_what_there_was_before_it_is_saved(desk: Desk) -> None:
    first = book(desk, 1, consultation_on=MARCH, state="held", adviser="ekom21")
    second = book(desk, 4, booked_on=MARCH, state="cancelled", cancelled_reason="verlegt")
    seen = BOOKINGS.examine(desk, booking(desk, 2), None)
    assert seen.verdict.startswith("nicht förderfähig: Der Platz aus Umsetzungsvereinbarung OZG")
    assert "noch" not in seen.verdict
    held = f"B{first} (Modul 1, Beratung am 18.03.2021)"
    assert seen.lines == (
        f"M1/M2 Umsetzungsvereinbarung OZG: VERBRAUCHT, {held}",
        "M3/M4 Starke Heimat Hessen: FREI, bis 31.12.2024",
        f"Bisher: {held}, durchgeführt, ekom21",
        f"Bisher: B{second} (Modul 4, angemeldet am 18.03.2021), storniert",
    )


def test_a_successor_shows_the_bookings_of_who_was_merged(desk: Desk, clock: SetClock) -> None:
    gone = book(desk, 1, "Bromskirchen", consultation_on=MARCH)
    seen = BOOKINGS.examine(desk, booking(desk, 2, "Allendorf (Eder)"), None)
    assert seen.lines[-1].startswith(f"Bisher: B{gone} ")
    assert seen.lines[-1].endswith("für Bromskirchen")
    assert "FREI" in seen.lines[0]
    clock.set(date(2023, 2, 1))
    with pytest.raises(RefusedError, match=r"Kommune: besteht am 01\.02\.2023 nicht\."):
        book(desk, 3, "Bromskirchen")


def test_a_form_half_filled_is_examined_as_far_as_it_goes(desk: Desk) -> None:
    ahnatal = find_municipality(desk, "Ahnatal")
    assert BOOKINGS.examine(desk, partly(), None) == Examination(
        (), "offen: Welche Kommune soll beraten werden?"
    )
    assert BOOKINGS.examine(
        desk, partly(organisation_id=99_999, module=1), None
    ).verdict.startswith("nicht förderfähig: Kommune: die Kommune ist nicht verzeichnet.")
    without_module = BOOKINGS.examine(desk, partly(organisation_id=ahnatal), None)
    assert without_module.verdict == "offen: Welches Modul ist gewünscht?"
    assert len(without_module.lines) == 2
    seen = BOOKINGS.examine(desk, partly(organisation_id=ahnatal, module=2), None)
    assert seen.verdict == (
        "förderfähig, belegt den Platz; noch offen: Wann findet die Beratung statt?"
    )
    cancelled = partly(organisation_id=ahnatal, module=2, state=BookingState.CANCELLED)
    assert BOOKINGS.examine(desk, cancelled, None).verdict == "storniert, belegt keinen Platz"
    paid = partly(organisation_id=ahnatal, module=2, funded=False)
    assert BOOKINGS.examine(desk, paid, None).verdict == "nicht gefördert, belegt keinen Platz"


def test_an_adviser_in_two_places_is_a_hint_and_no_refusal(desk: Desk) -> None:
    day = {"consultation_on": MARCH, "adviser": "Frau Müller"}
    other = book(desk, 1, "Kaufungen", **day, starts_at="9", ends_at="12")
    book(desk, 3, "Kaufungen", **day, state="cancelled", cancelled_reason="x")
    hint = (
        "Hinweis: frau mueller ist am 18.03.2021 ab 09:00 schon für Kaufungen eingetragen "
        f"(B{other})."
    )
    clashing = booking(desk, 1, **day | {"adviser": "frau mueller"}, starts_at="11:59")
    assert BOOKINGS.examine(desk, clashing, None).lines[0] == hint
    for free in ({"starts_at": "12"}, {"ends_at": "9"}, {"adviser": "Herr Ott"}):
        assert (
            "Hinweis" not in BOOKINGS.examine(desk, booking(desk, 1, **day | free), None).lines[0]
        )
    BOOKINGS.save(desk, clashing)


def test_one_of_many_simultaneous_bookings_wins(
    desk: Desk, colleague: Callable[[str], Desk]
) -> None:
    people = [colleague(f"person-{number}") for number in range(20)]
    values = [booking(desk, 1, consultation_on=MARCH), booking(desk, 2)]
    start = Barrier(len(people))

    def tries(person: Desk) -> list[tuple[str, str]]:
        start.wait()
        seen = []
        for number in range(8):
            try:
                saved = BOOKINGS.save(person, values[number % 2])
            except RefusedError as error:
                seen.append(("refused", str(error)))
            else:
                seen.append((person.actor, f"B{saved.id} (Modul {saved.value.module}"))
        return seen

    with ThreadPoolExecutor(len(people)) as pool:
        results = [each for found in pool.map(tries, people) for each in found]
    won = [each for each in results if each[0] != "refused"]
    assert len(results) == 160
    assert len(won) == 1
    winner, named = won[0]
    refused = [said for state, said in results if state == "refused"]
    assert all(named in said and f"{winner}" in said for said in refused)
    with desk.store.reading() as session:
        assert len(session.scalars(select(Booking)).all()) == 1
        kept = session.scalars(select(Change).where(Change.table_name == "booking")).all()
    assert [(each.action, each.actor) for each in kept] == [("insert", winner)]


def test_who_loses_the_race_in_the_database_is_told_who_won(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = book(desk, 1, consultation_on=MARCH)
    monkeypatch.setattr(type(BOOKINGS), "refuse", lambda *_: None)
    with pytest.raises(RefusedError) as caught:
        book(desk, 2)
    assert str(caught.value) == (
        f"Der Platz ist inzwischen belegt durch B{first} (Modul 1, Beratung am 18.03.2021) für "
        "Ahnatal, eingetragen von probe."
    )
    with pytest.raises(RefusedError, match="Die Datenbank hat die Änderung abgelehnt"):
        book(desk, 3, contact_id=99_999)


DAYS = st.sampled_from(
    [
        None,
        *(
            date(year, *day)
            for year in (2019, 2020, 2022, 2023, 2024, 2025)
            for day in ((1, 1), (12, 31))
        ),
    ]
)
ONE = st.fixed_dictionaries(
    {
        "module": st.integers(1, 4),
        "state": st.sampled_from(BookingState),
        "consultation_on": DAYS,
        "booked_on": DAYS,
        "funded": st.booleans(),
        "cancelled_reason": st.just("x"),
    }
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=st.lists(ONE, min_size=1, max_size=5), today=DAYS)
def test_form_save_and_command_line_agree(
    desk: Desk, entries: list[dict[str, object]], today: date | None, clock: SetClock
) -> None:
    clock.set(today or date(2021, 6, 1))
    key = f"0699{new_kommune.number + 1:04d}"
    place = new_kommune(desk, key)
    for entry in entries:
        value = BookingInput.model_validate({"organisation_id": place} | entry)
        live = value.state in LIVE_STATES
        seen = BOOKINGS.examine(desk, value, None)
        objected = seen.verdict.startswith("nicht förderfähig")
        if live and value.funded and (value.booked_on is None or value.consultation_on):
            asked = check(desk, key, value.module, value.consultation_on)
            assert asked.eligible is not objected
            same = {"slot", "window", "municipality", "repeat"}
            assert [each for each in asked.checks if each.code in same] == [
                each for each in seen.checks if each.code in same
            ]
        try:
            BOOKINGS.save(desk, value)
        except RefusedError:
            assert live
            assert value.funded
            assert objected
        else:
            assert not (live and value.funded and objected)
    lines = account(desk, place, desk.today())
    assert [f"{each.label}: {each.state}, {each.detail}" for each in lines] == list(
        BOOKINGS.examine(desk, partly(organisation_id=place), None).lines[:2]
    )


class NewKommune:
    """Founds a Kommune for each example, so that none meets the bookings of another."""

    number = 0

    def __call__(self, desk: Desk, key: str) -> int:
        self.number += 1
        period = OrganisationPeriod(key=key, name=f"Neu {self.number}", kind="gemeinde")
        row = Organisation(periods=[period])
        with desk.store.writing("probe") as session:
            session.add(row)
        forget(desk)
        return row.id


new_kommune = NewKommune()


def test_the_command_line_may_bring_its_own_bookings(desk: Desk) -> None:
    book(desk, 1)
    assert not check(desk, "06633001", 2, MARCH).eligible
    assert check(desk, "06633001", 2, MARCH, existing=()).eligible
    unknown = check(desk, "06999999", 2, MARCH)
    assert not unknown.eligible
    assert not check(desk, "06633001", 5, MARCH).eligible


def test_the_account_closes_with_the_window(desk: Desk) -> None:
    place = find_municipality(desk, "Ahnatal")
    book(desk, 1)
    assert [each.state for each in account(desk, place, desk.today())] == ["BELEGT", "FREI"]
    assert [each.state for each in account(desk, place, date(2026, 2, 1))] == [
        "BELEGT",
        "ABGELAUFEN",
    ]


def test_a_form_offers_the_titles_of_the_rule_set(desk: Desk) -> None:
    offered = BOOKINGS.choice_labels(desk)["module"]
    assert offered[0] == (Module.ONE, "1 Einführung/Überblick zum OZG")
    assert [code for code, _ in offered] == [1, 2, 3, 4]
    assert BOOKINGS.blank(desk) == {"booked_on": "h"}


def test_without_a_rule_set_nothing_is_booked(desk: Desk, clock: SetClock) -> None:
    clock.set(date(2021, 6, 1))
    with desk.store.writing("probe") as session:
        for row in session.scalars(select(RuleSet)):
            session.delete(row)
    forget(desk)
    for funded in (True, False):
        with pytest.raises(RefusedError, match="Regelwerk"):
            book(desk, 1, funded=funded)
