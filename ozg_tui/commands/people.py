"""What can be done with a person."""

from ozg_tui.commands.command import IN_FORM, SCREENS, WHERE_SHOWN, Command

_CONTACT = frozenset({"contact"})
_PERSON = "Dafür muss eine Person gewählt sein."

COMMANDS = (
    Command(
        "leave_office",
        "Amt endet",
        ("v",),
        WHERE_SHOWN,
        "Die Person verlässt das Amt: seit wann, warum, wer folgt. Offenes geht an die Nachfolge.",
        does=f"{SCREENS}.commands.people:leave_office",
        of=_CONTACT,
        needs=_PERSON,
    ),
    Command(
        "merge",
        "Dieselbe Person",
        ("M",),
        WHERE_SHOWN,
        "Macht aus zwei Einträgen einen; zeigt vorher Feld für Feld, was bleibt.",
        does=f"{SCREENS}.commands.people:merge",
        of=_CONTACT,
        needs=_PERSON,
    ),
    Command(
        "open_alike",
        "Eintrag zeigen",
        ("ctrl+g",),
        IN_FORM,
        "Zeigt den Eintrag, von dem der Hinweis am Feld spricht; das Formular bleibt.",
    ),
)
