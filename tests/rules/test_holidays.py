"""The holidays that have names are the days on which nobody works."""

from datetime import date, timedelta

import pytest

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.holidays import holidays_of
from ozg_tui.rules.working_days import is_working_day


@pytest.mark.parametrize("year", [1995, 2000, 2016, 2021, 2026, 2038, 2100])
def test_both_tell_the_same_days(year: int) -> None:
    known = holidays_of(year)
    day = date(year, 1, 1)
    while day.year == year:
        assert is_working_day(day) == (day.weekday() < 5 and day not in known), day
        day += timedelta(days=1)


def test_they_are_those_of_hessen_and_read_german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    known = holidays_of(2026)
    assert known[date(2026, 6, 4)] == "Fronleichnam"
    assert known[date(2026, 10, 3)] == "Tag der Deutschen Einheit"
    assert date(2026, 4, 5) not in known  # Ostersonntag
    assert date(2026, 11, 1) not in known  # Allerheiligen
    with pytest.raises(InputError, match="keine Feiertage"):
        holidays_of(2101)
