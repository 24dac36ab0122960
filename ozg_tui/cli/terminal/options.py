"""What can be typed behind `ozg-tui` about the terminal and how one learns the program."""

from collections.abc import Callable
from typing import Any


def add_commands(commands: Any, add: Callable[..., Any]) -> None:
    """Add the commands; `add` is how they are made."""
    add(
        commands,
        "tasten",
        "welche Tasten in diesem Terminal ankommen, und was einzustellen ist",
        "terminal.keys:run",
        alias="keys",
    )
    handbook = add(
        commands, "hilfe", "der Abschnitt des Handbuchs zu einem Wort", "terminal.handbook:run"
    )
    handbook.add_argument("wort", metavar="WORT", nargs="*", help="zum Beispiel beschluss")
    practice = add(
        commands,
        "uebung",
        "ein Tisch zum Üben: eigene Daten, erfundene Leute, zwölf Aufgaben",
        "terminal.practice:run",
        alias="practice",
    )
    practice.add_argument("--neu", action="store_true", help="alles Geübte vergessen")
