"""A promised call-back is due on a day on which somebody works."""

from datetime import date, timedelta

import pytest

from ozg_tui.rules.working_days import is_working_day, next_working_day


@pytest.mark.parametrize(
    ("day", "following"),
    [
        (date(2026, 11, 23), date(2026, 11, 24)),
        (date(2026, 11, 20), date(2026, 11, 23)),  # Friday
        (date(2026, 11, 21), date(2026, 11, 23)),  # Saturday
        (date(2021, 4, 1), date(2021, 4, 6)),  # Gründonnerstag
        (date(2021, 5, 12), date(2021, 5, 14)),  # before Christi Himmelfahrt
        (date(2021, 5, 21), date(2021, 5, 25)),  # before Pfingsten
        (date(2021, 6, 2), date(2021, 6, 4)),  # before Fronleichnam
        (date(2026, 12, 24), date(2026, 12, 28)),
        (date(2026, 12, 31), date(2027, 1, 4)),
        (date(2025, 10, 2), date(2025, 10, 6)),
    ],
)
def test_the_next_working_day_in_hessen(day: date, following: date) -> None:
    assert next_working_day(day) == following


@pytest.mark.parametrize(
    ("year", "free"),
    [
        (2021, "01.01 02.04 05.04 13.05 24.05 03.06"),
        (2026, "01.01 03.04 06.04 01.05 14.05 25.05 04.06 25.12"),
    ],
)
def test_the_public_holidays_of_hessen_that_fall_on_a_weekday(year: int, free: str) -> None:
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    found = [each for each in days if each.weekday() < 5 and not is_working_day(each)]
    assert " ".join(f"{each:%d.%m}" for each in found) == free
