"""The Handbuch for staff: its sections, found by a word, as plain lines."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from db.fold import words

_INSTALLED = Path(__file__).with_name("handbuch.md")
_IN_THE_SOURCES = Path(__file__).parents[1] / "docs" / "handbuch.md"

_SECTION = re.compile(r"^## (?P<title>.+?)\n(?P<text>.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_PICTURE = re.compile(r"^!\[.*?\]\(.*?\)\n?", re.MULTILINE)
_RULE = re.compile(r"^\|[-|]+\|\n", re.MULTILINE)
_CODE = re.compile(r"^```\w*\n(.*?)\n```$", re.DOTALL | re.MULTILINE)
_MARKS = re.compile(r"[`*]")
_BROKEN_LINE = re.compile(r"(?<=[^\n|])\n(?=[^\n|\- ])")


class Section(NamedTuple):
    """A section of the Handbuch in plain text; a row of a table is a line."""

    title: str
    text: str


@cache
def sections() -> tuple[Section, ...]:
    """All sections in their order."""
    path = _INSTALLED if _INSTALLED.exists() else _IN_THE_SOURCES
    return tuple(
        Section(found["title"], _plain(found["text"]))
        for found in _SECTION.finditer(path.read_text(encoding="utf-8"))
    )


def about(text: str) -> list[Section]:
    """The sections with all words of a text, the ones called so first; all without a word."""
    wanted = words(text)

    def has(held: str) -> bool:
        return all(any(each.startswith(word) for each in words(held)) for word in wanted)

    titled = [each for each in sections() if has(each.title)]
    return titled + [
        each for each in sections() if each not in titled and has(f"{each.title} {each.text}")
    ]


def _plain(text: str) -> str:
    text = _CODE.sub(r"    \1", _RULE.sub("", _PICTURE.sub("", text)))
    text = _BROKEN_LINE.sub(" ", text)
    lines = [_row(line) if line.startswith("|") else line for line in text.splitlines()]
    return _MARKS.sub("", "\n".join(lines)).strip()


def _row(line: str) -> str:
    cells = [cell.strip() for cell in line.strip("|").split(" | ")]
    return f"  {'  →  '.join(cell.strip() for cell in cells)}"
