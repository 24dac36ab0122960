"""The time: asked of the machine in this file alone, handed to everybody else.

Whatever needs a day or a moment is given a `Clock`; tests give one that they have set.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


class Clock:
    """The machine's clock, read in Hessen's time zone whatever zone the machine is set to."""

    def now(self) -> datetime:
        """This moment, in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day in Hessen."""
        return self.now().astimezone(BERLIN).date()
