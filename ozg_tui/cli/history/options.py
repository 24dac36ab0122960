"""What can be typed behind `ozg-tui` about the history."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

Add = Callable[..., ArgumentParser]
AT_ONCE = 50


def add_commands(commands: Any, add: Add) -> None:
    """Add the command; `add` is how a command is made."""
    shown = add(
        commands, "verlauf", "wer was wann geändert hat", "history.show:run", alias="history"
    )
    shown.add_argument(
        "text",
        metavar="TEXT",
        nargs="*",
        help="wer:probe, tag:gestern, tag:11.2026, art:kontakt, oder wie ein Eintrag heißt",
    )
    shown.add_argument(
        "--anzahl", metavar="N", type=int, default=AT_ONCE, help=f"so viele Zeilen; sonst {AT_ONCE}"
    )
    shown.add_argument(
        "--vor", metavar="ZEILE", type=int, help="nur Zeilen, die älter sind als diese"
    )
