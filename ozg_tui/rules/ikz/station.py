"""The stations of an IKZ application, and how long it has been at one."""

from collections.abc import Mapping
from datetime import date

from ozg_tui.codes.ikz import Station
from ozg_tui.german import spans
from ozg_tui.rules.dates import format_date

_DOING: Mapping[Station, str] = {
    Station.IDEA: "die interessierten Kommunen",
    Station.CONSULTING: "die Koordinierungsstelle und das Beratungszentrum",
    Station.RESOLUTIONS: "die Gremien der beteiligten Kommunen",
    Station.AGREEMENT: "die beteiligten Kommunen mit ihren Unterschriften",
    Station.SUBMITTED: "die federführende Kommune",
    Station.DISTRICT: "der Landrat als Kommunalaufsicht",
    Station.REGIONAL_COUNCIL: "das Regierungspräsidium",
    Station.MINISTRY: "das für Inneres zuständige Ministerium",
    Station.INCOMPLETE: "die federführende Kommune mit den fehlenden Unterlagen",
    Station.APPROVED: "das für Inneres zuständige Ministerium mit der Auszahlung",
    Station.PAID: "die beteiligten Kommunen mit dem Beginn der Zusammenarbeit",
    Station.RUNNING: "die beteiligten Kommunen",
    Station.PROOF: "die federführende Kommune mit dem Nachweis der Einsparung",
}


def who_acts(station: str) -> str:
    """Name in German who has to act at a station; empty where nobody has to."""
    return _DOING.get(Station(station), "")


def wrong_day(day: date, before: date | None, today: date) -> str:
    """Say in German why a station was not reached on a day; empty when it may have been.

    `before` is the day on which the application came to the station before, where it is known.
    """
    if day > today:
        return f"Der {format_date(day)} liegt in der Zukunft."
    if before is not None and day < before:
        return f"Auf der Station davor steht der Antrag erst seit dem {format_date(before)}."
    return ""


def days_since(since: date | None, on: date) -> str:
    """Say how long something has lasted on a day: `seit 12 Tagen`; empty when not known."""
    if since is None:
        return ""
    days = (on - since).days
    if days < 0:
        return f"erst ab {format_date(since)}"
    if days == 0:
        return "seit heute"
    return f"seit {spans.since(days)}"
