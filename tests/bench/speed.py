"""How fast the real program is beside the smallest Textual program, in ratios.

    python -m tests.bench.speed [--contacts 10000 1000000] [--notes 0] [--rounds 7] [--starts 12]

All programs run in a pseudo-terminal in shuffled rounds of the same run; a ratio is formed in
each round and the median of the rounds is held against the limit. Ends with 1 if one is missed.

search box  spawn until the search box is on the screen; of the anchor until its greeting
typing      the same, plus the slowest echo of three letters typed from that moment on, each
            after the one before; of the anchor likewise
first rows  spawn until the first figures of the store are on the screen, below the search box
keys        key until the last byte of the answer, in the list of all contacts
letter      key in the search box until the last byte of the list that belongs to it; `frames`
            are the screen updates of the worst letter of a round
card        Enter on a Kommune among the hits until the last byte of its view; the first one of a
            process, which loads the ORM and the rules, does not count
form        a letter, and Enter, in the form of an application of 25 Kommunen; also the 95th
            percentile of both in ms
memory      the most that the process ever held, in MB; all others in ms
suche       the whole process of `ozg-tui suche homberg`; version: of `ozg-tui --version`
"""

import random
import re
import shlex
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import partial
from itertools import cycle
from pathlib import Path

from tests.bench.compiled import compile_program
from tests.bench.data import store_of
from tests.bench.figures import Limit, Round, percentile
from tests.bench.large_application import store_with_a_large_application
from tests.bench.told import compared, parser, told
from tests.kit.terminal import ProgramError, Terminal

SEARCH_BOX = r"Suche:"
TYPED = r"Suche:[^\w\n]*"
BLIND = "kre"
FIRST_ROWS, COUNTED = r"\d+ Leistungen", r"1–\d+ von \d"
ALL_READ = r"von \d+ Kommunen bestätigt|Noch keine Ansprechpersonen"
WORDS = {"mueller": r"M(ü|ue)ller, ", "reh sab": r"Reh\S*, Sabine"}
TO_LIST = ("g", "p")
TO_LIST_OF_APPLICATIONS = ("g", "i")
TOWNS = ("ahnatal", "hanau", "vellmar", "kaufungen", "wetzlar", "marburg")
MOVES = {"down": "cursor key", "pagedown": "PageDown", "end": "End", "home": "Home"}
TURNS = ["down"] * 30 + ["pagedown"] * 15 + ["end", "home"] * 4

HELLO = [sys.executable, str(Path(__file__).with_name("hello.py"))]
SMALL, LARGE = 10_000, 1_000_000


def limits(store: str, letter: float) -> list[Limit]:
    """What is asked of the program with this store."""
    return [
        Limit(f"{store} search box", "hello", 1.2, 10),
        Limit(f"{store} typing", "hello typing", 1.2, 10),
        Limit(f"{store} first rows", "hello", 2.1),
        Limit(f"{store} cursor key", "hello key", 1.25),
        Limit(f"{store} PageDown", "hello key", 3),
        Limit(f"{store} End", "hello key", 4.5),
        Limit(f"{store} Home", "hello key", 4.5),
        Limit(f"{store} letter", "hello key", letter),
        Limit(f"{store} frames", "one", 1),
        Limit(f"{store} card", "hello key", 12),
        Limit(f"{store} card frames", "one", 1),
        Limit(f"{store} memory", "hello memory", 2.1),
        Limit(f"{store} suche", "import sqlalchemy.orm", 1.5),
    ]


OF_ALL = [
    Limit("version", "python", 2.5),
    Limit("form letter", "hello key", 12),
    Limit("form Enter", "hello key", 12),
    Limit("form p95", "one", 50),
]
"""What is asked once, whatever the store."""


