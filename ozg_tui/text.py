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
_MEANINGLESS = frozenset(
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff"
)
_LINE_BREAK = " ⏎ "
SUBSTITUTE = "·"
"""Stands where a character was that a screen must not get."""

LOST = "\ufffd"
"""Stands in a field where a character came that no text can hold; it is not saved."""


def clean(text: object, *, multiline: bool = False) -> str:
    """The text with composed letters and without control, direction and invisible characters.

    Tabs become blanks; line breaks stay with `multiline` and become a visible sign without it.
    """
    raw = "" if text is None else str(text)
    if raw.isascii() and raw.isprintable():
        return raw
    raw = unicodedata.normalize("NFC", _in_lines(raw))
    shown = "".join(_shown(char) for char in raw)
    return shown if multiline else shown.replace("\n", _LINE_BREAK)


class UnreadableError(ValueError):
    """A text holds a character that nobody can read; `str()` is a German sentence."""


def entered(text: str, *, multiline: bool = False) -> str:
    """What somebody typed, pasted or sent, as it is kept: without what carries nothing.

    Soft hyphens, zero-width characters and marks of direction come along with what is copied; kept,
    they would keep a name from being found. Raises `UnreadableError` for what else has no shape.
    """
    kept = without_invisible(text)
    for char in _in_lines(kept):
        if char == LOST or (char != "\n" and _is_hidden(char)):
            code = "" if char == LOST else f" (U+{ord(char):04X})"
            raise UnreadableError(
                f"Darin steht ein Zeichen, das niemand lesen kann{code}. Bitte löschen oder neu "
                "tippen."
            )
    return clean(kept, multiline=multiline)


def pasted(text: str) -> str:
    """What a field shows of a pasted text; what has no shape becomes a mark that can be seen."""
    kept = unicodedata.normalize("NFC", _in_lines(without_invisible(text)))
    return "".join(LOST if char != "\n" and _is_hidden(char) else char for char in kept)


def in_one_line(text: str) -> str:
    """All lines of a pasted text, joined with single blanks."""
    return " ".join(pasted(text).split())


def without_invisible(text: str) -> str:
    """The text without characters that nobody sees and that mean nothing in German."""
    if text.isascii():
        return text
    kept: list[str] = []
    for char in text:
        # A joiner holds signs together that are one picture.
        is_part = char == _JOINER and kept and unicodedata.category(kept[-1])[0] in "SM"
        if is_part or char not in _MEANINGLESS:
            kept.append(char)
    return "".join(kept)


def content(text: object, style: str = "") -> "Content":
    """The text for Textual: cleaned, never read as markup."""
    from textual.content import Content

    return Content.styled(clean(text), style) if style else Content(clean(text))


def pieces(text: object, *styled: tuple[str, int, int]) -> "Content":
    """The text for Textual, with styles from one place of it to another."""
    shown = content(text)
    for style, first, last in styled:
        shown = shown.stylize(style, first, last)
    return shown


def paragraphs(text: object) -> "Content":
    """Text of several lines for Textual: cleaned, never read as markup."""
    from textual.content import Content

    return Content(clean(text, multiline=True))


def _in_lines(text: str) -> str:
    """The text with one kind of line break, and blanks for tabs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


def _shown(char: str) -> str:
    if char == "\n":
        return char
    return SUBSTITUTE if _is_hidden(char) else char


def _is_hidden(char: str) -> bool:
    return char != _JOINER and unicodedata.category(char) in _HIDDEN
