"""What can be typed behind `ozg-tui auskunft`, `loeschen` and `verarbeitungen`."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

Add = Callable[..., ArgumentParser]

_PERSON = "Nummer, Name, Rufnummer oder E-Mail-Adresse der Person"
FORMATS = ("text", "markdown", "pdf")


def add_commands(commands: Any, add: Add) -> None:
    """Add the commands; `add` is how a command is made."""
    told = add(
        commands,
        "auskunft",
        "alles, was zu einer Person gespeichert ist (Art. 15 DSGVO)",
        "privacy.access:run",
        alias="access",
    )
    told.add_argument("person", metavar="PERSON", nargs="+", help=_PERSON)
    _paper(told)
    record = add(
        commands,
        "verarbeitungen",
        "das Verzeichnis der Verarbeitungstätigkeiten (Art. 30 DSGVO)",
        "privacy.record:run",
        alias="processing",
    )
    _paper(record)


def _paper(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        metavar="FORM",
        choices=FORMATS,
        default="text",
        help="text (ohne Angabe), markdown oder pdf",
    )
    parser.add_argument(
        "--nach", metavar="DATEI", help="in diese neue Datei statt auf die Ausgabe; nötig für pdf"
    )
