"""What can be typed behind `ozg-tui`; the work itself lies in one module a command group."""

import argparse
from typing import Any

from ozg_tui import __version__
from ozg_tui.cli.calendar.options import add_commands as add_calendar
from ozg_tui.cli.consulting.options import add_commands as add_consulting
from ozg_tui.cli.exchange.options import add_commands as add_exchange
from ozg_tui.cli.history.options import add_commands as add_history
from ozg_tui.cli.ikz.options import add_commands as add_ikz
from ozg_tui.cli.kit.german import Parser, speak_german
from ozg_tui.cli.money.options import add_commands as add_money
from ozg_tui.cli.privacy.options import add_commands as add_privacy
from ozg_tui.cli.register.options import add_commands as add_register
from ozg_tui.cli.register.options import add_contacts
from ozg_tui.cli.reports.options import add_command as add_report
from ozg_tui.cli.services.options import add_commands as add_services
from ozg_tui.cli.store.options import add_commands as add_store
from ozg_tui.cli.terminal.options import add_commands as add_terminal

_DESCRIPTION = "Arbeitsprogramm der OZG-Koordinierungsstelle in Hessen."
_EPILOG = (
    "Ohne Befehl öffnet sich das Programm. Endwerte: 0 gut, 2 Aufruf falsch, 3 nicht gefunden, "
    "4 Regel nicht erfüllt oder offen, 5 Konflikt, 6 Bestand nicht erreichbar."
)


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
    add_terminal(commands, _add)
    add_register(commands, _add)
    add_services(commands, _group, _add)
    add_consulting(commands, _group, _add)
    add_calendar(commands, _add)
    add_money(commands, _group, _add)
    add_ikz(commands, _group, _add)
    add_contacts(commands, _group, _add)
    add_history(commands, _add)
    add_exchange(commands, _add)
    add_privacy(commands, _add)
    add_report(commands, _add)
    return parser


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
