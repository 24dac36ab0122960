from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.codes.consulting import AccountState, BookingState
from ozg_tui.rules.consulting.judge import funding_account, judge
from ozg_tui.rules.consulting.values import Booking, Request

MODULES = {"umsetzungsvereinbarung": (1, 2), "starke_heimat": (3, 4)}


@pytest.fixture(scope="module")
def account(rule_sets, places):
    def build(*bookings, on="2021-06-01", key="06633001"):
        lines = funding_account(bookings, places.get(key), rule_sets, date.fromisoformat(on))
        return [line.state.value for line in lines]

    return build


def test_a_new_account_is_free_and_says_until_when(rule_sets, places):
    lines = funding_account((), places["06633001"], rule_sets, date(2021, 6, 1))
    assert [(line.label, line.state, line.detail) for line in lines] == [
        ("M1/M2 Umsetzungsvereinbarung OZG", AccountState.FREI, "bis 31.12.2022"),
        ("M3/M4 Starke Heimat Hessen", AccountState.FREI, "bis 31.12.2024"),
    ]
    assert [line.until for line in lines] == [date(2022, 12, 31), date(2024, 12, 31)]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("registered", "BELEGT"),
        ("scheduled", "BELEGT"),
        ("held", "VERBRAUCHT"),
        ("settled", "VERBRAUCHT"),
        ("no_show", "VERBRAUCHT"),
        ("cancelled", "FREI"),
        ("declined", "FREI"),
    ],
)
def test_a_booking_marks_its_own_source_only(account, booked, state, shown):
    assert account(booked(1, state)) == [shown, "FREI"]
    assert account(booked(4, state)) == ["FREI", shown]


def test_the_line_names_the_booking(rule_sets, places, booked):
    lines = funding_account([booked(1)], places["06633001"], rule_sets, date(2021, 6, 1))
    assert lines[0].detail == "DB-0007 (Modul 1, Beratung am 18.03.2021)"


@pytest.mark.parametrize(
    ("on", "shown"),
    [
        ("2019-12-31", ["OFFEN", "OFFEN"]),
        ("2020-01-01", ["FREI", "FREI"]),
        ("2022-12-31", ["FREI", "FREI"]),
        ("2023-01-01", ["ABGELAUFEN", "FREI"]),
        ("2024-12-31", ["ABGELAUFEN", "FREI"]),
        ("2025-01-01", ["ABGELAUFEN", "ABGELAUFEN"]),
        ("2026-11-22", ["ABGELAUFEN", "ABGELAUFEN"]),
    ],
)
def test_the_account_closes_with_the_window(account, on, shown):
    assert account(on=on) == shown


def test_what_was_used_stays_used_after_the_window(account, booked):
    assert account(booked(1), on="2026-11-22") == ["VERBRAUCHT", "ABGELAUFEN"]


@pytest.mark.parametrize("key", ["06633200", "06999999"])
def test_who_is_no_kommune_has_no_account_to_use(account, key):
    assert account(key=key) == ["OFFEN", "OFFEN"]


def test_without_rules_there_is_no_account(places):
    assert funding_account((), places["06633001"], (), date(2021, 6, 1)) == ()


@given(
    bookings=st.lists(
        st.builds(
            Booking,
            reference=st.just("DB-1"),
            module=st.integers(1, 5),
            funded=st.booleans(),
            state=st.sampled_from(BookingState),
            consultation_on=st.none() | st.dates(date(2020, 1, 1), date(2025, 12, 31)),
        ),
        max_size=4,
    ),
    on=st.dates(date(2019, 6, 1), date(2026, 12, 31)),
    ahead=st.integers(0, 900),
    key=st.sampled_from(["06633001", "06531", "06435014", "06633200", "06635007", "06999999"]),
)
def test_a_line_is_free_exactly_when_a_funded_request_would_be_eligible(
    rule_sets, places, bookings, on, ahead, key
):
    place = places.get(key)
    for line in funding_account(bookings, place, rule_sets, on):
        first = max(on, date(2020, 1, 1))
        inside = first + timedelta(days=min(ahead, max(0, (line.until - first).days)))
        if place is not None and place.existed_on(first) and not place.existed_on(inside):
            inside = first
        answers = {
            judge(
                Request(key=key, module=module, consultation_on=inside),
                bookings,
                place,
                rule_sets,
                on,
            ).eligible
            for module in MODULES[line.source]
        }
        assert answers == {line.state is AccountState.FREI}
