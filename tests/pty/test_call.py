"""A telephone rings: the command as a process of its own, and the program at a real terminal."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("termios")

from seeds.load import load
from tests.kit.stores import Stores
from tests.kit.terminal import Terminal

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "ozg_tui")
NUMBER = "0611 353-1950"
"""The Ministry's, from the seeds: one contact has it."""

SHOWN = r"0611 353 1950: .* \(Durchwahl"


@pytest.fixture
def settings(stores: Stores) -> Iterator[dict[str, str]]:
    """The environment of somebody with a store full of facts."""
    with stores.copy("sqlite", load) as url:
        yield {"PYTHONPATH": str(ROOT), "OZG_USER": "Probe", "OZG_DB": str(url.database)}


def ring(settings: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, "anruf", *words],
        env=os.environ | settings, capture_output=True, text=True, timeout=30, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def bells(runtime: Path) -> list[Path]:
    return list((runtime / "ozg-tui").glob("*"))


def network_sockets(process: int) -> set[str]:
    """The sockets of a process that any network protocol of the kernel knows."""
    known = "\n".join(
        Path(f"/proc/net/{name}").read_text()
        for name in ("tcp", "tcp6", "udp", "udp6")
        if Path(f"/proc/net/{name}").exists()
    )
    own = [link.readlink().name for link in Path(f"/proc/{process}/fd").iterdir()]
    numbers = {found[1] for name in own if (found := re.fullmatch(r"socket:\[(\d+)\]", name))}
    assert numbers
    return {number for number in numbers if re.search(rf"\s{number}\s", known)}


def test_the_running_program_shows_the_caller(settings: dict[str, str], runtime: Path) -> None:
    assert ring(settings, "--", NUMBER).returncode == 3
    with Terminal(PROGRAM, rows=30, columns=100, **settings) as terminal:
        terminal.wait_for("Suche:")
        until(lambda: bells(runtime))
        terminal.write("homb")
        terminal.wait_for("Suche: +homb")
        done = ring(settings, "--", f"tel:{NUMBER}")
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout == "Angezeigt im laufenden Programm.\n"
        # Announced at once, opened by a key: what is being typed stays where it is.
        terminal.wait_for(rf"ANRUF, Strg\+O öffnet: {SHOWN}")
        terminal.write("\x0f")
        terminal.wait_for("KOMMUNE |STELLE ")
        terminal.wait_for(SHOWN)
        assert ring(settings, "--json", "anonymous").returncode == 0
        terminal.wait_for("nicht übermittelt")
        assert ring(settings, "--", "0611;reboot").returncode == 2
        if sys.platform == "linux":
            assert network_sockets(terminal.process.pid) == set()
        os.killpg(terminal.process.pid, signal.SIGKILL)
        terminal.wait_end()
    assert len(bells(runtime)) == 1
    assert ring(settings, NUMBER).returncode == 3


def test_without_a_running_program_one_starts_with_the_call(
    settings: dict[str, str], runtime: Path
) -> None:
    others = set(bells(runtime))
    with Terminal([*PROGRAM, "anruf", NUMBER], rows=30, columns=100, **settings) as terminal:
        terminal.wait_for("KOMMUNE ")
        terminal.wait_for(SHOWN)
        until(lambda: set(bells(runtime)) - others)
        terminal.press("f3")
        terminal.wait_for(r"OZG-TUI \| START")
        terminal.press("f3")
        terminal.wait_for("Das Programm beenden")
        terminal.press("j")
        assert terminal.wait_end() == 0
    assert set(bells(runtime)) == others


def until(found: Callable[[], object]) -> None:
    """Ask again until something is so; it happens in another process."""
    end = time.monotonic() + 10
    while not found():
        assert time.monotonic() < end, "never came"
        time.sleep(0.01)
