"""How names meet: one folded form for searching, one key for sorting (DIN 5007-1)."""

import re
import unicodedata

_STROKES = str.maketrans(
    {"ß": "ss", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ı": "i", "æ": "a", "œ": "o", "þ": "th"}
)
_UMLAUT_PAIRS = re.compile("([aou])e+")
_WORD = re.compile("[0-9a-z]+")
WORD_LENGTH = 64
_PUNCTUATION = str.maketrans({c: chr(i + 2) for i, c in enumerate(" _-,;:!?.'\"()/")})

END_OF_NAME = "\x01"


def plain(text: str) -> str:
    """Lower-case letters without accents: `Müller` and `MULLER` become `muller`."""
    if text.isascii():
        return text.lower()
    # Twice, because signs such as `㎐` come apart into capital letters.
    for _ in range(2):
        text = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES))
    return "".join(c for c in text if not unicodedata.combining(c)).translate(_STROKES)


def fold(text: str) -> str:
    """The form in which `Müller`, `Mueller`, `MULLER` and `müller` are one word.

    A prefix of a text folds to a prefix of its folded form, so that search as you type holds.
    """
    return _UMLAUT_PAIRS.sub(r"\1", plain(text))


def words(text: str) -> list[str]:
    """The folded words of a text in their order, without punctuation.

    Of longer words the first letters count: PostgreSQL refuses words that fill a page.
    """
    return [word[:WORD_LENGTH] for word in _WORD.findall(fold(text))]


def sort_key(text: str) -> str:
    """A string that sorts, byte by byte, as DIN 5007-1 asks: ä as a, ß as ss, then by case."""
    bare = plain(text).translate(_PUNCTUATION)
    return bare + END_OF_NAME + text.lower().replace("ß", "sß")
