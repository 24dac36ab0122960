"""What is stored about a person, and how it goes."""

from ozg_tui.commands.command import NEEDS_LINE, SCREENS, WHERE_SHOWN, Command

_PEOPLE = frozenset({"contact"})

COMMANDS = (
    Command(
        "access",
        "Auskunft über die Person",
        (),
        WHERE_SHOWN,
        "Zeigt alles, was zu der Person gespeichert ist, mit Zweck, Herkunft und Frist.",
        does=f"{SCREENS}.commands.privacy:tell",
        of=_PEOPLE,
        needs=NEEDS_LINE,
    ),
    Command(
        "erase",
        "Person löschen (DSGVO)",
        (),
        WHERE_SHOWN,
        "Zeigt, was eine Löschung wegnähme, und löscht nach zwei Fragen.",
        does=f"{SCREENS}.commands.privacy:erase",
        of=_PEOPLE,
        needs=NEEDS_LINE,
    ),
)
