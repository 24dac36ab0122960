"""Texts that a spreadsheet would compute are guarded; reading takes the guard away again."""

import re
import unicodedata

_GUARD = "'"
_SIGNS = frozenset("=+-@'")
_IGNORED = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
_PHONE = re.compile(r"\+[1-9]\d{0,2}(?: \d+)+(?:-\d+)?")
"""A number with blanks stays a text in every spreadsheet: `+49 611 353-1950`."""


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula."""
    return f"{_GUARD}{text}" if _computes(text) else text


def unguarded(text: str) -> str:
    """The text without the apostrophe that `guarded` put before it."""
    if text.startswith(_GUARD) and _computes(text[1:]):
        return text[1:]
    return text


def _computes(text: str) -> bool:
    """Whether the first sign that counts begins a formula; full-width signs count as well."""
    if text[:1].isalnum():
        return False
    for char in text:
        if unicodedata.category(char) in _IGNORED:
            continue
        begins = unicodedata.normalize("NFKC", char)[:1] in _SIGNS
        return begins and _PHONE.fullmatch(text) is None
    return False
