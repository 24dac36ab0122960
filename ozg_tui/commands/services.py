"""What can be done about services: in the matrix, at a Kommune, at a bundle."""

from ozg_tui.commands.command import IN_MATRIX, NEEDS_LINE, ON_RECORD, PLACES, SCREENS, Command

_BUNDLES = frozenset({"bundle"})

COMMANDS = (
    Command(
        "set_state",
        "Stand eintragen",
        ("m",),
        IN_MATRIX,
        "Trägt für die markierten Zellen einen Stand ein; zeigt vorher, was sich ändert.",
        "Stand",
        needs=NEEDS_LINE,
    ),
    Command(
        "filter",
        "Filtern",
        ("f",),
        IN_MATRIX,
        "Zeigt nur Kommunen, auf die in der Spalte etwas zutrifft, oder die Nachbarn der Zeile.",
        "Filter",
        needs=NEEDS_LINE,
    ),
    Command(
        "mark_column",
        "Spalte markieren",
        ("asterisk",),
        IN_MATRIX,
        "Markiert alle gezeigten Kommunen in dieser Spalte, oder nimmt die Marken weg.",
        needs=NEEDS_LINE,
    ),
    Command(
        "mark_row",
        "Zeile markieren",
        ("plus",),
        IN_MATRIX,
        "Markiert alle Spalten dieser Kommune, oder nimmt die Marken weg.",
        needs=NEEDS_LINE,
    ),
    Command(
        "open_place",
        "Kommune öffnen",
        ("k",),
        IN_MATRIX,
        "Öffnet die Kommune der Zeile.",
        "Kommune",
        needs=NEEDS_LINE,
    ),
    Command(
        "map",
        "Karte",
        ("d",),
        IN_MATRIX,
        "Zeigt das Bündel auf zwei Karten: die Kreise als Kacheln, die Gemeinden als Zellen.",
        does=f"{SCREENS}.services.land_map:open_map",
    ),
    Command(
        "rollout",
        "Dienst eintragen",
        ("d",),
        ON_RECORD,
        "Trägt ein, wie weit diese Kommune mit einem Dienst ist; am Bündel öffnet es die Matrix.",
        "Dienst",
        does=f"{SCREENS}.services.place:record_here",
        of=PLACES | _BUNDLES,
    ),
    Command(
        "gaps",
        "Was fehlt?",
        ("f",),
        ON_RECORD,
        "Zeigt, was dieser Kommune fehlt und ihre Nachbarn haben, mit dem Satz fürs Telefon.",
        does=f"{SCREENS}.services.place:show_gaps",
        of=PLACES,
    ),
)
