"""What can be done with appointments."""

from ozg_tui.commands.command import SCREENS, Command, Context

COMMANDS = (
    Command(
        "calendar_file",
        "Kalenderdatei schreiben",
        (),
        (Context.LIST, Context.RECORD),
        "Schreibt die Beratung, oder die gezeigten Termine, als Datei für andere Kalender (.ics).",
        does=f"{SCREENS}.calendar.file:write",
        of=frozenset({"booking", "calendar"}),
    ),
)
