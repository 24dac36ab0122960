"""The time in Hessen, whatever zone the machine is set to."""

from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")
