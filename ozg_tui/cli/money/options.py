"""What can be typed behind `ozg-tui geld`."""

from collections.abc import Callable
from typing import Any


def add_commands(commands: Any, group: Callable[..., Any], add: Callable[..., Any]) -> None:
    """Add the commands about money."""
    money = group(commands, "geld", "Mittel und Kosten", alias="money")
    add(money, "zeigen", "zugesagt, geplant, gebunden, frei", "money.show:run", alias="show")
    payer = add(money, "zahler", "Wer zahlt eine Leistung?", "money.show:payer", alias="payer")
    payer.add_argument("jahr", metavar="JAHR", type=int, help="das Jahr, zum Beispiel 2025")
    payer.add_argument(
        "leistung", metavar="LEISTUNG", nargs="?", help="Bündel; sonst EfA-Leistungen überhaupt"
    )
    bound = add(
        money, "binden", "Kosten eines Jahres eintragen", "money.show:commit", alias="commit"
    )
    bound.add_argument("mittel", metavar="MITTEL", help="Kürzel wie efa-betriebskosten")
    bound.add_argument("jahr", metavar="JAHR", help="das Jahr")
    bound.add_argument("betrag", metavar="BETRAG", help="zum Beispiel 25.000,00 oder 25t")
    bound.add_argument("name", metavar="BEZEICHNUNG", help="wofür")
