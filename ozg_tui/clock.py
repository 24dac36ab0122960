"""The time: asked of the machine in this file alone, handed to everybody else.

Whatever needs a day or a moment is given a `Clock`; tests give one that they have set.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def beginning_of(day: date) -> datetime:
    """The moment at which a day begins in Hessen."""
    return datetime.combine(day, time(), BERLIN)


def day_of(moment: datetime) -> date:
    """The day in Hessen that a moment lies on."""
    return moment.astimezone(BERLIN).date()


class Clock:
    """The machine's clock, read in Hessen's time zone whatever zone the machine is set to."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day in Hessen."""
        return day_of(self.now())
