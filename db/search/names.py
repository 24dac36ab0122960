"""Under which other words a name is known: abbreviations spelled out, and what a Kommune is."""

import re
from collections.abc import Iterator

from db.fold import words
from ozg_tui.codes.register import OrganisationKind

_SHORT_FORM = re.compile(r"([^\W\d_]+)\.")
_SPELLED_OUT = {
    "a": ("am", "an"),
    "b": ("bei",),
    "d": ("der",),
    "i": ("im", "in"),
    "m": ("main",),
    "odw": ("odenwald",),
    "st": ("sankt",),
    "ts": ("taunus",),
    "v": ("vor", "von"),
}
_ABBREVIATED = {"odenwald": "odw", "sankt": "st", "taunus": "ts"}
"""Those of which the short form is no beginning: beginnings are found anyway."""

_INITIALS = re.compile(r"((?:\b[^\W\d_]\.\s*){2,})([^\W\d_])?")
"""Two short forms or more, and how the word behind them begins: `v. d. H`."""

_DISTRICT = ("landkreis", "kreis", "lk")
_CALLED = {
    "landkreis": _DISTRICT,
    "kreisfreie_stadt": ("stadt",),
    "sonderstatus_stadt": ("stadt",),
    "stadt": ("stadt",),
    "gemeinde": ("gemeinde",),
}


def other_words(name: str, kind: str) -> tuple[str, ...]:
    """Folded words that mean the same as words of a name: `a. d. Lahn`, `LK Fulda`, `St. Goar`.

    `v. d. Höhe` is also typed as one word, `vdh`, and so is a whole name.

    The words for a Landkreis are among them: it bears the name of a town.
    """
    others = [*_spelled_out(name), *_abbreviated(name), *_initials(name), *in_one_word(name)]
    return tuple(
        dict.fromkeys([*others, *(_DISTRICT if kind == OrganisationKind.LANDKREIS else ())])
    )


def in_one_word(name: str) -> tuple[str, ...]:
    """A name of several words drawn together: `neuisenburg`, `hofmannriem`, `vandenberg`."""
    several = words(name)
    return tuple(words("".join(several))) if len(several) > 1 else ()


def called(kind: str) -> tuple[str, ...]:
    """Folded words for a kind of Kommune, as people put them before its name."""
    return _CALLED.get(kind, ())


def _spelled_out(name: str) -> Iterator[str]:
    for short in _SHORT_FORM.findall(name):
        yield from _SPELLED_OUT.get(short.lower(), ())


def _initials(name: str) -> Iterator[str]:
    for short, next_letter in _INITIALS.findall(name):
        yield from words("".join(filter(str.isalpha, short)) + next_letter)


def _abbreviated(name: str) -> Iterator[str]:
    for word in words(name):
        if word in _ABBREVIATED:
            yield _ABBREVIATED[word]
