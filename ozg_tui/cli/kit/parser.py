"""What can be typed behind `ozg-tui`; the work itself lies in one module a command group."""

import argparse
from typing import Any

from ozg_tui import __version__
from ozg_tui.cli.calendar.options import add_commands as add_calendar
from ozg_tui.cli.consulting.options import add_commands as add_consulting
from ozg_tui.cli.exchange.options import add_commands as add_exchange
from ozg_tui.cli.history.options import add_commands as add_history
from ozg_tui.cli.kit.german import KEY_OR_NAME, Parser, speak_german
from ozg_tui.cli.money.options import add_commands as add_money
from ozg_tui.cli.privacy.options import add_commands as add_privacy
from ozg_tui.cli.reports.options import add_command as add_report
from ozg_tui.cli.store.options import add_commands as add_store

_EPILOG = (
    "Ohne Befehl öffnet sich das Programm. Endwerte: 0 gut, 2 Aufruf falsch, 3 nicht gefunden, "
    "4 Regel nicht erfüllt oder offen, 5 Konflikt, 6 Bestand nicht erreichbar."
)
_APPLICATION = "Antrag im Bestand: IKZ-0014"
_SERVICE = "Bündel oder Leistung, zum Beispiel »Mängelmelder 3«"

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

ROLLOUT_CONDITIONS = (
    "live",
    "all_live",
    "not_all_live",
    "no_finder",
    "begun",
    "disturbed",
    "unknown",
)
"""By what a list of Kommunen is filtered; named here for the same reason."""


def build() -> argparse.ArgumentParser:
    """The parser of all commands."""
    speak_german()
    parser = Parser(prog="ozg-tui", description=_DESCRIPTION, epilog=_EPILOG)
    parser.add_argument(
        "--version", action="version", version=f"ozg-tui {__version__}", help="die Version nennen"
    )
    parser.add_argument(
        "--linear", action="store_true", help="Frage und Antwort, Zeile für Zeile, ohne Bild"
    )
    _common(parser, None)
    parser.set_defaults(work=None, dated=False)
    commands = parser.add_subparsers(title="Befehle", metavar="BEFEHL", prog="ozg-tui")
    add_store(commands, _add)
    _add(
        commands,
        "tasten",
        "welche Tasten in diesem Terminal ankommen, und was einzustellen ist",
        "terminal.keys:run",
        alias="keys",
    )
    handbook = _add(
        commands, "hilfe", "der Abschnitt des Handbuchs zu einem Wort", "terminal.handbook:run"
    )
    handbook.add_argument("wort", metavar="WORT", nargs="*", help="zum Beispiel beschluss")
    practice = _add(
        commands,
        "uebung",
        "ein Tisch zum Üben: eigene Daten, erfundene Leute, zwölf Aufgaben",
        "terminal.practice:run",
        alias="practice",
    )
    practice.add_argument("--neu", action="store_true", help="alles Geübte vergessen")
    search = _add(commands, "suche", "in allem suchen", "search.find:run", alias="search")
    search.add_argument(
        "text", metavar="TEXT", nargs="+", help="Name, Schlüssel, Nummer, Filter wie kreis:fulda"
    )
    call = _add(
        commands,
        "anruf",
        "eine Anruferin oder einen Anrufer zeigen",
        "telephone.call:run",
        alias="call",
    )
    call.add_argument(
        "number",
        metavar="NUMMER",
        nargs="*",
        help="Rufnummer oder tel:…; ohne sie öffnet sich die Suche",
    )
    place = _add(
        commands,
        "kommune",
        "alles zu einer Kommune",
        "register.place:run",
        alias="place",
        dated=True,
    )
    place.add_argument("place", metavar="KOMMUNE", nargs="+", help=KEY_OR_NAME)
    _add(
        commands,
        "dienste",
        "Umsetzungsbündel und Leistungen",
        "services.bundles:run",
        alias="services",
    )
    _add(commands, "modell", "OZG-Modellkommunen", "model.show:run", alias="model", dated=True)
    _rollout(commands)
    add_consulting(commands, _group, _add)
    add_calendar(commands, _add)
    add_money(commands, _group, _add)
    _ikz(commands)
    contacts = _group(commands, "kontakt", "Kontakte", alias="contact")
    every = _add(contacts, "list", "alle Kontakte", "register.contacts:run")
    every.add_argument("text", metavar="TEXT", nargs="*", help="nur Kontakte, zu denen das passt")
    _departure(contacts)
    add_history(commands, _add)
    add_exchange(commands, _add)
    add_privacy(commands, _add)
    add_report(commands, _add)
    return parser


_DESCRIPTION = "Arbeitsprogramm der OZG-Koordinierungsstelle in Hessen."


def _departure(contacts: Any) -> None:
    departure = _add(
        contacts, "ende", "das Amt einer Person endet", "register.departure:run", alias="leave"
    )
    departure.add_argument("nummer", metavar="NUMMER", type=int, help="aus kontakt list --json")
    departure.add_argument("--seit", metavar="DATUM", help="erster Tag ohne das Amt; sonst heute")
    departure.add_argument(
        "--grund", metavar="GRUND", required=True, help="zum Beispiel Wahl, Ruhestand, Wechsel"
    )
    departure.add_argument("--nachfolge", metavar="NAME", help="»Erika Beispiel«, neu oder bekannt")
    departure.add_argument("--funktion", metavar="FUNKTION", help="nur diese; sonst alle")
    departure.add_argument("--probe", action="store_true", help="nur sagen, was geschähe")


