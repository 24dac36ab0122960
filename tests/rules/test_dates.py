from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.rules.dates import (
    EARLIEST,
    LATEST,
    add_years,
    days_missing,
    format_date,
    last_day_of_term,
    nearer_year,
    parse_coming_date,
    parse_date,
)
from ozg_tui.rules.errors import InputError

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("h", "2026-11-22"),
        ("heute", "2026-11-22"),
        ("g", "2026-11-21"),
        ("m", "2026-11-23"),
        ("+14", "2026-12-06"),
        ("-3", "2026-11-19"),
        ("mo", "2026-11-23"),
        ("Sa", "2026-11-28"),
        ("so", "2026-11-29"),
        ("kw50", "2026-12-07"),
        ("KW 1", "2027-01-04"),
        ("kw47", "2026-11-16"),
        ("kw53", "2026-12-28"),
        ("23.11.", "2026-11-23"),
        ("23.11", "2026-11-23"),
        ("1.2.", "2026-02-01"),
        ("2311", "2026-11-23"),
        ("23.11.26", "2026-11-23"),
        ("23.11.2026", "2026-11-23"),
        (" 23. 11. 2026 ", "2026-11-23"),
        ("23112026", "2026-11-23"),
        ("231126", "2026-11-23"),
        ("2026-11-23", "2026-11-23"),
        ("29.02.2024", "2024-02-29"),
    ],
)
def test_a_date_is_understood_as_typed_at_the_telephone(typed, meant):
    assert parse_date(typed, SUNDAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.1", "2027-01-01"),
        ("0101", "2027-01-01"),
        ("22.11.", "2026-11-22"),
        ("21.11.", "2027-11-21"),
        ("29.2.", "2028-02-29"),
        ("1.1.26", "2026-01-01"),
        ("g", "2026-11-21"),
        ("+14", "2026-12-06"),
        ("kw50", "2026-12-07"),
        ("KW47", "2026-11-22"),
    ],
)
def test_what_is_to_come_is_the_next_such_day(typed, meant):
    assert parse_coming_date(typed, SUNDAY) == date.fromisoformat(meant)


def test_a_day_that_no_year_has_does_not_come():
    with pytest.raises(InputError, match=r"Einen 31\.02\. gibt es nicht"):
        parse_coming_date("31.2.", SUNDAY)


def test_kw_of_this_monday_is_this_monday():
    assert parse_date("kw48", date(2026, 11, 23)) == date(2026, 11, 23)


def test_the_last_week_of_a_year_goes_on_in_the_next():
    assert parse_date("kw53", date(2027, 1, 3)) == date(2026, 12, 28)
    assert parse_date("kw1", date(2027, 1, 3)) == date(2027, 1, 4)


@pytest.mark.parametrize(
    "typed",
    [
        "xy",
        "11/22/2026",
        "32.01.2026",
        "0",
        "23.11.026",
        "+",
        "kw0",
        "kw54",
        "+99999999",
        "２３.11.2026",
        "23.11.2026x",
        "2026-1-1",
        "23.11.0026",
        "h h x",
        "-99999",
        "29.02.2026",
        " ",
    ],
)
def test_what_is_no_date_is_refused_in_a_sentence(typed):
    with pytest.raises(InputError) as caught:
        parse_date(typed, SUNDAY)
    assert str(caught.value).rstrip().endswith((".", "?"))


def test_the_refusal_names_the_day_that_does_not_exist():
    with pytest.raises(InputError, match=r"^Den 31\.02\.2026 gibt es nicht\.$"):
        parse_date("31.02.", SUNDAY)


def test_the_refusal_names_what_was_typed_and_how_to_write_it():
    expected = (
        "»xy« ist kein Datum. Möglich sind zum Beispiel 23.11.2026, h für heute, +14 oder kw50."
    )
    with pytest.raises(InputError) as caught:
        parse_date("xy", SUNDAY)
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2021-01-01", "2025-12-31"),
        ("2021-03-15", "2026-03-14"),
        ("2021-03-01", "2026-02-28"),
        ("2024-02-29", "2029-02-28"),
        ("2019-03-01", "2024-02-29"),
        ("2026-01-01", "2030-12-31"),
    ],
)
def test_five_years_end_by_the_calendar(start, last):
    assert last_day_of_term(date.fromisoformat(start), 5) == date.fromisoformat(last)


def test_years_beyond_the_calendar_are_an_input_error():
    with pytest.raises(InputError):
        add_years(date(9998, 1, 1), 5)


def test_years_from_a_leap_day():
    assert add_years(date(2024, 2, 29), 5) == date(2029, 2, 28)
    assert add_years(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_days_missing_are_never_negative():
    assert days_missing(date(2025, 12, 30), date(2025, 12, 31)) == 1
    assert days_missing(date(2026, 12, 31), date(2025, 12, 31)) == 0


@given(st.dates(EARLIEST, LATEST), st.dates(EARLIEST, LATEST))
def test_a_written_date_reads_back(day, today):
    assert parse_date(format_date(day), today) == day


@given(st.dates(EARLIEST, date(2150, 1, 1)), st.integers(1, 30))
def test_a_term_and_its_follow_up_never_overlap(start, years):
    last = last_day_of_term(start, years)
    assert years * 365 <= (last - start).days + 1 <= years * 366
    assert last < last_day_of_term(start, years + 1)


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_an_input_error(text):
    with suppress(InputError):
        assert EARLIEST <= parse_date(text, SUNDAY) <= LATEST


@pytest.mark.parametrize(
    ("typed", "read", "nearer"),
    [
        ("12.1.", date(2026, 1, 12), date(2027, 1, 12)),
        ("1201", date(2026, 1, 12), date(2027, 1, 12)),
        ("12.1.2026", date(2026, 1, 12), None),
        ("20.11.", date(2027, 11, 20), date(2026, 11, 20)),
        ("24.12.", date(2026, 12, 24), None),
        ("+14", date(2026, 12, 15), None),
    ],
)
def test_the_year_that_may_have_been_meant(typed: str, read: date, nearer: date | None) -> None:
    assert nearer_year(typed, read, date(2026, 12, 1)) == nearer
