"""What can be typed behind `ozg-tui bericht`."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

FORMATS = ("text", "csv", "tsv", "xlsx", "json", "md", "html", "pdf")
PARAMETERS = {
    "von": ("DATUM", "Beginn des Zeitraums"),
    "bis": ("DATUM", "Ende des Zeitraums; sonst der Stichtag"),
    "kreis": ("KREIS", "nur dieser Landkreis oder diese kreisfreie Stadt"),
    "kommune": ("KOMMUNE", "um welche Kommune es geht"),
    "gliederung": ("WORT", "wonach gegliedert wird, etwa jahr oder kreis"),
}
"""The words of formats and parameters; what knows more of them would take longer to load."""


def add_command(commands: Any, add: Callable[..., ArgumentParser]) -> None:
    """Add the command; `add` is how a command is made."""
    report = add(
        commands,
        "bericht",
        "Berichte mit Stichtag und Quittung; ohne NAME zeigt es, welche es gibt",
        "reports.report:run",
        alias="report",
        dated=True,
    )
    report.add_argument("name", metavar="NAME", nargs="?", help="Name oder Nummer: beratung, R1")
    for word, (shown, text) in PARAMETERS.items():
        report.add_argument(f"--{word}", metavar=shown, help=text)
    report.add_argument(
        "--format", choices=FORMATS, help="ohne Angabe nach der Endung von DATEI, sonst text"
    )
    report.add_argument("--nach", metavar="DATEI", help="in diese neue Datei; nötig für xlsx, pdf")
    report.add_argument(
        "--ueberschreiben", action="store_true", help="eine vorhandene Datei ersetzen"
    )
    report.add_argument(
        "--quittung", metavar="HASH", help="den Bericht dieser Quittung noch einmal rechnen"
    )
