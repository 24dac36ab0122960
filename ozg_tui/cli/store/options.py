"""What can be typed behind `ozg-tui` about the store itself."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

Add = Callable[..., ArgumentParser]


def add_commands(commands: Any, add: Add) -> None:
    """Add the commands; `add` is how a command is made."""
    add(commands, "init", "Bestand anlegen oder auf den neuen Stand bringen", "store.init:run")
    verify = add(
        commands, "pruefen", "Suchindex und Verlauf prüfen", "store.verify:run", alias="verify"
    )
    verify.add_argument("--suche", action="store_true", help="den Suchindex neu aufbauen")
    verify.add_argument(
        "--verlauf", action="store_true", help="ob der Verlauf vollständig und unverändert ist"
    )
    verify.add_argument(
        "--siegel", metavar="SIEGEL", help="und ob dieses früher notierte Siegel noch darin ist"
    )
    kept = add(
        commands,
        "sicherung",
        "den Bestand sichern, zurückholen und vergleichen; andere arbeiten weiter",
        "store.backup:run",
        alias="backup",
    )
    kept.add_argument(
        "--nach",
        metavar="ORDNER",
        help="in diesen Ordner statt in OZG_SICHERUNGEN oder den eigenen",
    )
    kept.add_argument("--liste", action="store_true", help="nur die vorhandenen nennen")
    back = add(
        commands,
        "ruecksicherung",
        "eine Sicherung zurückholen; ohne --ausfuehren wird nur gezeigt, was sich änderte",
        "store.bring_back:run",
        alias="restore",
    )
    back.add_argument("datei", metavar="DATEI", help="die Sicherung")
    back.add_argument(
        "--ausfuehren",
        action="store_true",
        help="zuerst den jetzigen Bestand sichern, dann diesen zurückholen",
    )
    moved = add(
        commands,
        "umzug",
        "mit allem an einen anderen Ort ziehen, zwischen Datei und Server",
        "store.move:run",
        alias="move",
    )
    moved.add_argument(
        "--nach",
        metavar="ADRESSE",
        required=True,
        help="eine leere Datenbank (postgresql+psycopg://…) oder eine neue Datei",
    )
    rights = add(
        commands,
        "rechte",
        "was man hier darf: lesen, bearbeiten, entscheiden oder verwalten",
        "store.rights:run",
        alias="rights",
    )
    rights.add_argument(
        "--sql",
        action="store_true",
        help="die Anweisungen ausgeben, mit denen ein PostgreSQL-Server die Rechte durchsetzt",
    )
    add(
        commands,
        "pruefbericht",
        "was am Programm gemessen wurde, und ob es seine Grenzen hält",
        "store.measured:run",
        alias="measured",
    )
