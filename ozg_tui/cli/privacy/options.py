"""What can be typed behind `ozg-tui auskunft`, `loeschen`, `fristen` and `verarbeitungen`."""

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
    erased = add(
        commands,
        "loeschen",
        "eine Person löschen (Art. 17 DSGVO); ohne --endgueltig wird nur gezeigt, was ginge",
        "privacy.erase:run",
        alias="erase",
    )
    erased.add_argument("person", metavar="PERSON", nargs="+", help=_PERSON)
    erased.add_argument(
        "--endgueltig",
        action="store_true",
        help="löschen; das lässt sich nicht zurücknehmen",
    )
    erased.add_argument(
        "--auch-moegliche",
        action="store_true",
        help="auch Namen in Texten, die jemand anderen meinen können",
    )
    add(
        commands,
        "fristen",
        "was länger gespeichert ist, als es die Fristen vorsehen",
        "privacy.due:run",
        alias="retention",
    )
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
