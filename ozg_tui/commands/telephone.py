"""What can be done while somebody waits on the phone, and afterwards."""

from ozg_tui.commands.command import EVERYWHERE, ON_RECORD, PLACES, SCREENS, WHERE_SHOWN, Command

_FOLLOW_UPS = frozenset({"follow_up"})
_FOLLOW_UP = "Dafür muss eine Wiedervorlage gewählt sein."

COMMANDS = (
    Command(
        "note_call",
        "Anrufnotiz",
        ("a",),
        WHERE_SHOWN,
        "Notiert das Gespräch: Zeit, Nummer und Kommune sind eingetragen.",
        "Notiz",
        does=f"{SCREENS}.telephone.calls:note",
    ),
    Command(
        "follow_up",
        "Wiedervorlage",
        ("w",),
        WHERE_SHOWN,
        "Legt zu diesem Eintrag eine Wiedervorlage an.",
        "Wiedervorl.",
        does=f"{SCREENS}.commands.follow_up:plan",
    ),
    Command(
        "write_note",
        "Vermerk schreiben",
        ("N",),
        WHERE_SHOWN,
        "Notiert, was ohne Anruf besprochen wurde, auch mit mehreren Kommunen und Personen.",
        does=f"{SCREENS}.commands.follow_up:write_note",
    ),
    Command(
        "confirm",
        "Angabe bestätigen",
        ("c",),
        ON_RECORD,
        "Bestätigt die Angabe, nach der oben gefragt wird, mit dem heutigen Tag.",
        "Bestätigen",
    ),
    Command(
        "answer",
        "Anruf öffnen",
        ("ctrl+o", "l"),
        EVERYWHERE,
        "Öffnet den Anruf, der oben angekündigt ist: die Karte, die Auswahl oder die Suche.",
        does=f"{SCREENS}.telephone.calls:answer",
    ),
    Command(
        "assign",
        "Nummer zuordnen",
        # Both, because keyboards exchange them.
        ("z", "y"),
        WHERE_SHOWN,
        "Gibt die Nummer des Anrufs einer Kommune und einer Person; frühere Anrufe folgen.",
        does=f"{SCREENS}.telephone.calls:assign",
        of=PLACES | {"call"},
    ),
    Command(
        "done",
        "Erledigt",
        ("x",),
        WHERE_SHOWN,
        "Hakt die Wiedervorlage ab, oder öffnet eine erledigte wieder.",
        does=f"{SCREENS}.commands.follow_up:tick_off",
        of=_FOLLOW_UPS,
        needs=_FOLLOW_UP,
    ),
    Command(
        "take_over",
        "Übernehmen",
        ("h",),
        WHERE_SHOWN,
        "Macht die Wiedervorlage zur eigenen.",
        does=f"{SCREENS}.commands.follow_up:take_over",
        of=_FOLLOW_UPS,
        needs=_FOLLOW_UP,
    ),
)