class Bench:
    """One run: the program, its stores by name, and the samples of all rounds.

    `application` is a store with one large application.
    """

    def __init__(self, program: list[str], stores: dict[str, Path], application: Path) -> None:
        self.program = program
        self.stores = stores
        self.application = application
        self.rounds: list[Round] = []

    def run(self, rounds: int, starts: int) -> None:
        """All rounds, after one that warms the caches; those without keys are short and many."""
        order = random.Random(1)
        for number in range(rounds + starts + 1):
            keys = number <= rounds
            tasks: list[Callable[[], None]] = [self._processes]
            tasks += [partial(self._hello, keys=keys)]
            tasks += [self._fill_in] if keys else []
            for name in self.stores:
                tasks += [partial(self._start, name), partial(self._use, name, keys=keys)]
            self._round: Round = defaultdict(list, {"one": [1.0]})
            for task in order.sample(tasks, len(tasks)):
                task()
            self.rounds += [self._round] if number else []
            print(f"round {number} of {rounds + starts}", file=sys.stderr)

    def _hello(self, *, keys: bool) -> None:
        with Terminal(HELLO) as terminal:
            ready = terminal.wait_for("Hello 0") - terminal.started
            echoes = [f"Hello {number}" for number, _ in enumerate(BLIND, 1)]
            self._add("hello", ready)
            self._add("hello typing", ready + self._slowest_echo(terminal, echoes))
            if keys:
                self._add("hello key", *(terminal.answer_to("x").last for _ in range(15)))
                self._round["hello memory"].append(terminal.peak_memory_kb / 1024)

    def _start(self, name: str) -> None:
        with self._open(name) as terminal:
            ready = terminal.wait_for(SEARCH_BOX) - terminal.started
            echoes = [TYPED + BLIND[:number] for number, _ in enumerate(BLIND, 1)]
            self._add(f"{name} search box", ready)
            self._add(f"{name} typing", ready + self._slowest_echo(terminal, echoes))

    def _slowest_echo(self, terminal: Terminal, echoes: Iterable[str]) -> float:
        return max(
            -terminal.press(letter) + terminal.wait_for(echo)
            for letter, echo in zip(BLIND, echoes, strict=True)
        )

    def _use(self, name: str, *, keys: bool) -> None:
        with self._open(name) as terminal:
            self._add(f"{name} first rows", terminal.wait_for(FIRST_ROWS) - terminal.started)
            if keys:
                terminal.wait_for(ALL_READ)
                self._search(name, terminal)
                terminal.press("escape")
                terminal.wait_for("^ LISTE")
                terminal.press(*TO_LIST)
                terminal.wait_for(COUNTED)
                terminal.wait_quiet(0.7)
                for key in TURNS:
                    self._add(f"{name} {MOVES[key]}", terminal.answer_to(key).last)
                # Lists do without what the first card loads.
                self._round[f"{name} memory"].append(terminal.peak_memory_kb / 1024)
                self._open_cards(name, terminal)

    def _open_cards(self, name: str, terminal: Terminal) -> None:
        terminal.press("g", "h")
        terminal.wait_quiet(0.5)
        frames: list[int] = []
        for number, town in enumerate(TOWNS):
            terminal.wait_for("^ EINGABE")
            for letter in town:
                terminal.answer_to(letter)
            answer = terminal.answer_to("enter")
            terminal.wait_for(f"KOMMUNE {town.title()}")
            if number:
                self._add(f"{name} card", answer.last)
                frames.append(answer.frames)
            terminal.press("f3")
            terminal.wait_for(f"Suche:  {town}")
            # What was searched for comes back marked.
            terminal.answer_to("backspace")
        self._round[f"{name} card frames"].append(max(frames))
        self._round[f"{name} memory, record"].append(terminal.peak_memory_kb / 1024)

    def _fill_in(self) -> None:
        with Terminal([*self.program, "--db", str(self.application)]) as terminal:
            terminal.wait_for(ALL_READ)
            terminal.press("escape")
            terminal.wait_for("^ LISTE")
            terminal.press(*TO_LIST_OF_APPLICATIONS)
            terminal.wait_for(COUNTED)
            terminal.wait_quiet(0.4)
            terminal.press("b")
            terminal.wait_for("IKZ-ANTRAG IKZ-")
            # The form is there when it answers.
            for _ in range(3):
                terminal.answer_to("x")
            letters = [terminal.answer_to(letter).last for letter in "bündnis für alle"]
            moves = [terminal.answer_to("enter").last for _ in range(20)]
            self._add("form letter", *letters)
            self._add("form Enter", *moves)
            self._add("form p95", percentile([*letters, *moves], 0.95))

    def _search(self, name: str, terminal: Terminal) -> None:
        frames = []
        for word, found in WORDS.items():
            for letter in word:
                answer = terminal.answer_to(letter)
                self._add(f"{name} letter", answer.last)
                frames.append(answer.frames)
            if not re.search(found, terminal.screen()):
                raise ProgramError(f"no {found!r} for {word!r}:\n{terminal.screen()}")
            # One by one: what is typed meanwhile would overtake them in Textual.
            for _ in word:
                terminal.answer_to("backspace")
        self._round[f"{name} frames"].append(max(frames))

    def _processes(self) -> None:
        python = [sys.executable, "-c"]
        self._process("python", [*python, "pass"])
        self._process("version", [*self.program, "--version"])
        self._process("import sqlalchemy.orm", [*python, "import sqlalchemy.orm"])
        for name, store in self.stores.items():
            self._process(f"{name} suche", [*self.program, "--db", str(store), "suche", "homberg"])

    def _process(self, series: str, command: list[str]) -> None:
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self._add(series, time.perf_counter() - started)

    def _open(self, name: str) -> Terminal:
        return Terminal([*self.program, "--db", str(self.stores[name])])

    def _add(self, series: str, *seconds: float) -> None:
        self._round[series] += [each * 1000 for each in seconds]


def main() -> int:
    """Read the options and run."""
    asking = parser(__doc__)
    asking.add_argument("--contacts", type=int, nargs="+", default=[SMALL, LARGE])
    asking.add_argument("--notes", type=int, nargs="+", default=[0], help="for each store, or all")
    asking.add_argument("--rounds", type=int, default=7)
    asking.add_argument("--starts", type=int, default=12)
    asking.add_argument("--program", default=f"{sys.executable} -m ozg_tui")
    options = asking.parse_args()
    compile_program()
    # The thread that stamps what arrives must not wait for the one that draws.
    sys.setswitchinterval(0.0005)
    bench = Bench(
        shlex.split(options.program),
        {
            f"{contacts:,}": store_of(contacts, notes)
            for contacts, notes in zip(options.contacts, cycle(options.notes), strict=False)
        },
        store_with_a_large_application(),
    )
    bench.run(options.rounds, options.starts)
    wanted = [*OF_ALL]
    for contacts in options.contacts:
        wanted += limits(f"{contacts:,}", 3.5 if contacts <= SMALL else 4)
    return told("Am Bildschirm", compared(bench.rounds, wanted), keep=options.keep)


if __name__ == "__main__":
    sys.exit(main())
