"""What can be done about the OZG-Report."""

from ozg_tui.commands.command import SCREENS, WHERE_SHOWN, Command

COMMANDS = (
    Command(
        "unsubscribe",
        "OZG-Report abbestellen",
        ("o",),
        WHERE_SHOWN,
        "Beendet den Bezug des OZG-Reports an dieser Adresse oder Person; fragt vorher.",
        does=f"{SCREENS}.commands.newsletter:unsubscribe",
        of=frozenset({"contact", "subscription"}),
        needs="Dafür muss eine Person oder ein Bezug des OZG-Reports gewählt sein.",
    ),
)
