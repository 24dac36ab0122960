"""How fast the matrix is beside the smallest Textual program, in ratios, whatever its size.

    python -m tests.bench.matrix [--rounds 3] [--small-only]

Two stores with every cell filled: 442 Kommunen × 70 services, and 10,990 × 575. All programs run in
a pseudo-terminal in the same rounds; a ratio is formed in each round and the median of the rounds
is held against the limit. The large store is held against the small one. Ends with 1 if a limit is
missed. Times in ms.

open     `g` `m` when the matrix was shown before; `frames` are the screen updates of the worst
cursor   right and down within what is seen; `bytes` what the terminal gets for one
page     PageDown
letter   a letter in the search box of the matrix
filter   Enter on a condition of the column with the cursor
memory   the most that the process ever held, in MB
store    bytes of the table of states and its indexes for each cell
bulk     1,000 cells recorded with their history, beside a bare `executemany` of the same rows
"""

import json
import shlex
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from db.connection import open_engine, store_url
from ozg_tui.clock import Clock
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.rules.services.recording import Wish
from tests.bench.compiled import compile_program
from tests.bench.figures import Limit, Round
from tests.bench.germany import GERMANY, HESSEN, filled_store
from tests.bench.told import compared, parser, told
from tests.kit.terminal import Terminal

HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
ALL_READ = r"von \d+ Kommunen bestätigt|Noch keine Ansprechpersonen"
SHOWN = r"OZG-TUI \| MATRIX"
DAY = date(2026, 11, 30)
TIMES = {"open": 12, "cursor": 1.25, "page": 3, "letter": 4, "filter": 4}
_REST = 0.7
"""Seconds after which the rows beyond the first page have been read; a cursor blinks meanwhile."""

SIZES = {"small": HESSEN, "large": GERMANY}


def limits(names: Iterable[str]) -> list[Limit]:
    """What is asked: the small matrix beside hello, the large one beside the small one."""
    wanted = []
    for name in names:
        wanted += [Limit(f"{name} {what}", "hello key", times) for what, times in TIMES.items()]
        wanted += [
            Limit(f"{name} open frames", "one", 1),
            Limit(f"{name} cursor bytes", "one", 400),
            Limit(f"{name} memory", "hello memory", 2.2),
            Limit(f"{name} store", "one", 22),
        ]
    if "large" in names:
        wanted += [Limit(f"large {what}", f"small {what}", 1.3) for what in TIMES]
    return [*wanted, Limit("bulk", "bare bulk", 3)]


