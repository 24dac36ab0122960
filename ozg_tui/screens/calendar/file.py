"""Writes what is shown, or one consultation, as a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.calendar.screen import CalendarScreen

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.base import DeskScreen

_NO_DAY = "Dafür muss eine Beratung mit Termin gewählt sein."


def write(screen: DeskScreen) -> None:
    """Write a file into the folder of documents, and say where it is."""
    chosen = screen.chosen()
    if isinstance(screen, CalendarScreen):
        found = [each for day in screen.entries.values() for each in day]
        name = f"termine-{screen.here:%Y-%m}"
    elif chosen is not None:
        found, name = [], f"beratung-B{chosen.record_id}"
    else:
        screen.say(_NO_DAY)
        return

    def job(desk: Desk) -> str:
        from ozg_tui.desk.calendar.entries import consultation
        from ozg_tui.desk.calendar.ics import write_calendar
        from ozg_tui.desk.papers.folder import documents_folder

        wanted = found
        if not isinstance(screen, CalendarScreen) and chosen is not None:
            one = consultation(desk, chosen.record_id)
            if one is None:
                return _NO_DAY
            wanted = [one]
        return f"Geschrieben: {write_calendar(desk, wanted, documents_folder(), name)}"

    screen.host.do(job)
