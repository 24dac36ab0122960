"""A confirmation counts for twelve months, to the day, and the question says how old it is."""

from datetime import date

import pytest

from ozg_tui.rules.confirmation import fresh_since, is_stale, months_since, question

TODAY = date(2021, 6, 1)


@pytest.mark.parametrize(
    ("confirmed_on", "stale"),
    [
        (None, True),
        (date(2020, 5, 31), True),
        (date(2020, 6, 1), False),
        (date(2021, 6, 1), False),
        (date(2021, 6, 2), False),
    ],
)
def test_twelve_months_to_the_day(confirmed_on: date | None, stale: bool) -> None:
    assert is_stale(confirmed_on, TODAY) is stale


@pytest.mark.parametrize(
    ("on", "since"),
    [
        (date(2021, 2, 28), date(2020, 2, 28)),
        (date(2020, 2, 29), date(2019, 2, 28)),
        (date(2021, 3, 31), date(2020, 3, 31)),
    ],
)
def test_a_leap_day_shifts_nothing_else(on: date, since: date) -> None:
    assert fresh_since(on) == since
    assert not is_stale(since, on)


@pytest.mark.parametrize(
    ("confirmed_on", "months"),
    [
        (date(2021, 6, 1), 0),
        (date(2021, 5, 2), 0),
        (date(2021, 5, 1), 1),
        (date(2020, 4, 1), 14),
        (date(2020, 4, 2), 13),
        (date(2021, 7, 1), 0),
    ],
)
def test_months_are_counted_when_they_are_full(confirmed_on: date, months: int) -> None:
    assert months_since(confirmed_on, TODAY) == months


@pytest.mark.parametrize(
    ("confirmed_on", "end"),
    [
        (date(2020, 4, 1), "Zuletzt bestätigt vor 14 Monaten."),
        (date(2021, 5, 1), "Zuletzt bestätigt vor einem Monat."),
        (date(2021, 5, 31), "Zuletzt bestätigt vor weniger als einem Monat."),
        (None, "Noch nie bestätigt."),
    ],
)
def test_the_question_says_how_old_the_answer_is(confirmed_on: date | None, end: str) -> None:
    asked = question("E-Mail", "Erika Beispiel", "e@ahnatal.de", confirmed_on, TODAY)
    assert asked == f"E-Mail von Erika Beispiel noch e@ahnatal.de? {end}"
