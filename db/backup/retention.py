"""Which backups are kept: the newest of each day, week and month, as long as their age allows."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from db.backup.places import Copy
from ozg_tui.clock import BERLIN


class Tier(NamedTuple):
    """Of the backups of one period (a day, say) the newest is kept, up to an age in days."""

    period: Callable[[date], Hashable]
    days: int


TIERS = (
    Tier(lambda day: day, 14),
    Tier(lambda day: day.isocalendar()[:2], 8 * 7),
    Tier(lambda day: (day.year, day.month), 366),
)
"""Two weeks of days, eight weeks, a year of months."""

DUE_AFTER = timedelta(days=1)
"""A store whose newest verified backup is from before yesterday is due for one."""


def is_due(newest: datetime | None, today: date) -> bool:
    """Whether it is time for a backup; `newest` is the last verified one."""
    return newest is None or newest.astimezone(BERLIN).date() < today - DUE_AFTER


def superfluous(copies: Iterable[Copy], now: datetime) -> tuple[Copy, ...]:
    """The backups that may go; never the newest verified one, nor one that is newer than it."""
    known = sorted(copies, key=lambda each: each.made_at, reverse=True)
    kept: set[Copy] = set()
    for each in known:
        kept.add(each)
        if each.is_verified:
            break
    for tier in TIERS:
        met: set[Hashable] = set()
        for each in known:
            day = each.made_at.astimezone(BERLIN).date()
            if now - each.made_at > timedelta(days=tier.days) or not each.is_verified:
                continue
            if (period := tier.period(day)) not in met:
                met.add(period)
                kept.add(each)
    return tuple(each for each in known if each not in kept)
