"""The time in Hessen, whatever zone the machine is set to."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def today() -> date:
    """The day in Hessen."""
    return datetime.now(BERLIN).date()
