"""`ozg-tui anruf`: show a caller in the running program, or start the program with the call.

The words are read by hand here as long as they are simple: a telephone that rings does not wait for
a parser to load.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from ozg_tui.doorbell.ring import ring
from ozg_tui.rules.call_text import call_text
from ozg_tui.rules.errors import InputError

TYPE_CHECKING = False  # `typing` would take half as long to load as everything else here
if TYPE_CHECKING:
    from argparse import Namespace

NAMES = frozenset({"anruf", "call"})
_SHOWN = "Angezeigt im laufenden Programm."


def at_once(arguments: Sequence[str]) -> int | None:
    """Hand a call over without loading a parser; None for whatever is not plainly such a call."""
    words = _plain_words(arguments)
    if words is None:
        return None
    text, address, as_json = words
    try:
        call_text(text)
    except InputError:
        return None
    try:
        return _call(text, address, as_json=as_json)
    except (Exception, KeyboardInterrupt) as error:
        from ozg_tui.cli.kit.command import failed

        return failed(error)


def run(options: Namespace) -> int:
    """Show the caller."""
    return _call(" ".join(options.number), options.db, as_json=options.json)


def _call(text: str, address: str | None, *, as_json: bool) -> int:
    number = call_text(text)
    if not ring(number, address):
        return _start(number, address, as_json=as_json)
    if as_json:
        from ozg_tui.cli.kit.output import write_json

        write_json({"number": number, "message": _SHOWN})
    else:
        print(_SHOWN, flush=True)
    return 0


def _start(number: str, address: str | None, *, as_json: bool) -> int:
    if as_json or not sys.stdin.isatty():
        from db.errors import NotFoundError

        raise NotFoundError("Es läuft kein Programm, das den Anruf zeigen könnte.")
    from ozg_tui.cli import start

    return start(address, number)


def _plain_words(arguments: Sequence[str]) -> tuple[str, str | None, bool] | None:
    """Number, address and `--json` of a call in plain words."""
    address, as_json = None, False
    found: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--" and found:
            found += words
        elif word == "--json":
            as_json = True
        elif word == "--db":
            address = next(words, "-")
            if address.startswith("-"):
                return None
        elif word.startswith("--db="):
            address = word.removeprefix("--db=")
        elif word.startswith("-"):
            return None
        else:
            found.append(word)
            if found[0] not in NAMES:
                return None
    if not found or not all(map(str.isprintable, arguments)):
        return None
    return " ".join(found[1:]), address, as_json
