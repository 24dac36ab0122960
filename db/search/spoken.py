"""How a text may have been meant in which people say more than names.

The readings of a text follow from `db.search.vocabulary`, the plainest last: each is a text that is
searched like a typed one, with what it leaves out.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from db.search.text import pieces
from db.search.vocabulary import Vocabulary, vocabulary

_TITLES = {"doktor": "dr", "professor": "prof", "professorin": "prof"}


class Reading(NamedTuple):
    """A text as it may have been meant.

    `salutation` is that of who is looked for; `names_a_person` also where it does not count.
    `is_of_people` when an office was named: then a note that has the words is no answer. `left_out`
    are the folded words that count no more.
    """

    text: str
    salutation: str = ""
    names_a_person: bool = False
    is_of_people: bool = False
    left_out: tuple[str, ...] = ()


class _Counts(NamedTuple):
    """What of a text still counts in a reading."""

    salutation: bool = True
    person: bool = True
    titles: bool = True
    offices: bool = True
    bodies: bool = True


_ATTEMPTS = (
    _Counts(),
    _Counts(salutation=False),
    _Counts(salutation=False, titles=False),
    _Counts(salutation=False, titles=False, bodies=False),
    _Counts(salutation=False, person=False, titles=False),
    _Counts(salutation=False, person=False, titles=False, bodies=False),
    _Counts(salutation=False, person=False, titles=False, offices=False),
    _Counts(salutation=False, person=False, titles=False, offices=False, bodies=False),
)


@lru_cache(maxsize=256)
def readings(text: str) -> tuple[Reading, ...]:
    """How a text may have been meant beside what it says; none where it says nothing but names.

    A text in quotation marks is meant as it stands.
    """
    typed = pieces(text)
    if len(typed) < 2 or text.lstrip()[:1] in ('"', "„", "»"):
        return ()
    spoken = vocabulary()
    if not any(spoken.is_spoken(word) for word in typed):
        return ()
    found = [_read(typed, spoken, counts) for counts in _ATTEMPTS]
    return tuple(each for each in dict.fromkeys(found) if each.text)


def _read(typed: Sequence[str], spoken: Vocabulary, counts: _Counts) -> Reading:
    kept: list[str] = []
    left: list[str] = []
    salutation, names_a_person, is_of_people = "", False, False
    for word in typed:
        office = spoken.offices.get(word)
        if word in spoken.salutations:
            salutation = spoken.salutations[word] if counts.salutation else ""
            names_a_person = counts.person
        elif word in spoken.titles:
            kept += [_TITLES.get(word, word)] if counts.titles else []
        elif word in spoken.bodies:
            kept += [spoken.bodies[word]] if counts.bodies else []
        elif office is not None:
            kept += [office.instead] if counts.bodies else []
            is_of_people = counts.offices
            (kept if counts.offices else left).append(office.word if counts.offices else word)
        elif spoken.is_department(word):
            (kept if counts.offices else left).append(word)
        elif word not in spoken.little:
            kept.append(word)
    text = " ".join(each for each in dict.fromkeys(kept) if each)
    return Reading(text, salutation, names_a_person, is_of_people, tuple(left))
