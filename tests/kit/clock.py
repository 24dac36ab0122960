"""A clock that tests set. It stands, but for a microsecond each time it is asked.

So what is done later has a later moment, and nobody waits for it.
"""

from datetime import UTC, date, datetime, time, timedelta

from ozg_tui.clock import BERLIN, Clock

DAY = date(2021, 6, 1)
"""The day of most tests: all rule sets of the seeds know it, and IKZ is still paid."""


def noon(day: date) -> datetime:
    """Twelve o'clock in Hessen."""
    return datetime.combine(day, time(12), BERLIN).astimezone(UTC)


class SetClock(Clock):
    """Twelve o'clock of a day, or the moment that was set; `step` is how it moves when asked."""

    def __init__(
        self, at: date | datetime = DAY, step: timedelta = timedelta(microseconds=1)
    ) -> None:
        self.step = step
        self.set(at)

    def now(self) -> datetime:
        self._at += self.step
        return self._at

    def today(self) -> date:
        return self._at.astimezone(BERLIN).date()

    def set(self, at: date | datetime) -> None:
        """Set it to a moment, or to twelve o'clock of a day."""
        self._at = at if isinstance(at, datetime) else noon(at)

    def go_on(self, **by: float) -> None:
        """Let time pass: `go_on(minutes=2)`."""
        self._at += timedelta(**by)
