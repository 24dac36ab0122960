"""How fast `ozg-tui anruf` reaches the running program, beside a bare Python that does the same.

    python -m tests.bench.call [--contacts 10000] [--rounds 30]

One program runs in a pseudo-terminal; in every round, in shuffled order:

anruf       the whole process of `ozg-tui anruf`, until the program has taken the call
socket      the whole process of a Python that imports `socket`, connects and reads the answer
shown       start of `ozg-tui anruf` until the card of the caller is on the screen, in ms
python      the whole process of `python -c pass`, for orientation

Ratios are formed in each round; their median is held against the limit. Ends with 1 if one is
missed.
"""

import os
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from tests.bench.compiled import compile_program
from tests.bench.data import store_of
from tests.bench.figures import Limit, Round
from tests.bench.speed import SEARCH_BOX, SMALL
from tests.bench.told import compared, parser, told
from tests.kit.terminal import ProgramError, Terminal

CONNECT = """
import socket, sys
with socket.socket(socket.AF_UNIX) as line:
    line.connect(sys.argv[1])
    line.sendall(b"anonymous\\n")
    print(line.recv(64))
"""
KNOWN, ANNOUNCED, CARD = "0611 353-1950", r"ANRUF, .*\(Durchwahl", r"STELLE (?:.*\n)*.*\(Durchwahl"
START = r"OZG-TUI \| START"
LIMITS = [Limit("anruf", "socket", 1.5), Limit("shown", "one", 1_000)]


class Bench:
    """One running program, and the samples of all rounds."""

    def __init__(self, program: list[str], terminal: Terminal, runtime: Path) -> None:
        self.program = program
        self.terminal = terminal
        self.runtime = runtime
        self.rounds: list[Round] = []
        self.first = 0.0
        """Until the first caller of all was shown, for whom much is loaded, in ms."""

    def run(self, rounds: int) -> None:
        """All rounds, after one that warms the caches."""
        order = random.Random(1)
        (bell,) = (self.runtime / "ozg-tui").iterdir()
        python = [sys.executable, "-c"]
        tasks: list[Callable[[], None]] = [
            partial(self._process, "python", [*python, "pass"]),
            partial(self._process, "socket", [*python, CONNECT, str(bell)]),
            partial(self._process, "anruf", [*self.program, "anruf", "anonymous"]),
            self._show,
        ]
        self._round: Round = defaultdict(list)
        self._show()
        self.first = self._round["shown"][0]
        for number in range(rounds + 1):
            self._round = defaultdict(list, {"one": [1.0]})
            for task in order.sample(tasks, len(tasks)):
                task()
            self.rounds += [self._round] if number else []

    def _process(self, series: str, command: list[str]) -> None:
        started = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        self._add(series, time.perf_counter() - started)
        # The call is kept and shown after the command has ended.
        self.terminal.wait_quiet(0.3)
        self._back_to_start()

    def _show(self) -> None:
        if re.search(CARD, self.terminal.screen()):
            raise ProgramError(f"the card is still there:\n{self.terminal.screen()}")
        started = time.perf_counter()
        subprocess.run([*self.program, "anruf", KNOWN], check=True, stdout=subprocess.DEVNULL)
        self._add("shown", self.terminal.wait_for(ANNOUNCED) - started)
        self.terminal.write("\x0f")
        self.terminal.wait_for(CARD)
        self.terminal.wait_quiet()
        self._back_to_start()

    def _back_to_start(self) -> None:
        while not re.search(START, self.terminal.screen()):
            self.terminal.press("f3")
            self.terminal.wait_quiet(0.3)

    def _add(self, series: str, seconds: float) -> None:
        self._round[series].append(seconds * 1000)


def main() -> int:
    """Read the options and run."""
    asking = parser(__doc__)
    asking.add_argument("--contacts", type=int, default=SMALL)
    asking.add_argument("--rounds", type=int, default=30)
    asking.add_argument("--program", default=str(Path(sys.executable).with_name("ozg-tui")))
    options = asking.parse_args()
    program = shlex.split(options.program)
    compile_program()
    with tempfile.TemporaryDirectory() as runtime:
        # Calls are kept; the store of the other benches stays as it is.
        store = shutil.copy(store_of(options.contacts), Path(runtime) / "bestand.db")
        os.environ |= {"OZG_DB": str(store), "XDG_RUNTIME_DIR": runtime}
        with Terminal(program) as terminal:
            terminal.wait_for(SEARCH_BOX)
            while not list(Path(runtime).glob("ozg-tui/*-*")):
                time.sleep(0.01)
            terminal.wait_quiet(0.3)
            bench = Bench(program, terminal, Path(runtime))
            bench.run(options.rounds)
    bare = median(sample for each in bench.rounds for sample in each["python"])
    found = compared(bench.rounds, LIMITS)
    print(f"python -c pass: {bare:.1f} ms; first caller of the program shown: {bench.first:.0f} ms")
    return told("Ein Anruf kommt", found, keep=options.keep)


if __name__ == "__main__":
    sys.exit(main())
