"""The pseudo-terminal itself, held against programs whose delays are known."""

import sys

import pytest

pytest.importorskip("termios")

from tests.kit.terminal import ProgramError, Terminal

DELAY = 0.05
PROGRAM = f"""
import os, time, tty
tty.setraw(0)
time.sleep(4 * {DELAY})
def ask(question, end):
    os.write(1, question)
    return b"".join(iter(lambda: os.read(0, 1), end)) + end
told = [
    ask(b"\\x1b[c", b"c") == b"\\x1b[?64;1;2;6;22c",
    ask(b"\\x1b[?2026$p", b"y") == b"\\x1b[?2026;2$y",
    ask(b"\\x1b[?9999$p", b"y") == b"\\x1b[?9999;0$y",
    ask(b"\\x1b[4;7H\\x1b[6n", b"R") == b"\\x1b[4;7R",
    ask(b"\\x1b[>q", b"\\\\").startswith(b"\\x1bP>|"),
    os.get_terminal_size() == (60, 10),
    os.ttyname(0) and os.open("/dev/tty", os.O_RDWR) > 0,
]
os.write(1, b"gone\\x1b[?1049h\\x1b[?u\\x1b[>1u\\x1b]0;title\\x07\\x1b[3;3Hready ")
os.write(1, str(all(told)).encode())
pressed = 0
while (key := os.read(0, 99)) != b"q":
    pressed += 1
    time.sleep({DELAY})
    os.write(1, b"\\x1b[?2026h\\x1b[5;5Hbeg\\xc3")
    time.sleep({DELAY})
    os.write(1, b"\\xb6nne %d %s\\x1b[?2026l" % (pressed, repr(key).encode()))
raise SystemExit(7)
"""
SLACK = 0.4  # a busy machine is late, never early


def test_times_frames_and_screen_of_a_program_with_known_delays() -> None:
    with Terminal([sys.executable, "-c", PROGRAM], rows=10, columns=60) as terminal:
        ready = terminal.wait_for("^  ready True$")
        assert ready - terminal.started >= 4 * DELAY
        answers = [terminal.answer_to("down", quiet=2 * DELAY) for _ in range(3)]
        fastest = min(answers)
        assert DELAY <= fastest.first < DELAY + SLACK
        assert 2 * DELAY <= fastest.last < 2 * DELAY + SLACK
        assert terminal.frames == 3
        assert terminal.screen().splitlines()[4] == "    begönne 3 b'\\x1b[B'"
        assert b"\x1b]0;title\x07" in terminal.raw
        assert terminal.peak_memory_kb > 1000
        sent = terminal.press("x")
        # Half a frame is not on the glass yet: the first word comes earlier than its frame.
        assert terminal.wait_for("begönne 4") - sent >= 2 * DELAY
        terminal.press("q")
        assert terminal.wait_end() == 7


def test_what_never_comes_is_an_error_with_the_screen() -> None:
    with Terminal([sys.executable, "-c", "print('only this'); input()"]) as terminal:
        terminal.wait_for("only this")
        with pytest.raises(ProgramError, match="only this"):
            terminal.wait_for("something else", timeout=0.05)
        terminal.press("enter")
        with pytest.raises(ProgramError, match="ended"):
            terminal.wait_for("something else")
        assert terminal.wait_end() == 0


def test_closing_ends_a_program_that_ignores_it() -> None:
    deaf = "import signal, time; signal.signal(15, 1); print('deaf', flush=True); time.sleep(99)"
    with Terminal([sys.executable, "-c", deaf]) as terminal:
        terminal.patience = 0.2
        terminal.wait_for("deaf")
    assert terminal.process.returncode == -9
