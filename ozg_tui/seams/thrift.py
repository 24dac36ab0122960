"""What Textual writes for a frame, in fewer bytes: the same cells, over a slow line in less time.

Textual sets every piece of text to its colours from nothing and resets them behind it, and paints
a screen that is mounted several times over. Here colours are changed only where they differ, and of
a line that stands in the terminal already only those cells are written that are others now.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from operator import ne, or_
from typing import NamedTuple

from rich.cells import cell_len

_MOVE = re.compile(r"\x1b\[(\d+);(\d+)H")
_COLOURS = re.compile(r"\x1b\[([\d;]*)m")
_STARTS_ANEW = re.compile(r"\x1b\[(?:2J|\?1049[hl])")
_COMBINING = re.compile(r"[\u0300-\u036f\u200b-\u200f\u2028-\u202f\ufe00-\ufe0f]")
_WITH_NUMBERS = {"38", "48"}
_OTHERS = re.compile(rb"\x01(?:\x00{0,6}\x01)*")
"""Cells that differ; up to six that stay are written again: a movement has as many bytes."""


class _Style(NamedTuple):
    """Attributes and both colours, as the numbers of a terminal; empty for none."""

    attributes: frozenset[str]
    front: str
    back: str


class _Cells(NamedTuple):
    """The signs of a line, and for each of them its colours."""

    signs: str
    styles: list[str]


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
        now, last = "", 0
        for number, (move, row, column, content) in enumerate(pieces):
            text = content.rstrip("\n")
            if column == "1" and text:
                before, self._lines[row] = self._lines.get(row), text
                # Behind the last piece the cursor stays.
                if before is not None and number < len(pieces) - 1:
                    if before != text:
                        start, short, now = _repainted(before, text, now)
                        written.append(_moved(last, int(row), start) + short)
                        last = int(row)
                    continue
                written.append(_moved(last, int(row), 1))
            else:
                if text:
                    self._lines.pop(row, None)
                written.append(move)
            short, now = _painted(text, now)
            written.append(short)
            last = int(row or 0)
        return "".join(written) + ("\x1b[m" if now else "")

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


def _moved(last: int, row: int, column: int) -> str:
    """What brings the cursor to a cell; `last` is the row where it is, 0 where that is unknown."""
    if last == 0 or row != last + 1:
        return f"\x1b[{row};{column}H"
    return "\r\n" + (f"\x1b[{column - 1}C" if column > 1 else "")


def _repainted(before: str, text: str, now: str) -> tuple[int, str, str]:
    """What makes one line of another: from which column, and then as `_painted` does."""
    whole, end = _painted(text, now)
    old, new = _cells(before), _cells(text)
    if old is None or new is None:
        return 1, whole, end
    parts: list[str] = []
    start = reached = 0
    for found in _OTHERS.finditer(_differing(old, new)):
        if reached:
            parts.append(f"\x1b[{found.start() - reached}C")
        else:
            start = found.start() + 1
        reached = found.end()
        at = found.start()
        for style, run in groupby(new.styles[at:reached]):
            end_of_run = at + len(tuple(run))
            parts += [_change(now, style), new.signs[at:end_of_run]]
            at, now = end_of_run, style
    short = "".join(parts)
    return (start, short, now) if start and len(short) < len(whole) else (1, whole, end)


def _differing(old: _Cells, new: _Cells) -> bytes:
    """For each cell of the new line 1 where it is another one than in the old, else 0."""
    signs, styles = map(ne, old.signs, new.signs), map(ne, old.styles, new.styles)
    return bytes(map(or_, signs, styles)).ljust(len(new.signs), b"\1")


@lru_cache(maxsize=512)
def _cells(text: str) -> _Cells | None:
    """The cells of a line; None where a sign takes another place than one cell."""
    signs: list[str] = []
    styles: list[str] = []
    wanted, end = "", 0
    for found in _COLOURS.finditer(text):
        if piece := text[end : found.start()]:
            signs.append(piece)
            styles += [wanted] * len(piece)
        wanted = "" if found[1] in {"", "0"} else found[1]
        end = found.end()
    signs.append(text[end:])
    styles += [wanted] * len(signs[-1])
    plain = "".join(signs)
    if not plain.isascii() and (cell_len(plain) != len(plain) or _COMBINING.search(plain)):
        return None
    return _Cells(plain, styles) if plain.isprintable() else None


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
