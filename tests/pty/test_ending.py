"""However the program ends, what is typed is kept, and the terminal is as it was."""

import contextlib
import os
import pty
import signal
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

pytest.importorskip("termios")

from ozg_tui.desk.core.opening import open_desk
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.kept_drafts import open_drafts
from tests.kit.program import (
    CURSOR_SHOWN,
    LEFT,
    PROGRAM,
    READY,
    ROOT,
    environment,
    quit_by_keys,
    started,
    to_section,
)
from tests.kit.stores import Stores
from tests.kit.terminal import Terminal

MOUSE_OFF = b"\x1b[?1000l"


@pytest.fixture
def store(stores: Stores) -> Iterator[Path]:
    """The file of a store with all facts."""
    with stores.copy("sqlite", load) as url:
        yield Path(str(url.database))


def _typing(terminal: Terminal, text: str) -> None:
    terminal.wait_for(READY)
    to_section(terminal, "p", "Kontakte")
    terminal.press("f6")
    terminal.wait_for("KONTAKT neu")
    terminal.press("tab")
    terminal.write(text)
    terminal.wait_for(text)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_the_last_letters_and_gives_the_screen_back(
    store: Path, sign: signal.Signals
) -> None:
    with started(store) as terminal:
        _typing(terminal, "Halbfertig")
        os.kill(terminal.process.pid, sign)
        assert terminal.wait_end() == 128 + sign
        raw = terminal.raw
        assert raw.rindex(LEFT) > raw.rindex(b"\x1b[?1049h")
        assert CURSOR_SHOWN in raw[raw.rindex(LEFT) :]
        assert raw.rindex(MOUSE_OFF) > raw.rindex(b"\x1b[?1000h")
    with closing(open_desk(SetClock(), str(store), "Probe")) as desk:
        (draft,) = open_drafts(desk)
        assert "Halbfertig" in str(draft.content)


def test_a_terminal_that_is_gone_ends_the_program(store: Path) -> None:
    """Without a controlling terminal there is no hang-up, as under `setsid`."""
    master, slave = pty.openpty()
    program = subprocess.Popen(
        PROGRAM,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        cwd=ROOT,
        env=os.environ | environment(OZG_DB=str(store), TERM="xterm-256color"),
    )
    os.close(slave)
    try:
        seen = b""
        while b"START" not in seen:
            seen += os.read(master, 4096)
        os.close(master)
        assert program.wait(14) == 128 + signal.SIGHUP
    finally:
        with contextlib.suppress(ProcessLookupError):
            program.kill()
        program.wait()


def test_a_byte_that_is_no_utf8_ends_nothing(store: Path) -> None:
    with started(store) as terminal:
        _typing(terminal, "M")
        terminal._send("ü".encode("latin-1"))
        terminal.write("ller")
        terminal.wait_for("M.ller")
        assert quit_by_keys(terminal) == 0
