"""The program in a terminal of its own."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.kit.terminal import Terminal

ROOT = Path(__file__).parents[2]


PROGRAM = (sys.executable, "-m", "ozg_tui")


LEFT = b"\x1b[?1049l"


CURSOR_SHOWN = b"\x1b[?25h"


READY = "70 Leistungen"
"""On START as soon as the store has been read."""


def environment(**more: str) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "OZG_USER": "Probe", **more}


@contextmanager
def started(store: Path | None = None, *command: str, **options: Any) -> Iterator[Terminal]:
    """The program on a store, or on its own data folder."""
    settings: dict[str, Any] = {"rows": 30, "columns": 100, **options}
    env = environment(OZG_DB=str(store)) if store else environment()
    with Terminal(command or PROGRAM, **(env | settings)) as terminal:
        yield terminal


def to_section(terminal: Terminal, letter: str, title: str) -> None:
    """Esc in a packet of its own: followed at once by a letter it would be the Alt key."""
    terminal.press("escape")
    terminal.wait_for("^ LISTE")
    terminal.press("g", letter)
    terminal.wait_for(rf"OZG-TUI \| {title.upper()}")


def quit_by_keys(terminal: Terminal) -> int:
    terminal.press("f9")
    terminal.wait_for("tippen zum Eingrenzen")
    terminal.write("beenden")
    terminal.wait_for("Beendet das Programm")
    terminal.press("enter")
    terminal.wait_for("Das Programm beenden")
    terminal.press("j")
    return terminal.wait_end()
