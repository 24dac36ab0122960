"""Stem and extension: all numbers of one telephone system begin alike.

A hyphen stands in front of an extension and nowhere else (DIN 5008): `069 90009-117` has the stem
`069 90009`, whose switchboard is `069 90009-0`.
"""

import re

from ozg_tui.rules.area_code import area_code

LONGEST_EXTENSION = 5
_SHORTEST_STEM = 2
"""Digits behind the area code, as in `06442 96-0`; a hyphen before them ends the area code."""

_COUNTRY = "+49"
_HYPHEN = re.compile("[-\u2010-\u2015\u2212]")


def possible_stems(e164: str) -> tuple[str, ...]:
    """Give the stems that a number can have, longest first; none unless it is a German landline."""
    shortest = _shortest_stem(e164)
    if shortest is None:
        return ()
    lengths = range(len(e164) - 1, max(shortest, len(e164) - LONGEST_EXTENSION) - 1, -1)
    return tuple(e164[:length] for length in lengths)


def stem_of(raw: str, e164: str, *, is_switchboard: bool) -> str | None:
    """Give the stem of a known number: what was written before the hyphen.

    A switchboard written without one ends in its `0`. None where the stem cannot be told.
    """
    shortest = _shortest_stem(e164)
    if shortest is None:
        return None
    parts = _HYPHEN.split(raw)
    for index in range(1, len(parts)):
        extension = "".join(filter(str.isdecimal, "".join(parts[index:])))
        stem = e164.removesuffix(extension)
        if stem != e164 and len(stem) >= shortest:
            return stem
    if is_switchboard and e164.endswith("0") and len(e164) > shortest:
        return e164[:-1]
    return None


def with_extension(e164: str, stem: str) -> str:
    """Write a number with its extension: `069 90009-117`."""
    code = area_code(e164) or ""
    subscriber = stem[len(_COUNTRY) + len(code) - 1 :]
    return f"{code} {subscriber}-{e164[len(stem) :]}"


def _shortest_stem(e164: str) -> int | None:
    code = area_code(e164)
    return None if code is None else len(_COUNTRY) + len(code) - 1 + _SHORTEST_STEM
