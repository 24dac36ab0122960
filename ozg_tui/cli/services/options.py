"""What can be typed behind `ozg-tui` about services and the Modellkommunen."""

from collections.abc import Callable
from typing import Any

from ozg_tui.cli.kit.german import KEY_OR_NAME

Group = Callable[..., Any]
Add = Callable[..., Any]

_SERVICE = "Bündel oder Leistung, zum Beispiel »Mängelmelder 3«"

ROLLOUT_CONDITIONS = (
    "live",
    "all_live",
    "not_all_live",
    "no_finder",
    "begun",
    "disturbed",
    "unknown",
)
"""By what a list of Kommunen is filtered; named here, because the desk takes longer to load."""


def add_commands(commands: Any, group: Group, add: Add) -> None:
    """Add the commands; `group` and `add` are how they are made."""
    add(
        commands,
        "dienste",
        "Umsetzungsbündel und Leistungen",
        "services.bundles:run",
        alias="services",
    )
    add(commands, "modell", "OZG-Modellkommunen", "model.show:run", alias="model", dated=True)
    rollout = group(commands, "anbindung", "Leistungen in den Kommunen", alias="rollout")
    record = add(
        rollout,
        "setzen",
        "den Stand einer Leistung eintragen",
        "services.rollout:record",
        alias="set",
    )
    record.add_argument("kommune", metavar="KOMMUNE", help=KEY_OR_NAME)
    record.add_argument("leistung", metavar="LEISTUNG", help=_SERVICE)
    record.add_argument("stand", metavar="STAND", help="zum Beispiel live, Test, geplant, gestört")
    record.add_argument("--seit", metavar="DATUM", help="seit wann; sonst heute")
    record.add_argument("--finder", choices=("ja", "nein"), help="Eintrag im Hessen-Finder")
    record.add_argument("--quelle", metavar="TEXT", help="woher das bekannt ist")
    record.add_argument("--bemerkung", metavar="TEXT", help="nötig bei einer Berichtigung")
    record.add_argument("--probe", action="store_true", help="nur sagen, was sich ändern würde")
    shown = add(
        rollout, "zeigen", "wie weit eine Kommune ist", "services.rollout:show", alias="show"
    )
    shown.add_argument("kommune", metavar="KOMMUNE", help=KEY_OR_NAME)
    shown.add_argument("leistung", metavar="LEISTUNG", nargs="?", help=f"nur diese: {_SERVICE}")
    every = add(rollout, "list", "welche Kommunen eine Leistung haben", "services.rollout:every")
    every.add_argument("leistung", metavar="LEISTUNG", help=_SERVICE)
    every.add_argument("text", metavar="TEXT", nargs="*", help="Name oder Filter wie kreis:fulda")
    every.add_argument(
        "--stand", choices=ROLLOUT_CONDITIONS, help=f"nur diese: {', '.join(ROLLOUT_CONDITIONS)}"
    )
    lacking = add(
        rollout,
        "luecken",
        "was einer Kommune fehlt und ihre Nachbarn haben",
        "services.arguments:gaps",
        alias="gaps",
        dated=True,
    )
    lacking.add_argument("kommune", metavar="KOMMUNE", help=KEY_OR_NAME)
    lacking.add_argument(
        "--anzahl", metavar="N", type=int, default=5, help="so viele Bündel; sonst fünf"
    )
    drawn = add(
        rollout,
        "karte",
        "die Kreise als Kacheln und die Gemeinden als Zellen",
        "services.land_map:run",
        alias="map",
        dated=True,
    )
    drawn.add_argument("leistung", metavar="LEISTUNG", nargs="?", help=f"nur diese: {_SERVICE}")
    counted = add(
        rollout,
        "zahlen",
        "drei Maße der Anbindung mit Zähler und Nenner",
        "services.arguments:figures",
        alias="figures",
        dated=True,
    )
    counted.add_argument("leistung", metavar="LEISTUNG", nargs="?", help=f"nur diese: {_SERVICE}")
