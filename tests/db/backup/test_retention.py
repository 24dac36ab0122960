"""Days, weeks and months of backups; never the last one that was proven."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from db.backup.places import Copy
from db.backup.retention import is_due, superfluous

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)


def _copy(hours: float, *, verified: bool = True) -> Copy:
    return Copy(Path(f"{hours}{verified}"), NOW - timedelta(hours=hours), verified)


def _kept(copies: list[Copy]) -> list[Copy]:
    gone = superfluous(copies, NOW)
    return [each for each in copies if each not in gone]


def test_a_year_of_nights_leaves_days_weeks_and_months() -> None:
    kept = _kept([_copy(24 * day) for day in range(500)])
    days = [(NOW - each.made_at).days for each in kept]
    assert days[:15] == list(range(15))
    weeks, months = [day for day in days if 14 < day <= 56], [day for day in days if day > 56]
    assert len(weeks) == 7
    assert 9 <= len(months) <= 11
    assert max(days) <= 366


def test_of_one_day_the_newest_stays() -> None:
    assert _kept([_copy(1), _copy(2), _copy(3)]) == [_copy(1)]


def test_what_was_not_proven_goes_when_a_newer_one_was() -> None:
    assert _kept([_copy(1, verified=False), _copy(2), _copy(3, verified=False)]) == [
        _copy(1, verified=False),
        _copy(2),
    ]


@given(st.lists(st.tuples(st.integers(-48, 20_000), st.booleans()), unique=True))
def test_the_last_proven_one_and_all_newer_ones_always_stay(made: list[tuple[int, bool]]) -> None:
    copies = [_copy(hours, verified=verified) for hours, verified in made]
    kept = _kept(copies)
    proven = [each.made_at for each in copies if each.is_verified]
    assert {each for each in copies if not proven or each.made_at >= max(proven)} <= {*kept}


def test_a_backup_is_due_when_neither_today_nor_yesterday_had_one() -> None:
    today = date(2021, 6, 7)
    assert is_due(None, today)
    assert is_due(datetime(2021, 6, 5, 21, 59, tzinfo=UTC), today)
    assert not is_due(datetime(2021, 6, 5, 22, tzinfo=UTC), today)
