"""Three letters for each bundle, so that seventeen of them stand beside each other as heads."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

LENGTH = 3
_NO_LETTERS = re.compile(r"[^A-ZÄÖÜ]")
_SMALL_WORDS = frozenset({"und", "nach", "der", "die", "das", "für", "im", "in", "von", "zur"})


def short_names(names: Iterable[str]) -> tuple[str, ...]:
    """A short name for each name, no two alike; earlier names get the nearer letters.

    Taken are the first letters of the name, then those of two of its words, then the first letter
    with later ones, at last a number.
    """
    taken: set[str] = set()
    found = []
    for name in names:
        short = next(each for each in _candidates(name) if each not in taken)
        taken.add(short)
        found.append(short)
    return tuple(found)


def _candidates(name: str) -> Iterator[str]:
    words = [
        letters
        for word in name.split()
        if word not in _SMALL_WORDS and (letters := _NO_LETTERS.sub("", word.upper()))
    ]
    whole = "".join(words)
    yield whole[:LENGTH].ljust(LENGTH, "X")
    if len(words) > 1:
        yield (words[0][0] + words[-1])[:LENGTH].ljust(LENGTH, "X")
        yield (words[0][:2] + words[-1])[:LENGTH].ljust(LENGTH, "X")
    for later in combinations(whole[1:], LENGTH - 1):
        yield whole[0] + "".join(later)
    number = 1
    while True:
        yield f"{whole[:1]}{number:02}"
        number += 1
