"""What can be typed behind `ozg-tui` about Kommunen and their people, and to find anything."""

from collections.abc import Callable
from typing import Any

from ozg_tui.cli.kit.german import KEY_OR_NAME

Group = Callable[..., Any]
Add = Callable[..., Any]


def add_commands(commands: Any, add: Add) -> None:
    """Add the commands; `add` is how they are made."""
    search = add(commands, "suche", "in allem suchen", "search.find:run", alias="search")
    search.add_argument(
        "text", metavar="TEXT", nargs="+", help="Name, Schlüssel, Nummer, Filter wie kreis:fulda"
    )
    call = add(
        commands,
        "anruf",
        "eine Anruferin oder einen Anrufer zeigen",
        "telephone.call:run",
        alias="call",
    )
    call.add_argument(
        "number",
        metavar="NUMMER",
        nargs="*",
        help="Rufnummer oder tel:…; ohne sie öffnet sich die Suche",
    )
    place = add(
        commands,
        "kommune",
        "alles zu einer Kommune",
        "register.place:run",
        alias="place",
        dated=True,
    )
    place.add_argument("place", metavar="KOMMUNE", nargs="+", help=KEY_OR_NAME)


def add_contacts(commands: Any, group: Group, add: Add) -> None:
    """Add the commands about people."""
    contacts = group(commands, "kontakt", "Kontakte", alias="contact")
    every = add(contacts, "list", "alle Kontakte", "register.contacts:run")
    every.add_argument("text", metavar="TEXT", nargs="*", help="nur Kontakte, zu denen das passt")
    departure = add(
        contacts, "ende", "das Amt einer Person endet", "register.departure:run", alias="leave"
    )
    departure.add_argument("nummer", metavar="NUMMER", type=int, help="aus kontakt list --json")
    departure.add_argument("--seit", metavar="DATUM", help="erster Tag ohne das Amt; sonst heute")
    departure.add_argument(
        "--grund", metavar="GRUND", required=True, help="zum Beispiel Wahl, Ruhestand, Wechsel"
    )
    departure.add_argument("--nachfolge", metavar="NAME", help="»Erika Beispiel«, neu oder bekannt")
    departure.add_argument("--funktion", metavar="FUNKTION", help="nur diese; sonst alle")
    departure.add_argument("--probe", action="store_true", help="nur sagen, was geschähe")
