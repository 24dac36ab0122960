"""What can be typed behind `ozg-tui kalender`."""

from collections.abc import Callable
from typing import Any


def add_commands(commands: Any, add: Callable[..., Any]) -> None:
    """Add the command about appointments."""
    shown = add(
        commands,
        "kalender",
        "Beratungen, Sitzungen und Wiedervorlagen nach Tagen",
        "calendar.show:run",
        alias="calendar",
    )
    shown.add_argument("text", metavar="TEXT", nargs="*", help="nur Einträge mit diesen Wörtern")
    shown.add_argument("--von", metavar="DATUM", help="ab diesem Tag; sonst heute")
    shown.add_argument("--bis", metavar="DATUM", help="bis zu diesem Tag; sonst 30 Tage weit")
    shown.add_argument("--durch", metavar="NAME", help="nur Beratungen durch diese Person")
    shown.add_argument("--beratung", metavar="NUMMER", help="nur diese Beratung: B12")
    shown.add_argument("--abgesagte", action="store_true", help="auch stornierte Beratungen")
    shown.add_argument(
        "--format", choices=("text", "ics"), default="text", help="text (ohne Angabe) oder ics"
    )
    shown.add_argument("--nach", metavar="DATEI", help="die Kalenderdatei hierhin schreiben")
