"""How many bytes go over the line for a key, and at rest, beside the smallest Textual program.

    python -m tests.bench.line

The program runs at 100×30 on a new store. A slow line carries about 3 kB a second, and a screen
reader reads again what is drawn again. Ends with 1 where more is sent than `MOST` allows.

cursor   down and up in the list of all Kommunen
letter   a letter in the search box of START
card     a Kommune opened from the list
rest     ten seconds without a key, on START
hello    a key in `tests.bench.hello`
"""

import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from tests.kit.program import READY, started
from tests.kit.terminal import Terminal

MOST = {"cursor": 300, "letter": 6_000, "card": 6_000, "rest": 0}
_REST_SECONDS = 10
_HELLO = (sys.executable, "-m", "tests.bench.hello")


def sent_for(terminal: Terminal, *keys: str) -> int:
    """The bytes that answer these keys."""
    terminal.wait_quiet(0.5)
    before = len(terminal.raw)
    terminal.answer_to(*keys, quiet=0.5)
    return len(terminal.raw) - before


def measure() -> dict[str, list[int]]:
    """The bytes of each answer, by what was done."""
    found: dict[str, list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        with started(Path(folder) / "bestand.db") as terminal:
            terminal.wait_for(READY)
            terminal.wait_quiet(2.0)
            before = len(terminal.raw)
            time.sleep(_REST_SECONDS)
            found["rest"].append(len(terminal.raw) - before)
            for word in ("fulda", "homberg"):
                found["letter"] += (sent_for(terminal, letter) for letter in word)
                terminal.press("ctrl+u")
            terminal.press("escape")
            terminal.wait_for("^ LISTE")
            terminal.press("g", "k")
            terminal.wait_for("KOMMUNEN")
            for key in ("down", "down", "down", "up", "down", "up"):
                found["cursor"].append(sent_for(terminal, key))
            for _ in range(3):
                found["card"].append(sent_for(terminal, "enter"))
                sent_for(terminal, "f3")
                sent_for(terminal, "down")
        with started(None, *_HELLO) as terminal:
            terminal.wait_for("Hello 0")
            found["hello"] += (sent_for(terminal, "x") for _ in range(5))
    return found


def main() -> int:
    """Measure, print, and answer whether all is within its bounds."""
    fine = True
    print(f"{'':10}{'median':>10}{'most':>10}{'bound':>10}")
    for name, samples in measure().items():
        bound = MOST.get(name)
        fine = fine and (bound is None or max(samples) <= bound)
        shown = "" if bound is None else f"{bound:,}"
        print(f"{name:10}{median(samples):>10,.0f}{max(samples):>10,}{shown:>10}")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
