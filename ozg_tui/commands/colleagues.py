"""Those who work at the desk, and what one of them hands over."""

from ozg_tui.commands.command import ON_RECORD, SCREENS, WHERE_SHOWN, Command

COMMANDS = (
    Command(
        "colleagues",
        "Kolleginnen und Kollegen",
        (),
        WHERE_SHOWN,
        "Zeigt, wer hier arbeitet, wer abwesend ist und wer vertritt; trägt jemanden ein.",
        does=f"{SCREENS}.commands.colleagues:open_colleagues",
    ),
    Command(
        "hand_over",
        "Übergeben",
        ("H",),
        ON_RECORD,
        "Gibt alle offenen Wiedervorlagen und Anrufe an jemand anderen; zeigt vorher, wie viele.",
        does=f"{SCREENS}.commands.colleagues:hand_over",
        of=frozenset({"colleague"}),
    ),
)
