"""The stations of an IKZ application, and how long it has been at one."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from ozg_tui.rules.dates import format_date


class Station(StrEnum):
    """Where an application is on its way; the codes are those of the store."""

    idea = "idea"
    consulting = "consulting"
    resolutions = "resolutions"
    agreement = "agreement"
    submitted = "submitted"
    district = "district"
    regional_council = "regional_council"
    ministry = "ministry"
    incomplete = "incomplete"
    approved = "approved"
    rejected = "rejected"
    withdrawn = "withdrawn"
    paid = "paid"
    running = "running"
    proof = "proof"
    closed = "closed"


WAY = (Station.submitted, Station.district, Station.regional_council, Station.ministry)
"""Where a submitted application waits for a decision, in the order of the Dienstweg."""

_DOING: Mapping[Station, str] = {
    Station.idea: "die interessierten Kommunen",
    Station.consulting: "die Koordinierungsstelle und das Beratungszentrum",
    Station.resolutions: "die Gremien der beteiligten Kommunen",
    Station.agreement: "die beteiligten Kommunen mit ihren Unterschriften",
    Station.submitted: "die federführende Kommune",
    Station.district: "der Landrat als Kommunalaufsicht",
    Station.regional_council: "das Regierungspräsidium",
    Station.ministry: "das für Inneres zuständige Ministerium",
    Station.incomplete: "die federführende Kommune mit den fehlenden Unterlagen",
    Station.approved: "das für Inneres zuständige Ministerium mit der Auszahlung",
    Station.paid: "die beteiligten Kommunen mit dem Beginn der Zusammenarbeit",
    Station.running: "die beteiligten Kommunen",
    Station.proof: "die federführende Kommune mit dem Nachweis der Einsparung",
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
    return "seit 1 Tag" if days == 1 else f"seit {days} Tagen"
