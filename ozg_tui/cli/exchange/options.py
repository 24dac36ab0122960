"""What can be typed behind `ozg-tui import` and `ozg-tui export`."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

Add = Callable[..., ArgumentParser]

IMPORTED = (
    "kontakte",
    "beratungen",
    "newsletter",
    "antraege",
    "anbindung",
    "kommunen",
    "leistungen",
)
EXPORTED = (
    "kommunen", "stellen", "kontakte", "beratungen", "antraege", "leistungen", "wiedervorlagen",
    "anrufe", "empfaenger", "anbindung",
)  # fmt: skip
FORMATS = ("csv", "tsv", "json", "md", "xlsx", "ods", "vcf")
"""The words of what comes in and goes out; what knows more of them would take longer to load."""


def add_commands(commands: Any, add: Add) -> None:
    """Add both commands; `add` is how a command is made."""
    received = add(
        commands,
        "import",
        "eine Datei einlesen; ohne --uebernehmen wird nur gezeigt, was sie brächte",
        "exchange.receive:run",
    )
    received.add_argument("art", metavar="ART", choices=IMPORTED, help=", ".join(IMPORTED))
    received.add_argument("--datei", metavar="DATEI", required=True, help="die Datei")
    how = received.add_mutually_exclusive_group()
    how.add_argument(
        "--uebernehmen",
        action="store_true",
        help="Neues und Geändertes eintragen; Fragen und Fehler bleiben draußen",
    )
    how.add_argument(
        "--alles-oder-nichts",
        action="store_true",
        help="eintragen, aber nur wenn nichts offen ist",
    )
    received.add_argument(
        "--fehler", metavar="DATEI", help="offene Zeilen mit Grund in diese neue CSV-Datei"
    )
    received.add_argument(
        "--spalte",
        metavar="SPALTE=FELD",
        action="append",
        default=[],
        help="eine Spalte von Hand zuordnen; ohne FELD bleibt sie weg; auch mehrfach",
    )
    received.add_argument(
        "--antwort",
        metavar="FRAGE=ANTWORT",
        action="append",
        default=[],
        help="eine Frage beantworten: Kennung und Anfang der Antwort, wie --json sie nennt",
    )
    received.add_argument("--kodierung", metavar="NAME", help="etwa cp1252, statt der erkannten")
    received.add_argument("--trennzeichen", metavar="ZEICHEN", help="statt des erkannten")
    received.add_argument(
        "--kopfzeile", metavar="N", type=int, help="Zeile der Überschriften, statt der erkannten"
    )
    received.add_argument("--blatt", metavar="NAME", help="Tabellenblatt, statt des erkannten")
    sent = add(commands, "export", "eine Liste in eine Datei schreiben", "exchange.send:run")
    sent.add_argument("liste", metavar="LISTE", choices=EXPORTED, help=", ".join(EXPORTED))
    sent.add_argument(
        "filter", metavar="FILTER", nargs="*", help="Suchtext und Filter wie kreis:fulda"
    )
    sent.add_argument("--nach", metavar="DATEI", required=True, help="die neue Datei")
    sent.add_argument("--format", choices=FORMATS, help="ohne Angabe nach der Endung von DATEI")
    sent.add_argument(
        "--ueberschreiben", action="store_true", help="eine vorhandene Datei ersetzen"
    )
