"""The words of `spoken.toml`: forms of address, offices, bodies, words that mean one thing."""

import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple

from db.fold import words
from db.search.facets import head, role

SPELLED_OUT = 4
"""How many letters make a word that may have been heard wrongly, and is no short form."""

_HEADS = {"mayor": head(of_district=False), "district_head": head(of_district=True)}

_BEGINS = 6
"""How many letters tell a word of the field from others before it is written to its end."""


class Office(NamedTuple):
    """A function as people name it; `instead` is what the Kommune is called that has it.

    `word` is the one that is searched: short ones would be met as beginnings of others.
    """

    facet: str
    word: str
    instead: str = ""


class Vocabulary(NamedTuple):
    """Folded words; `salutations` lead to a code, `bodies` to what the Kommune is called instead.

    `endings` are those of the parts of an administration, `same` are words of one meaning.
    """

    salutations: dict[str, str]
    titles: frozenset[str]
    little: frozenset[str]
    bodies: dict[str, str]
    offices: dict[str, Office]
    endings: tuple[str, ...]
    same: dict[str, tuple[str, ...]]

    def is_department(self, word: str) -> bool:
        """Whether a word names a part of an administration."""
        return word.endswith(self.endings) and word not in self.bodies

    def is_spoken(self, word: str) -> bool:
        """Whether a word stands beside names."""
        beside = (self.salutations, self.titles, self.little, self.bodies, self.offices)
        return any(word in each for each in beside) or self.is_department(word)


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words, read once."""
    held = tomllib.loads((files("db.search") / "spoken.toml").read_text("utf-8"))
    drops = held["drops"]
    return Vocabulary(
        {word: code for code in ("ms", "mr") for word in _folded(drops[code])},
        frozenset(_folded(drops["titles"])),
        frozenset(_folded(drops["little"])),
        {word: each.get("instead", "") for each in held["body"] for word in _folded(each["words"])},
        {
            word: Office(
                _HEADS.get(each["role"]) or role(each["role"]),
                word if len(word) >= SPELLED_OUT else _folded(each["words"])[0],
                each.get("instead", ""),
            )
            for each in held["office"]
            for word in _folded(each["words"])
        },
        tuple(_folded(held["departments"]["endings"])),
        _same([tuple(_folded(each["words"])) for each in held["same"]]),
    )


def _folded(several: Iterable[str]) -> list[str]:
    return ["".join(words(each)) for each in several]


def _same(groups: Iterable[tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {
        word: tuple(each for each in group if each != word) for group in groups for word in group
    }


def offices() -> dict[str, str]:
    """The facet of the function that each folded word for an office names."""
    return {word: each.facet for word, each in vocabulary().offices.items()}


@lru_cache(maxsize=512)
def same_meaning(word: str) -> tuple[str, ...]:
    """Folded words that mean the same as this one, also while its end is still to come."""
    same = vocabulary().same
    if word in same:
        return same[word]
    if len(word) < _BEGINS:
        return ()
    begun = (others for known, others in same.items() if known.startswith(word))
    return tuple(
        dict.fromkeys(each for others in begun for each in others if not each.startswith(word))
    )
