"""Runs a program in a pseudo-terminal, as a person at an xterm would see it."""

import codecs
import contextlib
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Self

import pyte

KEYS = {
    "enter": "\r", "escape": "\x1b", "tab": "\t", "shift+tab": "\x1b[Z", "space": " ",
    "backspace": "\x7f", "delete": "\x1b[3~", "insert": "\x1b[2~",
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D",
    "home": "\x1b[H", "end": "\x1b[F", "pageup": "\x1b[5~", "pagedown": "\x1b[6~",
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f10": "\x1b[21~",
    "f11": "\x1b[23~", "f12": "\x1b[24~",
    **{f"ctrl+{letter}": chr(ord(letter) - 96) for letter in "abcdefghijklmnopqrstuvwxyz"},
}  # fmt: skip

FRAME_START, FRAME_END = b"\x1b[?2026h", b"\x1b[?2026l"
# The keyboard question `CSI ? u` stays without an answer: most terminals do not know it.
_QUESTION = re.compile(rb"\x1b\[(?:\?(?P<mode>\d+)\$p|>?0?[cq]|[56]n)")
_MODES = {b"2026": 2, b"2004": 2, b"1049": 2, b"25": 1}
_ANSWERS = {
    b"\x1b[c": b"\x1b[?64;1;2;6;22c",
    b"\x1b[>c": b"\x1b[>41;390;0c",
    b"\x1b[5n": b"\x1b[0n",
    b"\x1b[>q": b"\x1bP>|XTerm(390)\x1b\\",
}

# pyte would draw the rest of these as text.
_NOT_FOR_THE_SCREEN = re.compile(
    rb"\x1b\[[<=>][0-9;]*[ -/]*[@-~]|\x1b\[\??[0-9;]*\$[@-~]"
    rb"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_][^\x1b]*\x1b\\"
)
_COMPLETE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|[PX^_][^\x1b]*\x1b\\|[ -/]*[0-OQ-WYZ\\`-~])"
)
# pyte has one screen only; coming to the other one and going back start with an empty one.
_SCREEN_SWITCH = re.compile(rb"\x1b\[\?1049[hl]")


class Answer(NamedTuple):
    """What followed a key: seconds to the first and to the last byte, complete frames."""

    first: float
    last: float
    frames: int


class ProgramError(AssertionError):
    """The program ended, fell silent or never showed what was waited for."""


class Terminal:
    """A program in a pseudo-terminal.

    A thread stamps what arrives and answers the program's questions; the screen is drawn only
    when somebody looks, so that drawing never counts as the program's time.
    """

    patience = 3.0
    """Seconds that a program has to end itself when the terminal is closed."""

    def __init__(
        self, command: Sequence[str], rows: int = 36, columns: int = 120, **env: str
    ) -> None:
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.Stream(self._screen)
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        self._held = b""
        self._in_frame = False
        self._chunks: list[tuple[float, bytes]] = []
        self._drawn = 0
        self._unasked = b""
        self._ended = False
        self._news = threading.Condition()
        self._drawing = threading.RLock()
        self._descriptor, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        inherited = {k: v for k, v in os.environ.items() if k not in {"COLUMNS", "LINES"}}
        # The session leader that opens a terminal gets it as its own: no code in a forked child.
        shell = ["/bin/sh", "-c", 'exec "$@" <>"$0" >&0 2>&0', os.ttyname(slave)]
        self.started = time.perf_counter()
        # Tests that run detached ignore the signal, and a program that inherits that does so too.
        before = signal.signal(signal.SIGHUP, signal.SIG_DFL)
        self.process = subprocess.Popen(
            [*shell, *command],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env=inherited | {"TERM": "xterm-256color", "COLORTERM": "truecolor"} | env,
        )  # fmt: skip
        signal.signal(signal.SIGHUP, before)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    @property
    def raw(self) -> bytes:
        """Everything that the program wrote."""
        return b"".join(data for _, data in self._chunks)

    @property
    def frames(self) -> int:
        """How many synchronised updates the program has completed."""
        return self.raw.count(FRAME_END)

    @property
    def peak_memory_kb(self) -> int:
        """The most memory that the running process ever held (Linux)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+)", status)
        return int(found[1]) if found else 0

    def screen(self) -> str:
        """What is on the screen now, blanks at the ends of lines left out."""
        with self._drawing:
            while self._drawn < len(self._chunks):
                self._draw_next()
            return self._text()

    @property
    def cursor(self) -> tuple[int, int]:
        """The column and the row of the terminal's own cursor, from 0."""
        with self._drawing:
            self.screen()
            return self._screen.cursor.x, self._screen.cursor.y

    @property
    def is_cursor_shown(self) -> bool:
        """Whether the program shows the terminal's own cursor."""
        return self.raw.rfind(b"\x1b[?25h") > self.raw.rfind(b"\x1b[?25l")

    def cell(self, column: int, row: int) -> tuple[str, str]:
        """What stands in a cell, and on which colour."""
        with self._drawing:
            self.screen()
            char = self._screen.buffer[row][column]
            return char.data, char.bg

    def press(self, *keys: str) -> float:
        """Press keys by name, or type a single character; the moment of it."""
        return self.write("".join(KEYS.get(key, key) for key in keys))

    def write(self, text: str) -> float:
        """Type a text as it is; the moment of it."""
        return self._send(text.encode())

    def wait_for(self, pattern: str, timeout: float = 30.0) -> float:
        """Wait until a complete frame shows the pattern; the moment at which its bytes came."""
        wanted = re.compile(pattern, re.MULTILINE)
        end = time.perf_counter() + timeout
        while True:
            with self._drawing:
                if not self._in_frame and wanted.search(self._text()):
                    return self._chunks[self._drawn - 1][0] if self._drawn else self.started
            self._wait_beyond(self._drawn, end - time.perf_counter(), f"no {pattern!r}")
            with self._drawing:
                if self._drawn < len(self._chunks):
                    self._draw_next()

    def wait_quiet(self, quiet: float = 0.08, timeout: float = 30.0) -> float:
        """Wait until nothing has come for `quiet` seconds; the moment of the last byte."""
        end = time.perf_counter() + timeout
        with self._news:
            while True:
                last = self._chunks[-1][0] if self._chunks else self.started
                now = time.perf_counter()
                if self._ended or now - last >= quiet:
                    return last
                if now > end:
                    raise ProgramError(f"not quiet within {timeout} s")
                self._news.wait(last + quiet - now)

    def answer_to(self, *keys: str, quiet: float = 0.08, timeout: float = 30.0) -> Answer:
        """Press keys once the program is quiet and time what comes until it is quiet again."""
        self.wait_quiet(quiet, timeout)
        seen, frames = len(self._chunks), self.frames
        sent = self.press(*keys)
        self._wait_beyond(seen, timeout, f"no answer to {keys}")
        last = self.wait_quiet(quiet, timeout)
        return Answer(self._chunks[seen][0] - sent, last - sent, self.frames - frames)

    def wait_end(self, timeout: float = 30.0) -> int:
        """Wait for the program's own end and for its last words; its exit code."""
        code = self.process.wait(timeout)
        self._reader.join(self.patience)
        return code

    def close(self) -> None:
        """End the program and what it started, if it still runs, and free the terminal."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self.process.poll() is None:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self.process.pid, sign)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self.process.wait(self.patience)
        self.process.wait()
        self._reader.join(self.patience)
        if self._descriptor >= 0 and not self._reader.is_alive():
            os.close(self._descriptor)
            self._descriptor = -1

    def _send(self, data: bytes) -> float:
        sent = time.perf_counter()
        while data:
            if not select.select([], [self._descriptor], [], 10)[1]:
                raise ProgramError("the program does not read what is typed")
            data = data[os.write(self._descriptor, data) :]
        return sent

    def _wait_beyond(self, seen: int, timeout: float, complaint: str) -> None:
        with self._news:
            self._news.wait_for(lambda: len(self._chunks) > seen or self._ended, timeout)
            if len(self._chunks) > seen:
                return
        reason = "ended" if self._ended else f"waited {timeout:.1f} s"
        raise ProgramError(f"{complaint}, {reason}:\n{self.screen()}")

    def _read(self) -> None:
        while not self._ended:
            try:
                data = os.read(self._descriptor, 65536)
            except OSError:  # Linux reports the end of the last program like this
                data = b""
            stamp = time.perf_counter()
            with self._news:
                self._chunks += [(stamp, data)] if data else []
                self._ended = not data
                self._news.notify_all()
            # A program that ended while asking needs no answer.
            with contextlib.suppress(OSError, ProgramError):
                self._answer_questions(data)

    def _answer_questions(self, data: bytes) -> None:
        data = self._unasked + data
        answered = 0
        for question in _QUESTION.finditer(data):
            answered = question.end()
            if question["mode"]:
                state = _MODES.get(question["mode"], 0)
                self._send(b"\x1b[?%s;%d$y" % (question["mode"], state))
            elif question[0] == b"\x1b[6n":
                self.screen()
                cursor = self._screen.cursor
                self._send(b"\x1b[%d;%dR" % (cursor.y + 1, cursor.x + 1))
            elif answer := _ANSWERS.get(question[0].replace(b"0", b"")):
                self._send(answer)
        self._unasked = data[answered:][-32:]

    def _text(self) -> str:
        return "\n".join(line.rstrip() for line in self._screen.display)

    def _draw_next(self) -> None:
        data = self._held + self._chunks[self._drawn][1]
        self._drawn += 1
        cut = data.rfind(b"\x1b")
        self._held = data[cut:] if cut >= 0 and not _COMPLETE.match(data[cut:]) else b""
        data = data[: len(data) - len(self._held)]
        if FRAME_START in data or FRAME_END in data:
            self._in_frame = data.rfind(FRAME_START) > data.rfind(FRAME_END)
        data = _SCREEN_SWITCH.sub(b"\x1b[2J\x1b[H", _NOT_FOR_THE_SCREEN.sub(b"", data))
        self._stream.feed(self._decode(data))
