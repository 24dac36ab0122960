"""Working days of the administration in Hessen."""

from datetime import date, timedelta

_SATURDAY = 5
_FIXED = frozenset({(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)})
# Karfreitag, Ostermontag, Christi Himmelfahrt, Pfingstmontag, Fronleichnam.
_FROM_EASTER = frozenset({-2, 1, 39, 50, 60})


def is_working_day(day: date) -> bool:
    """Tell whether a day is Monday to Friday and no public holiday (§ 1 HFeiertagsG)."""
    from dateutil.easter import easter

    is_holiday = (day.month, day.day) in _FIXED or (day - easter(day.year)).days in _FROM_EASTER
    return day.weekday() < _SATURDAY and not is_holiday


def next_working_day(day: date) -> date:
    """Give the first working day after a day."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following
