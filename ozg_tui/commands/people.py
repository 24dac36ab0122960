"""What can be done with a person."""

from ozg_tui.commands.command import SCREENS, WHERE_SHOWN, Command

COMMANDS = (
    Command(
        "leave_office",
        "Amt endet",
        ("v",),
        WHERE_SHOWN,
        "Die Person verlässt das Amt: seit wann, warum, wer folgt. Offenes geht an die Nachfolge.",
        does=f"{SCREENS}.commands.people:leave_office",
        of=frozenset({"contact"}),
        needs="Dafür muss eine Person gewählt sein.",
    ),
)
