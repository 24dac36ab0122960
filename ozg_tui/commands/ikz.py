"""What can be done about IKZ applications and their rules."""

from ozg_tui.commands.command import ON_RECORD, PLACES, SCREENS, WHERE_SHOWN, Command, Context

_APPLICATIONS = frozenset({"application"})

COMMANDS = (
    Command(
        "station",
        "Nächster Schritt",
        ("m",),
        ON_RECORD,
        "Zeigt die nächsten Schritte eines Antrags oder einer Beratung; sichert den gewählten.",
        "Schritt",
    ),
    Command(
        "what_if",
        "Was wäre, wenn …",
        ("s", "ctrl+r"),
        (Context.RECORD, Context.FORM),
        "Rechnet mit anderen Kommunen, anderer Laufzeit, anderen Kosten; ändert nichts.",
        "Was wäre",
    ),
    Command(
        "memo",
        "Vermerk",
        ("e",),
        ON_RECORD,
        "Schreibt einen Vermerk zum Antrag in eine Datei: Text, Markdown oder PDF.",
    ),
    Command(
        "confirm_deviation",
        "Abweichung bestätigen",
        (),
        ON_RECORD,
        "Bestätigt als zweite Person, dass der Bescheid von der Regelzuwendung abweicht.",
    ),
    Command(
        "rule_sets",
        "Regelwerke",
        (),
        WHERE_SHOWN,
        "Zeigt die Regeln der IKZ mit Werten und Geltung; neue beginnen als Entwurf.",
        does=f"{SCREENS}.commands.rule_sets:open_rule_sets",
    ),
    Command(
        "partners",
        "Partner finden",
        (),
        ON_RECORD,
        "Zeigt Nachbarn und Kommunen im Landkreis ohne laufenden IKZ-Antrag, und wen man anruft.",
        does=f"{SCREENS}.ikz.partners:open_partners",
        of=PLACES | _APPLICATIONS,
    ),
    Command(
        "resolve",
        "Beschluss eintragen",
        ("B",),
        ON_RECORD,
        "Trägt ein, was ein Gremium beschlossen hat: gefasst, angesetzt, vertagt, abgelehnt.",
        does=f"{SCREENS}.ikz.resolution:record_resolution",
        of=frozenset({"municipality", "application"}),
    ),
    Command(
        "tracker",
        "Beschlüsse verfolgen",
        (),
        ON_RECORD,
        "Zeigt, welche Gremien noch beschließen; legt Wiedervorlagen vor den Sitzungen an.",
        does=f"{SCREENS}.ikz.tracker:open_tracker",
        of=_APPLICATIONS,
    ),
)
