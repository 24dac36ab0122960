"""Kills, races and cuts while saving, counted: nothing lost, nothing double, nothing said falsely.

    python -m tests.bench.reliability --kills 1000 --edits 10000 --cuts 400

Ends with 1 where something was; every store is held against its own history in the end.
"""

import contextlib
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ozg_tui.measured import Figure
from tests.bench.told import parser, told
from tests.kit.postgres import Server, fast_folder
from tests.kit.reliability import Outcome, cut, killed, raced
from tests.kit.stores import DIALECTS, Stores
from tests.kit.wires import wire

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
KINDS = {
    "kills": "Programme abgeschossen",
    "raced edits": "gleichzeitig geändert",
    "cuts": "Verbindungen gekappt",
}
_LINE = "{:<26}{:>8}{:>12}{:>9}{:>6}{:>8}{:>7}{:>8}"


def main() -> int:
    """Run what was asked for; answers 1 where a promise was broken."""
    asking = parser(__doc__)
    asking.add_argument("--kills", type=int, default=100, help="programs that are killed")
    asking.add_argument("--edits", type=int, default=1_000, help="edits of the same few records")
    asking.add_argument("--cuts", type=int, default=100, help="connections that are cut")
    asked = asking.parse_args()
    heading = ("", "tried", "called kept", "refused", "lost", "double", "false", "seconds")
    print(_LINE.format(*heading), flush=True)
    with _stores() as (stores, server):
        outcomes: dict[str, Outcome] = {}
        for dialect in DIALECTS:
            with stores.copy(dialect) as url:
                _told(outcomes, f"{dialect}: kills", lambda: killed(url, asked.kills))
            with stores.copy(dialect) as url:
                _told(outcomes, f"{dialect}: raced edits", lambda: raced(url, asked.edits))
        with stores.copy("postgresql") as url, wire(server, url) as way:
            _told(outcomes, "postgresql: cuts", lambda: cut(way, asked.cuts))
    return told("Nichts geht verloren", [*_figures(outcomes)], keep=asked.keep)


def _told(outcomes: dict[str, Outcome], what: str, run: Callable[[], Outcome]) -> None:
    began = time.monotonic()
    outcome = run()
    print(_LINE.format(what, *outcome, f"{time.monotonic() - began:.0f}"), flush=True)
    outcomes[what] = outcome


def _figures(outcomes: Mapping[str, Outcome]) -> Iterator[Figure]:
    for what, each in outcomes.items():
        database, _, kind = what.partition(": ")
        said = f"{DATABASES[database]}, {KINDS[kind]}"
        yield Figure(f"{said}: versucht", each.tried, "", None, "")
        yield Figure(f"{said}: verloren, doppelt, falsch", sum(each[3:]), "", 0, "")


@contextlib.contextmanager
def _stores() -> Iterator[tuple[Stores, Server]]:
    with tempfile.TemporaryDirectory(prefix="ozg-reliability-", dir=fast_folder()) as folder:
        own, shared = Path(folder) / "own", Path(folder) / "shared"
        own.mkdir(mode=0o700)
        shared.mkdir(mode=0o700)
        server = Server(shared)
        try:
            yield Stores(own, shared, lambda: server), server
        finally:
            server.leave()


if __name__ == "__main__":
    sys.exit(main())
