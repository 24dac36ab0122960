"""What can be typed behind `ozg-tui ikz`."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

Group = Callable[..., Any]
Add = Callable[..., Any]

_APPLICATION = "Antrag im Bestand: IKZ-0014"

IKZ_CHECKS = (
    "partners",
    "resolutions",
    "agreement",
    "term",
    "saving",
    "amount",
    "overlap",
    "changes",
)
"""The codes of the checks; named here, because the rules would take longer to load."""


def add_commands(commands: Any, group: Group, add: Add) -> None:
    """Add the commands; `group` and `add` are how they are made."""
    ikz = group(commands, "ikz", "Interkommunale Zusammenarbeit")
    check = add(ikz, "pruefen", "einen Antrag prüfen", "ikz.check:run", alias="check", dated=True)
    which = check.add_mutually_exclusive_group(required=True)
    which.add_argument("--datei", metavar="DATEI", help="Antrag als JSON; - liest von der Eingabe")
    which.add_argument("--antrag", metavar="NUMMER", help="Antrag im Bestand: IKZ-0014")
    check.add_argument("--regelstand", metavar="CODE", help="nach diesem statt dem geltenden")
    check.add_argument(
        "--festhalten", action="store_true", help="die Antwort unter ihrer Kennung behalten"
    )
    record = add(
        ikz, "import", "einen Antrag aus einer Datei anlegen", "ikz.check:record", dated=True
    )
    record.add_argument(
        "--datei", metavar="DATEI", required=True, help="Antrag als JSON; - liest von der Eingabe"
    )
    recall = add(
        ikz,
        "kennung",
        "eine festgehaltene Prüfung wieder zeigen",
        "ikz.check:recall",
        alias="recall",
    )
    recall.add_argument("kennung", metavar="KENNUNG", help="wie 7f3a-91c2-04be")
    add(ikz, "schema", "das JSON-Schema eines Antrags", "ikz.check:schema")
    _stored(ikz, add)


def _stored(ikz: Any, add: Add) -> None:
    """The commands about applications in the store."""
    every = add(ikz, "list", "alle Anträge und was ihnen fehlt", "ikz.list:run", dated=True)
    every.add_argument(
        "--station",
        metavar="STAND",
        action="append",
        help="nur Anträge mit diesem Stand, zum Beispiel beschlüsse; auch mehrfach",
    )
    every.add_argument(
        "--offen", action="store_true", help="nur Anträge, über die noch nicht entschieden ist"
    )
    shown = add(ikz, "zeigen", "alles zu einem Antrag", "ikz.show:run", alias="show")
    shown.add_argument("nummer", metavar="NUMMER", help=_APPLICATION)
    simulated = add(
        ikz,
        "simulieren",
        "was mit anderen Kommunen, anderer Laufzeit oder anderen Kosten wäre",
        "ikz.simulate:run",
        alias="simulate",
        dated=True,
    )
    _one_application(simulated)
    _supposition(simulated)
    explained = add(
        ikz,
        "erklaeren",
        "jede Prüfung mit Stand, was nötig ist, Abstand, Regel und Quelle",
        "ikz.explain:run",
        alias="explain",
        dated=True,
    )
    _one_application(explained)
    explained.add_argument(
        "--pruefung", metavar="CODE", choices=IKZ_CHECKS, help=f"nur diese: {', '.join(IKZ_CHECKS)}"
    )
    memo = add(ikz, "vermerk", "der Vermerk zu einem Antrag", "ikz.memo:run", alias="memo")
    memo.add_argument("nummer", metavar="NUMMER", help=_APPLICATION)
    memo.add_argument(
        "--format",
        metavar="FORM",
        choices=("text", "markdown", "pdf"),
        default="text",
        help="text (ohne Angabe), markdown oder pdf",
    )
    memo.add_argument(
        "--nach", metavar="DATEI", help="in diese neue Datei statt auf die Ausgabe; nötig für pdf"
    )


def _one_application(parser: ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("nummer", metavar="NUMMER", nargs="?", help=_APPLICATION)
    which.add_argument("--datei", metavar="DATEI", help="Antrag als JSON; - liest von der Eingabe")


def _supposition(parser: ArgumentParser) -> None:
    """What is supposed freely; without any of these the usual suppositions stand alone."""
    own = parser.add_argument_group("eigene Annahme (was fehlt, bleibt wie eingetragen)")
    for option, text in (("--mit", "Kommunen dazu"), ("--ohne", "Kommunen weg")):
        own.add_argument(
            option, metavar="NAME", nargs="+", action="extend", help=f"{text}: Name oder Schlüssel"
        )
    for option, text in (("--beginn", "Beginn der Laufzeit"), ("--ende", "Ende der Laufzeit")):
        own.add_argument(
            option, metavar="DATUM", help=f"{text}; »+6 Monate« zählt ab dem eingetragenen Tag"
        )
    for kind, costs in (("personal", "Personalkosten"), ("sach", "Sachkosten")):
        for when in ("vorher", "nachher"):
            own.add_argument(
                f"--{kind}-{when}", metavar="BETRAG", help=f"{costs} {when}, im Jahr über alle"
            )
