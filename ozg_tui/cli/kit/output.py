"""What a command prints: JSON for scripts, cleaned lines of at most 80 columns for people."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

from ozg_tui.german.columns import lay_out, width, wrap
from ozg_tui.text import clean

WIDTH = 80
SCHEMA_VERSION = 1


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
    for line in lay_out([[clean(cell) for cell in row] for row in rows], WIDTH, heads):
        print(line)


def paragraph(text: str, indent: str = "") -> None:
    """Print a text broken at blanks."""
    for line in wrap(clean(text), WIDTH - len(indent)):
        print(f"{indent}{line}".rstrip())


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"no JSON for {type(value).__name__}")
