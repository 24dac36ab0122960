"""From a typed text to the languages of the two full-text indexes.

The words of these languages are folded letters and digits and the marks of `db.search.facets`;
nothing that was typed reaches an index in any other form.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from db.search.facets import ANY, BESIDE, LOOKED_UP, NAME, REMARK, kind
from db.search.text import Part, parts
from ozg_tui.codes.search import Kind

_PLACES = kind(Kind.MUNICIPALITY), kind(Kind.ORGANISATION)

Groups = tuple[tuple[str, ...], ...]
Also = tuple[tuple[str, tuple[str, ...]], ...]
Similar = tuple[tuple[str, tuple[str, ...]], ...]

EXACT_RANKS, HEARD_RANKS = 8, 2
WHOLE_RANKS, NAME_RANKS = 2, 4
"""How many of the exact ranks are whole names, and how many are names at all."""

"""How well an entry fits, the best first: where the words stand, then where they only sound alike.

See `_ranks` and `heard`.
"""


class Query(NamedTuple):
    """A question to the index: everything that is found, and the same in its ranks.

    `found` is None when everything there is belongs to the list; without a text there are no
    ranks.
    """

    found: str | None
    ranks: tuple[str, ...]


class _Language(NamedTuple):
    """A word, a beginning, and what binds them; how the index says that something is missing."""

    word: str
    beginning: str
    all_of: str
    one_of: str
    without: str

    def term(self, word: str) -> str:
        """A word, or with `*` all words that begin so."""
        if word.endswith("*"):
            return self.beginning.format(word[:-1])
        return self.word.format(word)

    def every(self, parts: Iterable[str]) -> str:
        """All of these must hold."""
        return self._joined(self.all_of, parts)

    def either(self, parts: Iterable[str]) -> str:
        """One of these must hold."""
        return self._joined(self.one_of, parts)

    def but_not(self, found: str, *others: str) -> str:
        """The first must hold, and none of the others."""
        return f"({found}{self.without}{self.either(others)})" if others else found

    def _joined(self, sign: str, parts: Iterable[str]) -> str:
        several = list(dict.fromkeys(parts))
        return several[0] if len(several) == 1 else f"({sign.join(several)})"


_LANGUAGES = {
    "sqlite": _Language('"{}"', '"{}"*', " AND ", " OR ", " NOT "),
    "postgresql": _Language("'{}'", "'{}':*", " & ", " | ", " & !"),
}


@lru_cache(maxsize=256)
def query(text: str, wanted: Groups, unwanted: tuple[str, ...], also: Also, dialect: str) -> Query:
    """What the index is asked for a text and for facets.

    Of each group in `wanted` one facet must be met, of `unwanted` none; `also` are facets that
    mean the same as a word of the text.
    """
    language = _LANGUAGES[dialect]
    asked = parts(text)
    if not asked:
        found = _filtered(language, None, wanted, unwanted) if wanted or unwanted else None
        return Query(found, ())
    found, ranks = _ranks(language, asked, dict(also))
    return Query(
        _filtered(language, found, wanted, unwanted),
        tuple(_filtered(language, rank, wanted, unwanted) for rank in ranks),
    )


@lru_cache(maxsize=64)
def heard(
    text: str,
    wanted: Groups,
    unwanted: tuple[str, ...],
    also: Also,
    similar: Similar,
    dialect: str,
) -> Query:
    """What is found beyond `query` when words may also be those that are similar, names first."""
    language, facets, near = _LANGUAGES[dialect], dict(also), dict(similar)
    asked = parts(text)
    exact = language.every(_anywhere(language, part, facets, REMARK) for part in asked)
    names = language.every(
        language.either(
            [
                _in_name(language, part, "{}*", LOOKED_UP, NAME),
                *(
                    language.term(mark + word)
                    for word in near.get(part.spelled_out, ())
                    for mark in (LOOKED_UP, NAME, BESIDE)
                ),
            ]
        )
        for part in asked
    )
    loose = language.every(
        language.either(
            [
                _anywhere(language, part, facets),
                *map(language.term, near.get(part.spelled_out, ())),
            ]
        )
        for part in asked
    )
    # Beside the name of a Kommune stands its Kreis: »Vera« does not mean all of Werra-Meißner.
    beside = language.but_not(loose, *map(language.term, _PLACES))
    found = language.but_not(language.either([names, beside]), exact)
    ranks = language.but_not(names, exact), language.but_not(found, names)
    return Query(
        _filtered(language, found, wanted, unwanted),
        tuple(_filtered(language, rank, wanted, unwanted) for rank in ranks),
    )


def _filtered(
    language: _Language, found: str | None, wanted: Groups, unwanted: tuple[str, ...]
) -> str:
    groups = [language.either(map(language.term, group)) for group in wanted]
    every = [found, *groups] if found else groups or [language.term(ANY)]
    return language.but_not(language.every(every), *map(language.term, unwanted))


def _ranks(
    language: _Language, asked: Sequence[Part], also: Mapping[str, tuple[str, ...]]
) -> tuple[str, list[str]]:
    """Everything that is found, and its parts by how well they fit.

    Names in which all words stand: those that are looked up by one of them, then others. The same
    for names of which the words are beginnings. Words beside names, whole ones first. Whatever
    else has the words. What staff have only noted about somebody.
    """
    whole = _in_names(language, asked, "{}", LOOKED_UP, NAME)
    whole_first = _looked_up(language, asked, "{}", whole)
    begun = _in_names(language, asked, "{}*", LOOKED_UP, NAME)
    begun_first = _looked_up(language, asked, "{}*", begun)
    whole_beside = _in_names(language, asked, "{}", LOOKED_UP, NAME, BESIDE)
    beside = _in_names(language, asked, "{}*", LOOKED_UP, NAME, BESIDE)
    plain = language.every(_anywhere(language, part, also) for part in asked)
    found = language.every(_anywhere(language, part, also, REMARK) for part in asked)
    return found, [
        whole_first,
        language.but_not(whole, whole_first),
        language.but_not(begun_first, whole),
        language.but_not(begun, begun_first, whole),
        language.but_not(whole_beside, begun),
        language.but_not(beside, begun, whole_beside),
        language.but_not(plain, beside),
        language.but_not(found, plain),
    ]


def _in_names(language: _Language, asked: Iterable[Part], form: str, *marks: str) -> str:
    return language.every(_in_name(language, part, form, *marks) for part in asked)


def _in_name(language: _Language, part: Part, form: str, *marks: str) -> str:
    return language.either(
        language.every(
            language.either(language.term(mark + form.format(word)) for mark in marks)
            for word in reading
        )
        for reading in part.readings
    )


def _looked_up(language: _Language, asked: Iterable[Part], form: str, names: str) -> str:
    """Those of the names found that are looked up by one of the words."""
    words = {word for part in asked for reading in part.readings for word in reading}
    one = language.either(language.term(LOOKED_UP + form.format(word)) for word in sorted(words))
    return one if len(words) == 1 else language.every([names, one])


def _anywhere(
    language: _Language, part: Part, also: Mapping[str, tuple[str, ...]], *marks: str
) -> str:
    readings = (
        language.every(language.term(f"{mark}{word}*") for word in reading)
        for mark in ("", *marks)
        for reading in part.readings
    )
    same = map(language.term, part.same)
    endings = (language.term(f"{ending}*") for ending in part.endings)
    means = (language.term(facet) for facet in also.get(part.readings[0][0], ()))
    return language.either([*readings, *endings, *same, *means])
