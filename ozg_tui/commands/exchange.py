"""What comes in and goes out."""

from ozg_tui.commands.command import IN_LIST, SCREENS, WHERE_SHOWN, Command

COMMANDS = (
    Command(
        "export",
        "Liste ausgeben",
        ("e",),
        IN_LIST,
        "Schreibt die Liste, wie sie gefiltert ist, oder den Bericht in eine Datei.",
    ),
    Command(
        "receive",
        "Datei einlesen",
        (),
        WHERE_SHOWN,
        "Liest Listen von Kontakten, Beratungen, Anträgen, Bezügen, Leistungen, Anbindung, "
        "Verzeichnisse und Visitenkarten; zeigt erst, was das brächte.",
        does=f"{SCREENS}.exchange.receive:receive",
    ),
)
