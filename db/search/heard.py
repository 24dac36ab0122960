"""Names that were heard, not read: which words sound alike or are one letter apart.

`search_word` holds every word of a name with its sound. What is similar to a word is looked up
there by key: by its sound, and by every word that one wrong, missing, extra or swapped letter makes
of it.
"""

import json
import re
import string
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, TextClause, text

from db.search.vocabulary import SPELLED_OUT

MOST_SIMILAR = 24
"""How many words may stand for one: the nearest."""

_SHORTEST, _MIDDLING, _LONG, _LONGEST = 3, 6, 10, 40
_SPELLINGS = (
    (re.compile("ph"), "f"),
    (re.compile("th|dt"), "t"),
    (re.compile("ck"), "k"),
    (re.compile("ay|ei|ey"), "ai"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)

_KEEP = text(
    "INSERT INTO search_word(word, sound) VALUES (:word, :sound) ON CONFLICT (word) DO NOTHING"
)
_SIMILAR: dict[str, TextClause] = {
    "sqlite": text(
        "SELECT word FROM search_word WHERE sound = :sound UNION SELECT word FROM search_word"
        " WHERE word IN (SELECT value FROM json_each(:edits))"
    ),
    "postgresql": text(
        "SELECT word FROM search_word WHERE sound = :sound UNION SELECT word FROM search_word"
        " WHERE word IN (SELECT json_array_elements_text(CAST(:edits AS json)))"
    ),
}


def keep(connection: Connection, words: Iterable[str]) -> None:
    """Remember the words of names; those that are known already stay as they are."""
    spelled = {word for word in words if len(word) >= _SHORTEST and word.isalpha()}
    if spelled:
        connection.execute(
            _KEEP, [{"word": word, "sound": sound(word)} for word in sorted(spelled)]
        )


def similar(connection: Connection, word: str) -> tuple[str, ...]:
    """The known words for which this folded word may have been heard, the nearest first."""
    if not SPELLED_OUT <= len(word) <= _LONGEST:
        return ()
    asked = {"sound": sound(word), "edits": _one_letter_apart(word)}
    found = connection.execute(_SIMILAR[connection.dialect.name], asked).scalars()
    # What begins with the word is found without.
    others = [other for other in found if not other.startswith(word)]
    near = sorted((_apart(word, other), other) for other in others)
    return tuple(other for apart, other in near if apart <= _most_apart(word))[:MOST_SIMILAR]


def _most_apart(word: str) -> int:
    # Words of one sound can be far from each other: Maier and Mohr.
    length = len(_simpler(word))
    return 1 if length < _MIDDLING else 2 if length < _LONG else 3


def _apart(word: str, other: str) -> int:
    return min(distance(word, other), distance(_simpler(word), _simpler(other)))


@lru_cache(maxsize=4096)
def _simpler(word: str) -> str:
    """The word with one spelling for what is spelled in several ways: Meyer, Mayr, Schmidt."""
    for spellings, one in _SPELLINGS:
        word = spellings.sub(one, word)
    return word


@lru_cache(maxsize=64)
def _one_letter_apart(word: str) -> str:
    return json.dumps(sorted(one_letter_apart(word)))


@lru_cache(maxsize=4096)
def sound(word: str) -> str:
    """How a folded word sounds in German: the digits of the Kölner Phonetik.

    Hans Joachim Postel: Die Kölner Phonetik. IBM-Nachrichten 19 (1969), 925-931. Double digits are
    one, vowels count at the beginning alone.
    """
    codes = [_code(word, place) for place in range(len(word))]
    joined = "".join(codes)
    single = "".join(
        sign for place, sign in enumerate(joined) if place == 0 or joined[place - 1] != sign
    )
    return single[:1] + single[1:].replace("0", "")


_CODES = {
    **dict.fromkeys("aeijouy", "0"),
    **dict.fromkeys("b", "1"),
    **dict.fromkeys("fvw", "3"),
    **dict.fromkeys("gkq", "4"),
    "l": "5",
    **dict.fromkeys("mn", "6"),
    "r": "7",
    **dict.fromkeys("sz", "8"),
    "h": "",
}


def _code(word: str, place: int) -> str:
    letter = word[place]
    before = word[place - 1] if place else ""
    after = word[place + 1 : place + 2]
    if letter == "p":
        return "3" if after == "h" else "1"
    if letter in "dt":
        return "8" if after and after in "csz" else "2"
    if letter == "x":
        return "8" if before and before in "ckq" else "48"
    if letter == "c":
        hard = "ahkloqrux" if place == 0 else "ahkoqux"
        return "4" if after and after in hard and before not in tuple("sz") else "8"
    return _CODES.get(letter, "")


def one_letter_apart(word: str) -> set[str]:
    """Every word that one wrong, missing, extra or swapped letter makes of this one."""
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    letters = string.ascii_lowercase
    made = {left + right[1:] for left, right in cuts if right}
    made |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    made |= {left + letter + right[1:] for left, right in cuts if right for letter in letters}
    made |= {left + letter + right for left, right in cuts for letter in letters}
    return made - {word}


@lru_cache(maxsize=4096)
def distance(one: str, other: str) -> int:
    """How many letters are wrong, missing, extra or swapped (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, sign in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != sign))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == sign:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]
