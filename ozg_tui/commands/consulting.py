"""What can be done about the Digitalisierungsberatung as a whole."""

from ozg_tui.commands.command import IN_LIST, SCREENS, Command

COMMANDS = (
    Command(
        "expiring",
        "Verfällt bald",
        (),
        IN_LIST,
        "Zeigt freie Plätze der Beratung, die bald verfallen, und wen man anruft.",
        does=f"{SCREENS}.consulting.expiring:open_expiring",
        of=frozenset({"booking"}),
    ),
    Command(
        "consulting_figures",
        "Zahlen der Beratung",
        (),
        IN_LIST,
        "Stellt veröffentlichte und eigene Zahlen nebeneinander, mit Stand und Quelle.",
        does=f"{SCREENS}.consulting.figures:open_figures",
        of=frozenset({"booking"}),
    ),
)
