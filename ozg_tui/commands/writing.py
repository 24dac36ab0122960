"""What can be done in a form."""

from ozg_tui.commands.command import IN_FORM, SCREENS, WHERE_SHOWN, Command

COMMANDS = (
    Command(
        "values",
        "Werteliste",
        ("f4",),
        IN_FORM,
        "Zeigt, was in dieses Feld eingetragen werden kann.",
        "Werte",
    ),
    Command(
        "add_row",
        "Zeile hinzufügen",
        ("f6",),
        IN_FORM,
        "Fügt eine Zeile hinzu, wo der Cursor steht; sonst eine Kommune.",
        "Zeile",
    ),
    Command("remove_row", "Zeile entfernen", (), IN_FORM, "Entfernt die Zeile mit dem Cursor."),
    Command("save", "Sichern", ("f8", "ctrl+s"), IN_FORM, "Sichert das Formular.", "Sichern"),
    Command(
        "leave",
        "Abbrechen",
        ("f12",),
        IN_FORM,
        "Verlässt das Formular; ein Entwurf bleibt erhalten.",
    ),
    Command(
        "next_part",
        "Nächster Abschnitt",
        ("pagedown",),
        IN_FORM,
        "Springt zum Anfang des nächsten Abschnitts im Formular.",
    ),
    Command(
        "previous_part",
        "Voriger Abschnitt",
        ("pageup",),
        IN_FORM,
        "Springt zum Anfang des Abschnitts oder des vorigen.",
    ),
    Command(
        "take_draft",
        "Entwurf fortsetzen",
        ("f5",),
        IN_FORM,
        "Setzt fort, was beim letzten Mal nicht gesichert wurde.",
        "Entwurf",
    ),
    Command(
        "discard", "Entwurf verwerfen", (), IN_FORM, "Stellt den gesicherten Stand wieder her."
    ),
    Command("undo_typing", "Eingabe zurücknehmen", ("ctrl+z",), IN_FORM, "Nimmt Getipptes zurück."),
    Command("redo_typing", "Eingabe wiederholen", ("ctrl+y",), IN_FORM, "Stellt Getipptes her."),
    Command(
        "snippets",
        "Textbausteine",
        (),
        WHERE_SHOWN,
        "Zeigt und ändert die Texte, die in Notizen mit ::kürzel eingefügt werden.",
        does=f"{SCREENS}.commands.snippets:open_snippets",
    ),
)
