"""Reads what is typed into a search box: words, numbers, filters as `kreis:fulda -status:live`.

Pure and quick. One text is read for its lines, their number and their reasons, so the last ones are
remembered.
"""

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from db.fold import fold, words
from db.search.facets import kind, role, topic
from db.search.query import Also, Groups
from db.search.text import parts
from db.search.vocabulary import SPELLED_OUT, offices
from ozg_tui.codes.search import Kind
from ozg_tui.desk.search.filters import DISTRICT, FILTERS, Surroundings, meaning
from ozg_tui.german.labels import ROLES, TOPICS

_FILTER = re.compile(
    r"(?<!\S)(?P<minus>-?)(?P<name>[^\W\d_]+):"
    r"(?P<value>\"[^\"]*\"?|„[^“”\"]*[“”\"]?|»[^«]*«?|\S*)"
)
_QUOTES = '"„“”»«'
_NUMBERS = frozenset({"tel", "callto"})
_ADDRESSES = frozenset({"http", "https", "mailto"})
_SAYING_NOTHING = frozenset({"other", "historic"})


class Asked(NamedTuple):
    """What was asked for; see `db.search.pages.Scope`."""

    text: str
    wanted: Groups = ()
    unwanted: tuple[str, ...] = ()
    also: Also = ()


def apart(text: str) -> tuple[str, str]:
    """The words of a text, and what stands in it with a colon."""
    if ":" not in text:
        return text, ""
    filters = " ".join(found[0] for found in _FILTER.finditer(text))
    return _FILTER.sub(" ", text), filters


def names_a_district(text: str) -> bool:
    """Whether `understand` has to know the Landkreise."""
    return ":" in text and f"{DISTRICT}:" in fold(text)


@lru_cache(maxsize=512)
def understand(text: str, around: Surroundings) -> Asked:
    """The words of a text, and the facets that its filters ask for.

    Several filters of one word are alternatives, except `mit:`, `ohne:` and `wer:`. Raises
    `FilterError` with the possible words when there is no such filter or value.
    """
    # An umlaut that is typed as letter and dots would end the word of a filter.
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    if ":" not in composed:
        return Asked(composed, also=_also(composed))
    filters = _Filters(around)
    rest = _FILTER.sub(filters.take, composed)
    return Asked(rest, filters.wanted(), tuple(dict.fromkeys(filters.unwanted)), _also(rest))


class _Filters:
    """Takes the filters out of a text, one after the other."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._one_of: dict[str, list[str]] = defaultdict(list)
        self._each: list[tuple[str, ...]] = []
        self.unwanted: list[str] = []

    def wanted(self) -> Groups:
        """The groups of facets, of each of which one must be met."""
        one_of = (tuple(dict.fromkeys(group)) for group in self._one_of.values())
        return (*one_of, *dict.fromkeys(self._each))

    def take(self, found: re.Match[str]) -> str:
        """What stays in the text in the place of a filter."""
        name, value = "".join(words(found["name"])), found["value"]
        if name in _NUMBERS:
            return f" {unquote(value).partition(';')[0]} "
        is_prose = not value and found.end() < len(found.string) and name not in FILTERS
        if name in _ADDRESSES or is_prose:
            return found[0]
        meant = meaning(found["name"], value.strip(_QUOTES), self._around)
        if meant is None:
            return " "
        if found["minus"]:
            self.unwanted += [facet for group in meant.groups for facet in group]
        elif meant.joins:
            self._one_of[name] += [facet for group in meant.groups for facet in group]
        else:
            self._each += meant.groups
        return " "


def _meanings() -> dict[str, tuple[str, ...]]:
    """The facets of each word of a role or a topic."""
    found: dict[str, list[str]] = defaultdict(list)
    for labels, facet in ((ROLES, role), (TOPICS, topic)):
        for code, label in labels.items():
            if code not in _SAYING_NOTHING:
                for word in words(label):
                    found[word].append(facet(code))
    for word, facet_of_office in offices().items():
        found[word].append(facet_of_office)
    for word in ("modellkommune", "modellkommunen"):
        found[word].append(kind(Kind.MODEL_PROJECT))
    return {word: tuple(facets) for word, facets in found.items() if word not in _LITTLE_WORDS}


_LITTLE_WORDS = frozenset({"der"})
_MEANINGS = _meanings()


def _also(text: str) -> Also:
    """The roles and topics that words of the text name, or begin when they are spelled out."""
    found = []
    for word in dict.fromkeys(part.readings[0][0] for part in parts(text)):
        begins = len(word) >= SPELLED_OUT
        named = [
            facet
            for known, facets in _MEANINGS.items()
            if known == word or (begins and known.startswith(word))
            for facet in facets
        ]
        if named:
            found.append((word, tuple(dict.fromkeys(named))))
    return tuple(found)
