"""The panel of the first day: what is to be done while there is nothing to count yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.desk.overview.beginning import COLLEAGUES, CONTACTS
from ozg_tui.screens.start.lines import Reading, ToDo, beside
from ozg_tui.widgets.panel_layout import Panel, PanelLine

if TYPE_CHECKING:
    from ozg_tui.desk.overview.day import Overview

_BACKUP = "back_up"
_STEPS = {
    CONTACTS: ("Kontakte einlesen", "aus Outlook, Excel oder CSV"),
    COLLEAGUES: ("Kolleginnen und Kollegen eintragen", "für Wiedervorlagen"),
    _BACKUP: ("Alle Daten sichern", "und zur Probe zurückholen"),
}
_PRACTICE = Reading(
    "Erst üben",
    "Der Befehl\n\n    ozg-tui uebung\n\nöffnet einen Übungstisch mit erfundenen Daten und zwölf "
    "Aufgaben. Nichts davon kommt in diese Daten; auch ein Anruf kommt dort nicht an.\n\n"
    "Er läuft in einem zweiten Fenster neben diesem.",
)


def first_day(seen: Overview, width: int) -> Panel:
    """The steps that are left; Enter begins one."""
    steps = list(seen.facts.first_steps)
    if seen.is_embedded and seen.backup is None:
        steps.append(_BACKUP)
    lines = [PanelLine(beside(*_STEPS[step], width), ToDo(step)) for step in steps]
    practice = PanelLine(beside("Erst üben", "ozg-tui uebung", width), _PRACTICE)
    return Panel("ZUERST", (*lines, practice))
