"""How long the first page of a search takes beside the same SQL through the bare driver.

    python -m tests.bench.search [--contacts 10000 1000000] [--notes 0] [--rounds 9]

Every beginning of some texts that people type is asked through the desk and, in the same turn,
with the very statements that the desk sent, through `sqlite3` alone. The ratios of both medians and
of both 95th percentiles are held against the limit; ends with 1 if one is missed. Times in ms.

Of each text the median of its rounds counts.

page     `desk.lists.lines`, fifty lines for a text; held against the limit
count    `desk.lists.how_many`, up to a thousand
reasons  `desk.lists.reasons` of the fifty lines
"""

import sqlite3
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from functools import partial
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import event

from db.connection import open_engine, store_url
from db.search.pages import Scope
from ozg_tui.clock import Clock
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.search.lists import how_many, lines, reasons
from ozg_tui.measured import Figure
from tests.bench.data import store_of
from tests.bench.figures import percentile
from tests.bench.told import parser, told

LIMIT = 1.6
PAGE, COUNTED = 50, 1_001
TYPED = (
    "müller",
    "mueller anna",
    "meyer fulda",
    "fulda",
    "homberg",
    "lk giessen",
    "hofbiber",
    "groß-gerau",
    "reh sab",
    "schneider-linden",
    "069 90009-1",
    "90009123",
    "06631009",
    "kreis:fulda lindenberg",
    "art:kontakt ohne:email",
    "straßenbeiträge",
    "xyzq",
)
Call = tuple[str, tuple[Any, ...]]
LIMITED = "page"


class Pair(NamedTuple):
    """Milliseconds of the desk, and of the driver with the same statements."""

    desk: float
    driver: float


Pairs = list[Pair]


class Recorder:
    """Keeps the statements that the desk sends."""

    def __init__(self, desk: Desk) -> None:
        self.calls: list[Call] = []
        event.listen(desk.engine, "before_cursor_execute", self._keep)

    def _keep(
        self, _connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any
    ) -> None:
        self.calls.append((statement, parameters))

    def of(self, question: Callable[[], object]) -> list[Call]:
        """What one question sends."""
        self.calls.clear()
        question()
        return list(self.calls)


def beginnings() -> list[str]:
    """What stands in the search box after each letter of the texts."""
    found = dict.fromkeys(text[:end] for text in TYPED for end in range(1, len(text) + 1))
    return [text for text in found if ":" not in text or not text.partition(":")[2].isspace()]


def measure(desk: Desk, bare: sqlite3.Connection, rounds: int) -> dict[str, Pairs]:
    """For each series and text what the desk takes and what the driver takes, the median."""
    recorder = Recorder(desk)
    samples: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    typed = [text for text in beginnings() if _is_understood(desk, text)]
    for number in range(rounds + 1):
        for text in typed:
            for name, question in _questions(desk, text):
                replay = partial(_replay, bare, recorder.of(question))
                # In turns: whoever comes second finds the pages of the file at hand.
                if number % 2:
                    taken = Pair(_timed(question), _timed(replay))
                else:
                    taken = Pair(*(_timed(replay), _timed(question))[::-1])
                if number:
                    samples[name, text].append(taken)
    series: dict[str, Pairs] = defaultdict(list)
    for (name, _), taken_for_text in samples.items():
        series[name].append(Pair(*map(median, zip(*taken_for_text, strict=True))))
    return series


def _questions(desk: Desk, text: str) -> Iterator[tuple[str, Callable[[], object]]]:
    scope = Scope(text=text)
    found = lines(desk, scope, PAGE)
    yield LIMITED, lambda: lines(desk, scope, PAGE)
    yield "count", lambda: how_many(desk, scope, COUNTED)
    yield "reasons", lambda: reasons(desk, text, found)


def _is_understood(desk: Desk, text: str) -> bool:
    from db.errors import FilterError

    try:
        lines(desk, Scope(text=text), 1)
    except FilterError:
        return False
    return True


def _timed(question: Callable[[], object]) -> float:
    started = time.perf_counter()
    question()
    return (time.perf_counter() - started) * 1000


def _replay(bare: sqlite3.Connection, calls: Sequence[Call]) -> None:
    for statement, parameters in calls:
        bare.execute(statement, parameters).fetchall()


def report(series: dict[str, Pairs], size: str) -> Iterator[Figure]:
    """Print the table; answers the figures that have a limit."""
    print(f"{'':10}{'p50':>9}{'driver':>9}{'ratio':>8}{'p95':>9}{'driver':>9}{'ratio':>8}")
    for name, pairs in series.items():
        shown = f"{name:10}"
        for part, said in ((0.5, "Mitte"), (0.95, "95 %")):
            desk, driver = (percentile(samples, part) for samples in zip(*pairs, strict=True))
            shown += f"{desk:9.3f}{driver:9.3f}{desk / driver:8.2f}"
            if name == LIMITED:
                what = f"{size} Kontakte: erste Seite, {said}"
                yield Figure(what, round(desk / driver, 4), "×", LIMIT, "dasselbe SQL allein")
        print(shown + (f"   limit {LIMIT}" if name == LIMITED else ""))


def main() -> int:
    """Read the options and run."""
    asking = parser(__doc__)
    asking.add_argument("--contacts", type=int, nargs="+", default=[10_000, 1_000_000])
    asking.add_argument("--notes", type=int, default=0)
    asking.add_argument("--rounds", type=int, default=9)
    options = asking.parse_args()
    found: list[Figure] = []
    for contacts in options.contacts:
        path = store_of(contacts, options.notes)
        desk = Desk(open_engine(store_url(str(path))), "probe", Clock())
        with closing(sqlite3.connect(path)) as bare:
            bare.execute("PRAGMA cache_size=-16384")
            print(f"{contacts:,} contacts, {options.notes:,} notes, {path.stat().st_size:,} bytes")
            size = f"{contacts:,}".replace(",", ".")
            found += report(measure(desk, bare, options.rounds), size)
        desk.close()
    return told("Suche", found, keep=options.keep)


if __name__ == "__main__":
    sys.exit(main())
