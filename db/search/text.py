"""What a typed text can mean: words that begin something, or a number in any German spelling."""

import re
from functools import lru_cache
from typing import NamedTuple

from db.fold import WORD_LENGTH, fold, words
from db.search.facets import REVERSED
from db.search.vocabulary import SPELLED_OUT, same_meaning

MOST_WORDS = 24
"""Of a longer text the first words count: each one costs a look into the index."""

_NUMBER_LENGTH = 5
_BETWEEN = r"[\s()/.+\-\u2010-\u2015]"
_NUMBER = re.compile(rf"(?:[0-9]|{_BETWEEN})+")
_PART = re.compile(
    r"[0-9a-z]*[a-z][0-9a-z]*"
    rf"|[+(]*[0-9]+(?![0-9a-z])(?:{_BETWEEN}+[0-9]+(?![0-9a-z]))*"
)


class Part(NamedTuple):
    """A word, or digits that stand together; an entry meets it in one of its readings.

    All words of a reading must be met. `endings` are numbers from the end, marked as such, `same`
    words of the same meaning, which make no name.
    """

    readings: tuple[tuple[str, ...], ...]
    endings: tuple[str, ...] = ()
    same: tuple[str, ...] = ()

    @property
    def spelled_out(self) -> str:
        """The word when it is long enough to have been heard wrongly, else empty."""
        word = self.readings[0][0]
        return word if len(word) >= SPELLED_OUT and word.isalpha() else ""


def pieces(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a text in their order."""
    return tuple(each[0].strip() for each in _PART.finditer(fold(text)))[:MOST_WORDS]


@lru_cache(maxsize=512)
def parts(text: str) -> tuple[Part, ...]:
    """The parts of a text, each of which an entry must meet; none without a letter or digit."""
    found = dict.fromkeys(_part(each[0]) for each in _PART.finditer(fold(text)))
    return tuple(found)[:MOST_WORDS]


def _part(typed: str) -> Part:
    plain = tuple(dict.fromkeys(words(typed)))[:MOST_WORDS]
    number = phone_digits(typed)[:WORD_LENGTH]
    if not number:
        return Part((plain,), same=same_meaning(plain[0]))
    readings = [plain, (number,)]
    if not number.startswith("0"):
        readings.append((f"0{number}",))
    return Part(tuple(dict.fromkeys(readings)), (reversed_number(number),))


def phone_digits(text: str) -> str:
    """The digits of a text that is a number in any German spelling, `+49` as `0`; else empty.

    Without a country code it takes five digits to be a number.
    """
    if not _NUMBER.fullmatch(text):
        return ""
    digits, has_plus = _digits(text), text.lstrip(" (").startswith("+")
    if not has_plus and not digits.startswith("00"):
        return digits if len(digits) >= _NUMBER_LENGTH else ""
    digits = ("00" if has_plus else "") + _digits(text.replace("(0)", ""))
    if not digits.startswith("0049"):
        return digits if len(digits) > len("00") else ""
    national = digits.removeprefix("0049").lstrip("0")
    return f"0{national}" if national else ""


def reversed_number(digits: str) -> str:
    """The word by which a number is found from its end."""
    return REVERSED + digits[::-1][:WORD_LENGTH]


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
