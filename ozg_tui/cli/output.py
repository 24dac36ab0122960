"""What a command prints: JSON for scripts, cleaned lines of at most 80 columns for people."""

import json
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from ozg_tui.text import clean

WIDTH = 80
SCHEMA_VERSION = 1
_GAP = "  "


def write_json(content: Mapping[str, Any]) -> None:
    """Print one JSON document, in ASCII: what a terminal could read as a command is escaped."""
    print(json.dumps({"schema_version": SCHEMA_VERSION, **content}, indent=2, default=_plain))


def say(*lines: str) -> None:
    """Print lines; what is stored in them stays one line and cannot steer the terminal."""
    for line in lines:
        print(clean(line).rstrip())


def title(text: str) -> None:
    """Print a heading with a blank line before it."""
    print()
    say(text, "-" * min(width(clean(text)), WIDTH))


def table(rows: Iterable[Sequence[str]], heads: Sequence[str] = ()) -> None:
    """Print rows in columns; where a line is too short for all, the widest columns wrap."""
    cells = [[clean(cell) for cell in row] for row in rows]
    shown = [list(heads), *cells] if heads else cells
    if not shown:
        return
    count = max(map(len, shown))
    shown = [[*row, *[""] * (count - len(row))] for row in shown]
    widths = [max(width(row[index]) for row in shown) for index in range(count)]
    room = WIDTH - len(_GAP) * (count - 1)
    widths = [min(each, room) for each in widths]
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    for number, row in enumerate(shown):
        _row(row, widths)
        if heads and number == 0:
            print(_GAP.join("-" * each for each in widths))


def paragraph(text: str, indent: str = "") -> None:
    """Print a text broken at blanks."""
    for line in _wrap(clean(text), WIDTH - len(indent)):
        print(f"{indent}{line}".rstrip())


def width(text: str) -> int:
    """How many columns a terminal uses for a text."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def _row(cells: Sequence[str], widths: Sequence[int]) -> None:
    columns = [_wrap(cell, space) for cell, space in zip(cells, widths, strict=True)]
    for index in range(max(map(len, columns))):
        parts = [column[index] if index < len(column) else "" for column in columns]
        line = _GAP.join(
            part + " " * (space - width(part)) for part, space in zip(parts, widths, strict=True)
        )
        print(line.rstrip())


def _wrap(text: str, space: int) -> list[str]:
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, space):
            gap = 1 if lines[-1] else 0
            if width(lines[-1]) + gap + width(piece) > space:
                lines.append(piece)
            else:
                lines[-1] += " " * gap + piece
    return lines


def _pieces(word: str, space: int) -> list[str]:
    if width(word) <= space:
        return [word]
    pieces = [""]
    for char in word:
        if width(pieces[-1] + char) > space:
            pieces.append("")
        pieces[-1] += char
    return pieces


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"no JSON for {type(value).__name__}")
