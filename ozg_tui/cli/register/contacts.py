"""`ozg-tui kontakt list`: all contacts, page by page, however many there are."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import say, table, write_json
from ozg_tui.german.counting import counted
from ozg_tui.german.labels import ROLES

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.search.lists import Line

_PAGE = 500
_HISTORIC = "historic"


def run(options: Namespace) -> int:
    """Print the contacts in the order of their names."""
    with desk_of(options) as desk:
        found = list(_all(desk, " ".join(options.text)))
    if options.json:
        write_json({"contacts": [_content(line) for line in found], "total": len(found)})
        return Exit.OK
    if found:
        table(
            [(line.title, line.place, _roles(line.state), line.detail) for line in found],
            ("Name", "Kommune/Stelle", "Funktion", "erreichbar"),
        )
        say("")
    say(counted(len(found), "Kontakt", "Kontakte"))
    return Exit.OK


def _all(desk: "Desk", text: str) -> "Iterator[Line]":
    from ozg_tui.codes.search import Kind
    from ozg_tui.desk.search.lists import Scope, lines

    scope = Scope(Kind.CONTACT, Kind.CONTACT, text)
    page = lines(desk, scope, _PAGE)
    while page:
        yield from page
        page = lines(desk, scope, _PAGE, after=page[-1].position)


def _content(line: "Line") -> dict[str, object]:
    codes = [code for code in line.state.split(",") if code]
    return {
        "id": line.record_id,
        "name": line.title,
        "place": line.place,
        "roles": [code for code in codes if code != _HISTORIC],
        "historic": _HISTORIC in codes,
        "reached_by": line.detail,
    }


def _roles(state: str) -> str:

    codes = [code for code in state.split(",") if code]
    return ", ".join("nicht mehr aktuell" if code == _HISTORIC else ROLES[code] for code in codes)
