"""What can be typed behind `ozg-tui beratung`."""

from collections.abc import Callable
from typing import Any

from ozg_tui.cli.kit.german import KEY_OR_NAME

_BOOKING = "Beratung im Bestand: B12"


def add_commands(commands: Any, group: Callable[..., Any], add: Callable[..., Any]) -> None:
    """Add the commands about the Digitalisierungsberatung."""
    consulting = group(commands, "beratung", "Digitalisierungsberatung", alias="consulting")
    check = add(
        consulting,
        "pruefen",
        "Ist eine Beratung förderfähig?",
        "consulting.check:run",
        alias="check",
    )
    check.add_argument("--kommune", metavar="KOMMUNE", required=True, help=KEY_OR_NAME)
    check.add_argument("--modul", metavar="N", required=True, type=int, help="Nummer des Moduls")
    check.add_argument("--termin", metavar="DATUM", required=True, help="Tag der Beratung")
    check.add_argument(
        "--vorhandene",
        metavar="DATEI",
        help="JSON-Liste der bisherigen Buchungen statt derer im Bestand; - liest von der Eingabe",
    )
    booked = add(
        consulting, "buchen", "eine Beratung eintragen", "consulting.book:run", alias="book"
    )
    booked.add_argument("kommune", metavar="KOMMUNE", help=KEY_OR_NAME)
    booked.add_argument("modul", metavar="N", help="Nummer des Moduls")
    booked.add_argument("--termin", metavar="DATUM", help="Tag der Beratung")
    booked.add_argument("--von", metavar="ZEIT", help="Beginn, zum Beispiel 9:30")
    booked.add_argument("--bis", metavar="ZEIT", help="Ende")
    booked.add_argument("--anmeldung", metavar="DATUM", help="Tag der Anmeldung; sonst heute")
    booked.add_argument("--durch", metavar="NAME", help="wer berät")
    booked.add_argument("--ort", metavar="ORT", help="wo")
    booked.add_argument(
        "--selbst", action="store_true", help="die Kommune zahlt selbst und braucht keinen Platz"
    )
    shown = add(consulting, "zeigen", "eine Beratung", "consulting.course:show", alias="show")
    shown.add_argument("nummer", metavar="NUMMER", help=_BOOKING)
    moved = add(
        consulting,
        "schritt",
        "den nächsten Schritt einer Beratung eintragen",
        "consulting.course:step",
        alias="step",
    )
    moved.add_argument("nummer", metavar="NUMMER", help=_BOOKING)
    moved.add_argument(
        "stand", metavar="STAND", help="zum Beispiel terminiert, durchgeführt, storniert"
    )
    moved.add_argument("--am", metavar="DATUM", help="Tag des Schritts; sonst heute")
    moved.add_argument("--termin", metavar="DATUM", help="der Termin, auch ein verlegter")
    moved.add_argument("--grund", metavar="TEXT", help="warum; nötig beim Storno")
    ending = add(
        consulting,
        "verfallend",
        "freie Plätze, die bald verfallen, und wen man anruft",
        "consulting.expiring:run",
        alias="expiring",
    )
    ending.add_argument(
        "--tage", metavar="N", type=int, help="innerhalb so vieler Tage; sonst nach dem Regelwerk"
    )
    add(
        consulting,
        "zahlen",
        "veröffentlichte und eigene Zahlen nebeneinander",
        "consulting.figures:run",
        alias="figures",
    )