def _rollout(commands: Any) -> None:
    group = _group(commands, "anbindung", "Leistungen in den Kommunen", alias="rollout")
    record = _add(
        group,
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
    shown = _add(
        group, "zeigen", "wie weit eine Kommune ist", "services.rollout:show", alias="show"
    )
    shown.add_argument("kommune", metavar="KOMMUNE", help=KEY_OR_NAME)
    shown.add_argument("leistung", metavar="LEISTUNG", nargs="?", help=f"nur diese: {_SERVICE}")
    every = _add(group, "list", "welche Kommunen eine Leistung haben", "services.rollout:every")
    every.add_argument("leistung", metavar="LEISTUNG", help=_SERVICE)
    every.add_argument("text", metavar="TEXT", nargs="*", help="Name oder Filter wie kreis:fulda")
    every.add_argument(
        "--stand", choices=ROLLOUT_CONDITIONS, help=f"nur diese: {', '.join(ROLLOUT_CONDITIONS)}"
    )
    lacking = _add(
        group,
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
    drawn = _add(
        group,
        "karte",
        "die Kreise als Kacheln und die Gemeinden als Zellen",
        "services.land_map:run",
        alias="map",
        dated=True,
    )
    drawn.add_argument("leistung", metavar="LEISTUNG", nargs="?", help=f"nur diese: {_SERVICE}")
    counted = _add(
        group,
        "zahlen",
        "drei Maße der Anbindung mit Zähler und Nenner",
        "services.arguments:figures",
        alias="figures",
        dated=True,
    )
    counted.add_argument("leistung", metavar="LEISTUNG", nargs="?", help=f"nur diese: {_SERVICE}")


def _ikz(commands: Any) -> None:
    group = _group(commands, "ikz", "Interkommunale Zusammenarbeit")
    check = _add(
        group, "pruefen", "einen Antrag prüfen", "ikz.check:run", alias="check", dated=True
    )
    which = check.add_mutually_exclusive_group(required=True)
    which.add_argument("--datei", metavar="DATEI", help="Antrag als JSON; - liest von der Eingabe")
    which.add_argument("--antrag", metavar="NUMMER", help="Antrag im Bestand: IKZ-0014")
    check.add_argument("--regelstand", metavar="CODE", help="nach diesem statt dem geltenden")
    check.add_argument(
        "--festhalten", action="store_true", help="die Antwort unter ihrer Kennung behalten"
    )
    record = _add(
        group, "import", "einen Antrag aus einer Datei anlegen", "ikz.check:record", dated=True
    )
    record.add_argument(
        "--datei", metavar="DATEI", required=True, help="Antrag als JSON; - liest von der Eingabe"
    )
    recall = _add(
        group,
        "kennung",
        "eine festgehaltene Prüfung wieder zeigen",
        "ikz.check:recall",
        alias="recall",
    )
    recall.add_argument("kennung", metavar="KENNUNG", help="wie 7f3a-91c2-04be")
    _add(group, "schema", "das JSON-Schema eines Antrags", "ikz.check:schema")
    _ikz_stored(group)


def _ikz_stored(group: Any) -> None:
    """The commands about applications in the store."""
    every = _add(group, "list", "alle Anträge und was ihnen fehlt", "ikz.list:run", dated=True)
    every.add_argument(
        "--station",
        metavar="STAND",
        action="append",
        help="nur Anträge mit diesem Stand, zum Beispiel beschlüsse; auch mehrfach",
    )
    every.add_argument(
        "--offen", action="store_true", help="nur Anträge, über die noch nicht entschieden ist"
    )
    shown = _add(group, "zeigen", "alles zu einem Antrag", "ikz.show:run", alias="show")
    shown.add_argument("nummer", metavar="NUMMER", help=_APPLICATION)
    simulated = _add(
        group,
        "simulieren",
        "was mit anderen Kommunen, anderer Laufzeit oder anderen Kosten wäre",
        "ikz.simulate:run",
        alias="simulate",
        dated=True,
    )
    _one_application(simulated)
    _supposition(simulated)
    explained = _add(
        group,
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
    memo = _add(group, "vermerk", "der Vermerk zu einem Antrag", "ikz.memo:run", alias="memo")
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


def _one_application(parser: argparse.ArgumentParser) -> None:
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("nummer", metavar="NUMMER", nargs="?", help=_APPLICATION)
    which.add_argument("--datei", metavar="DATEI", help="Antrag als JSON; - liest von der Eingabe")


def _supposition(parser: argparse.ArgumentParser) -> None:
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


def _group(commands: Any, name: str, text: str, alias: str = "") -> Any:
    parser = commands.add_parser(
        name, aliases=[alias] if alias else [], help=text, description=text
    )
    inner = parser.add_subparsers(title="Befehle", metavar="BEFEHL", required=True)
    inner.required = True
    return inner


def _add(
    commands: Any, name: str, text: str, work: str, alias: str = "", *, dated: bool = False
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, aliases=[alias] if alias else [], help=text, description=text
    )
    _common(parser, argparse.SUPPRESS, dated=dated)
    parser.set_defaults(work=work, dated=dated)
    return parser


def _common(parser: argparse.ArgumentParser, default: object, *, dated: bool = True) -> None:
    """The options that may stand before and after a command; absent ones leave no trace there."""
    parser.add_argument(
        "--db", metavar="ADRESSE", default=default, help="Datei oder postgresql+psycopg://…"
    )
    parser.add_argument(
        "--json", action="store_true", default=default or False, help="Ausgabe als JSON"
    )
    parser.add_argument(
        "--stichtag",
        metavar="DATUM",
        default=default,
        help="Stand an diesem Tag statt heute" if dated else argparse.SUPPRESS,
    )
