"""The only door through which stored text reaches a screen, a log or a terminal.

Textual and terminals read commands in text: `[/]` crashes a label, ESC sequences reach the
terminal. Cleaned text holds neither; `content` hands it to Textual as plain characters.
"""

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.content import Content

_JOINER = "\u200d"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_LINE_BREAK = " ⏎ "
SUBSTITUTE = "·"
"""Stands where a character was that a screen must not get."""


def clean(text: object, *, multiline: bool = False) -> str:
    """The text with composed letters and without control, direction and invisible characters.

    Tabs become blanks; line breaks stay with `multiline` and become a visible sign without it.
    """
    raw = "" if text is None else str(text)
    if raw.isascii() and raw.isprintable():
        return raw
    raw = raw.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    raw = raw.replace("\u2028", "\n").replace("\u2029", "\n")
    raw = unicodedata.normalize("NFC", raw)
    shown = "".join(_shown(char) for char in raw)
    return shown if multiline else shown.replace("\n", _LINE_BREAK)


def in_one_line(pasted: str) -> str:
    """All lines of a pasted text, cleaned and joined with single blanks."""
    return " ".join(clean(pasted, multiline=True).split())


def content(text: object, style: str = "") -> "Content":
    """The text for Textual: cleaned, never read as markup."""
    from textual.content import Content

    return Content.styled(clean(text), style) if style else Content(clean(text))


def paragraphs(text: object) -> "Content":
    """Text of several lines for Textual: cleaned, never read as markup."""
    from textual.content import Content

    return Content(clean(text, multiline=True))


def _shown(char: str) -> str:
    if char in ("\n", _JOINER):
        return char
    return SUBSTITUTE if unicodedata.category(char) in _HIDDEN else char
