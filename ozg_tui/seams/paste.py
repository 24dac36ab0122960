"""What is pasted is text, and Esc is a key of its own: what the terminal sends, read with care.

Textual's parser ends a paste at its closing mark alone, but hands on as keys whatever other escape
sequence stands within it. In a list those letters would be commands.

Esc and a letter soon after it arrive as the Alt key and that letter; Textual types a letter of its
own then, or another sign. Nobody here has a use for Alt, and many press Esc and go on at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.message import Message

_ESCAPE = "\x1b"
_KEY = re.compile(r"[0-9A-NQ-WYZa-zÄÖÜäöüß.,:;+*#?!/=()<>-]")
"""A key that begins no sequence behind Esc, as [, O, P, X and ] do."""

_ESCAPE_AND_KEY = re.compile(f"(?<={_ESCAPE})(?={_KEY.pattern})")


class PasteParser(XTermParser):
    """Reads a terminal; within a paste an escape character counts only as part of its end."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        self._is_pasting = False
        self._is_behind_escape = False
        self._begun = ""
        """The beginning of a mark at the end of what came last, until the rest of it comes."""

    def feed(self, data: str) -> Iterable[Message]:
        """Read what the terminal sent; nothing means that it sends no more."""
        passed = self._passed(data)
        if not passed:
            return super().feed("") if not data else ()
        return self._keys(passed)

    def _keys(self, passed: str) -> Iterable[Message]:
        """Read it; behind Esc a key is not waited for as the rest of a sequence."""
        for part in _ESCAPE_AND_KEY.split(passed):
            if self._is_behind_escape and _KEY.match(part):
                yield from self._end_of_waiting()
            yield from super().feed(part)
            self._is_behind_escape = part.endswith(_ESCAPE)

    def _end_of_waiting(self) -> Iterable[Message]:
        """As if nothing had come for a while: what has come is all."""
        if self._timeout_time is not None:
            self._timeout_time = 0.0
        yield from self.tick()

    def _passed(self, data: str) -> str:
        passed = []
        while data:
            if self._is_pasting:
                text, end, data = (self._begun + data).partition(BRACKETED_PASTE_END)
                self._begun = "" if end else _beginning(BRACKETED_PASTE_END, text)
                text = text.removesuffix(self._begun) if self._begun else text
                passed.append(text.replace(_ESCAPE, "") + end)
                self._is_pasting = not end
            else:
                # Nothing is held back: the beginning of a mark may be the Esc key.
                before, start, rest = (self._begun + data).partition(BRACKETED_PASTE_START)
                passed.append(data.removesuffix(rest) if start and rest else data)
                self._begun = "" if start else _beginning(BRACKETED_PASTE_START, before)
                data, self._is_pasting = rest, bool(start)
        return "".join(passed)


def _beginning(mark: str, text: str) -> str:
    """What a text ends with, as far as it is the beginning of a mark."""
    lengths = range(min(len(mark) - 1, len(text)), 0, -1)
    return next((mark[:length] for length in lengths if text.endswith(mark[:length])), "")


def guard_pastes() -> None:
    """Let the terminal's driver read with it."""
    from textual.drivers import linux_driver

    linux_driver.XTermParser = PasteParser  # type: ignore[attr-defined]
