"""What Textual writes for a frame, in fewer bytes: the same cells, over a slow line in less time.

Textual sets every piece of text to its colours from nothing and resets them behind it, and paints
a screen that is mounted several times over. Here colours are changed only where they differ, and a
line that stands in the terminal already is not written again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_COLOURS = re.compile(r"\x1b\[([\d;]*)m")
_STARTS_ANEW = re.compile(r"\x1b\[(?:2J|\?1049[hl])")
_WITH_NUMBERS = {"38", "48"}


class _Style(NamedTuple):
    """Attributes and both colours, as the numbers of a terminal; empty for none."""

    attributes: frozenset[str]
    front: str
    back: str


_PLAIN = _Style(frozenset(), "", "")


class Thrift:
    """Shortens what is written, and remembers the lines that it has written."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}

    def forget(self) -> None:
        """The terminal may show something else by now."""
        self._lines.clear()

    def shortened(self, data: str) -> str:
        """The same cells, with the cursor at the same place; colours are reset at the end."""
        if _STARTS_ANEW.search(data):
            self.forget()
        if "H" not in data:
            return data
        pieces = self._pieces(data)
        written = []
        now = ""
        for number, (move, row, column, content) in enumerate(pieces):
            text = content.rstrip("\n")
            if column == "1" and text:
                if self._lines.get(row) == text and number < len(pieces) - 1:
                    continue
                self._lines[row] = text
            elif text:
                self._lines.pop(row, None)
            short, now = _painted(text, now)
            written.append(move + short)
        return "".join(written) + ("\x1b[0m" if now else "")

    @staticmethod
    def _pieces(data: str) -> list[tuple[str, str, str, str]]:
        """The text from one movement of the cursor to the next: movement, row, column, text."""
        pieces: list[tuple[str, str, str, str]] = []
        end, move, row, column = 0, "", "", ""
        for found in _MOVE.finditer(data):
            if move or found.start() > end:
                pieces.append((move, row, column, data[end : found.start()]))
            move, row, column = found[0], found[1], found[2]
            end = found.end()
        pieces.append((move, row, column, data[end:]))
        return pieces


def _painted(text: str, now: str) -> tuple[str, str]:
    """The text with the fewest changes of colours, and those at its end; `now` were before it."""
    # Textual resets behind every piece.
    parts, wanted, end = [], "", 0
    for found in _COLOURS.finditer(text):
        if piece := text[end : found.start()]:
            parts += [_change(now, wanted), piece]
            now = wanted
        wanted = "" if found[1] in {"", "0"} else found[1]
        end = found.end()
    if piece := text[end:]:
        parts += [_change(now, wanted), piece]
        now = wanted
    return "".join(parts), now


@lru_cache(maxsize=4096)
def _change(now: str, wanted: str) -> str:
    """What turns the colours of one piece into those of the next, in the fewest bytes."""
    if now == wanted:
        return ""
    before, after = _style(now), _style(wanted)
    whole = f"\x1b[0;{wanted}m" if now and wanted else f"\x1b[{wanted or '0'}m"
    if before.attributes - after.attributes or any(
        old and not new for old, new in zip(before[1:], after[1:], strict=True)
    ):
        return whole
    codes = sorted(after.attributes - before.attributes)
    codes += [new for old, new in zip(before[1:], after[1:], strict=True) if new != old]
    return f"\x1b[{';'.join(codes)}m"


def _style(codes: str) -> _Style:
    attributes, front, back = set(), "", ""
    numbers = iter(codes.split(";")) if codes else iter(())
    for number in numbers:
        if number in _WITH_NUMBERS:
            kind = next(numbers)
            rest = [next(numbers) for _ in range(1 if kind == "5" else 3)]
            colour = ";".join((number, kind, *rest))
        else:
            colour = number
        value = int(number)
        if number == "38" or 30 <= value <= 37 or 90 <= value <= 97 or value == 39:
            front = colour
        elif number == "48" or 40 <= value <= 47 or 100 <= value <= 107 or value == 49:
            back = colour
        else:
            attributes.add(colour)
    return _Style(frozenset(attributes), front, back)
