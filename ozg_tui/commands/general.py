"""What can be done nearly everywhere."""

from ozg_tui.commands.command import (
    EVERYWHERE,
    IN_LIST,
    NEEDS_LINE,
    SCREENS,
    WHERE_SHOWN,
    Command,
    Context,
)

COMMANDS = (
    Command(
        "help", "Hilfe", ("f1", "question_mark"), EVERYWHERE, "Erklärt Bild und Tasten.", "Hilfe"
    ),
    Command("search", "Suchen", ("f2", "S"), EVERYWHERE, "Sucht in allem, von überall.", "Suche"),
    Command(
        "narrow",
        "Liste eingrenzen",
        ("slash",),
        WHERE_SHOWN,
        "Springt in das Feld über der Liste, das nur sie eingrenzt.",
    ),
    Command("back", "Zurück", ("f3", "minus"), EVERYWHERE, "Zum vorigen Bild.", "Zurück"),
    Command("reload", "Neu laden", ("f5", "r"), WHERE_SHOWN, "Liest alles noch einmal."),
    Command(
        "new", "Neu", ("f6", "n"), WHERE_SHOWN, "Legt einen neuen Eintrag dieser Art an.", "Neu"
    ),
    Command(
        "why",
        "Warum?",
        ("f7", "p"),
        (Context.FORM, Context.RECORD),
        "Erklärt jede Prüfung mit Stand, was nötig ist, Abstand, Regel und Quelle.",
        "Warum?",
    ),
    Command(
        "commands", "Befehle", ("f9", "ctrl+p", "colon"), EVERYWHERE, "Alle Befehle.", "Befehle"
    ),
    Command(
        "undo",
        "Rückgängig",
        ("u",),
        WHERE_SHOWN,
        "Nimmt zurück, was Sie zuletzt gesichert haben; fragt vorher und sagt, was das ist.",
        does=f"{SCREENS}.commands.undo:take_back",
    ),
    Command(
        "redo",
        "Wiederholen",
        ("U",),
        WHERE_SHOWN,
        "Stellt wieder her, was Sie zuletzt zurückgenommen haben; fragt vorher.",
        does=f"{SCREENS}.commands.undo:give_back",
    ),
    Command(
        "open",
        "Öffnen",
        ("enter",),
        (Context.LIST, Context.MATRIX),
        "Öffnet die gewählte Zeile oder Zelle.",
        "Öffnen",
        needs=NEEDS_LINE,
    ),
    Command(
        "edit",
        "Bearbeiten",
        ("b",),
        WHERE_SHOWN,
        "Öffnet das Formular des Eintrags.",
        needs=NEEDS_LINE,
    ),
    Command(
        "copy",
        "Auskunft kopieren",
        ("full_stop",),
        WHERE_SHOWN,
        "Kopiert die Auskunft zur gewählten Zeile mit Quelle und Datum, oder Nummer und Adresse.",
        needs=NEEDS_LINE,
    ),
    Command(
        "history",
        "Verlauf",
        ("V",),
        WHERE_SHOWN,
        "Zeigt, wer hier was wann geändert hat, mit vorher und nachher.",
        does=f"{SCREENS}.history.screen:open_history",
        needs=NEEDS_LINE,
    ),
    Command(
        "whole_save",
        "Alles zugleich Gesicherte",
        ("space",),
        IN_LIST,
        "Zeigt im Verlauf alles, was mit der gewählten Zeile gesichert wurde.",
        "Alles",
    ),
    Command(
        "go", "Gehe zu …", ("g",), WHERE_SHOWN, "Wechselt den Bereich: g und ein Buchstabe.", "Gehe"
    ),
    Command(
        "back_up",
        "Daten sichern",
        (),
        WHERE_SHOWN,
        "Sichert alle Daten, holt die Sicherung zur Probe zurück und vergleicht jede Zeile.",
        does=f"{SCREENS}.commands.backup:back_up",
    ),
    Command(
        "colours",
        "Farben wechseln",
        (),
        EVERYWHERE,
        "Zeigt die nächsten Farben: dunkel, hell, kontrast. Die gewählten bleiben.",
        does=f"{SCREENS}.commands.colours:change_colours",
    ),
    Command("quit_program", "Beenden", (), EVERYWHERE, "Beendet das Programm; Entwürfe bleiben."),
)