class Bench:
    """One run over the stores by name."""

    def __init__(self, program: list[str], stores: dict[str, Path]) -> None:
        self.program = program
        self.stores = stores
        self.rounds: list[Round] = []

    def run(self, rounds: int) -> None:
        """All rounds, after one that warms the caches."""
        for number in range(rounds + 1):
            self._round: Round = defaultdict(list, {"one": [1.0]})
            self._hello()
            for name, path in self.stores.items():
                self._use(name, path)
                self._round[f"{name} store"].append(bytes_a_cell(path))
            self._bulk()
            self.rounds += [self._round] if number else []
            print(f"round {number} of {rounds}", file=sys.stderr)

    def _hello(self) -> None:
        with Terminal(HELLO) as terminal:
            terminal.wait_for("Hello 0")
            self._add("hello key", *(terminal.answer_to("x").last for _ in range(15)))
            self._round["hello memory"].append(terminal.peak_memory_kb / 1024)

    def _use(self, name: str, path: Path) -> None:
        with Terminal([*self.program, "--db", str(path)]) as terminal:
            terminal.wait_for(ALL_READ)
            terminal.press("escape")
            terminal.wait_for("^ LISTE")
            terminal.press("g", "m")
            terminal.wait_for(SHOWN)
            terminal.wait_quiet(1.0)
            frames = []
            for _ in range(4):
                terminal.press("g", "h")
                terminal.wait_for("OZG-TUI . START")
                terminal.press("escape")
                terminal.wait_for("^ LISTE")
                terminal.wait_quiet(0.3)
                terminal.answer_to("g")
                answer = terminal.answer_to("m")
                frames.append(answer.frames)
                self._add(f"{name} open", answer.last)
                # What is read after a pause is not waited for by anybody.
                terminal.wait_quiet(1.0)
            self._round[f"{name} open frames"].append(max(frames))
            self._walk(name, terminal)
            self._narrow(name, terminal)
            self._round[f"{name} memory"].append(terminal.peak_memory_kb / 1024)

    def _walk(self, name: str, terminal: Terminal) -> None:
        for key in ["right"] * 12 + ["down"] * 12:
            before = len(terminal.raw)
            self._add(f"{name} cursor", terminal.answer_to(key).last)
            self._round[f"{name} cursor bytes"].append(len(terminal.raw) - before)
        for _ in range(10):
            self._add(f"{name} page", terminal.answer_to("pagedown").last)

    def _narrow(self, name: str, terminal: Terminal) -> None:
        terminal.answer_to("s")
        for text in ("kre", "mar"):
            for letter in text:
                self._add(f"{name} letter", terminal.answer_to(letter).last)
                time.sleep(_REST)
            for _ in text:
                terminal.answer_to("backspace")
                time.sleep(_REST)
        terminal.answer_to("enter")
        for words in ("mindestens", "geplant", "zuständig"):
            terminal.answer_to("f")
            for letter in words:
                terminal.answer_to(letter)
            self._add(f"{name} filter", terminal.answer_to("enter").last)
            time.sleep(_REST)
            terminal.answer_to("escape")
            time.sleep(_REST)

    def _bulk(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "bestand.db"
            shutil.copyfile(self.stores["small"], path)
            path.chmod(0o600)
            desk = Desk(open_engine(store_url(str(path))), "probe", Clock())
            agreed = preview(desk, _thousand(path))
            started = time.perf_counter()
            record(desk, agreed)
            self._add("bulk", time.perf_counter() - started)
            desk.close()
            self._add("bare bulk", _bare(path, agreed.changes.keys()))

    def _add(self, series: str, *seconds: float) -> None:
        self._round[series] += [each * 1000 for each in seconds]


def _thousand(path: Path) -> Order:
    """A thousand cells of the store that are planned become live."""
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute(
            "SELECT organisation_id, service_id FROM rollout WHERE state = 'planned' LIMIT 1000"
        ).fetchall()
    cells = tuple(Cell(*row) for row in rows)
    return Order(cells, Wish(state=RolloutState.LIVE, since=DAY))


def _bare(path: Path, cells: Iterable[Cell]) -> float:
    """Seconds for the same rows, and as many of history, through the driver alone."""
    after = json.dumps({"state": "live", "since": DAY.isoformat(), "version": 3})
    updates = [("live", DAY.isoformat(), *cell) for cell in cells]
    changes = [
        ("unit", "2026-11-30", "probe", "update", "rollout", str(number), after, after)
        for number, _ in enumerate(updates)
    ]
    with closing(sqlite3.connect(path)) as plain:
        started = time.perf_counter()
        with plain:
            plain.executemany(
                "UPDATE rollout SET state = ?, since = ?, version = version + 1"
                " WHERE organisation_id = ? AND service_id = ?",
                updates,
            )
            plain.executemany(
                "INSERT INTO change(unit, at, actor, action, table_name, row_id, before, after)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                changes,
            )
        return time.perf_counter() - started


def bytes_a_cell(path: Path) -> float:
    """The pages of the table of states and of its indexes, by its rows."""
    with closing(sqlite3.connect(path)) as plain:
        rows = plain.execute("SELECT count(*) FROM rollout").fetchone()[0]
        names = [
            row[0]
            for row in plain.execute("SELECT name FROM sqlite_master WHERE tbl_name = 'rollout'")
        ]
        marks = ", ".join("?" * len(names))
        pages = plain.execute(
            f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({marks})",
            names,
        ).fetchone()[0]
    return float(pages) / float(rows)


def main() -> int:
    """Read the options and run."""
    asking = parser(__doc__)
    asking.add_argument("--rounds", type=int, default=3)
    asking.add_argument("--small-only", action="store_true")
    asking.add_argument("--program", default=f"{sys.executable} -m ozg_tui")
    options = asking.parse_args()
    compile_program()
    sys.setswitchinterval(0.0005)
    names = ["small"] if options.small_only else list(SIZES)
    bench = Bench(
        shlex.split(options.program), {name: filled_store(*SIZES[name]) for name in names}
    )
    bench.run(options.rounds)
    return told("Matrix", compared(bench.rounds, limits(names)), keep=options.keep)


if __name__ == "__main__":
    sys.exit(main())
