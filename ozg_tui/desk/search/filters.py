"""The filters of a search text: their German words, and which facets of the index each one means.

Pure: what depends on the store, the day or the person is handed over.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from db.errors import FilterError
from db.fold import words
from db.search import facets
from db.search.query import Groups
from ozg_tui.codes.register import STORED_KINDS, TOWNS, OrganisationKind
from ozg_tui.desk.core.subjects import LISTED
from ozg_tui.german.labels import KINDS
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

Values = Mapping[str, tuple[str, ...]]
"""The facets of each value; one of them is enough."""


class Surroundings(NamedTuple):
    """What a filter may refer to: the Landkreise by name and key, the day, the person."""

    districts: tuple[tuple[str, str], ...]
    today: date
    actor: str


DISTRICT, COOPERATION = "kreis", "ikz"

_CALLED = frozenset({"landkreis", "lk"})
_ME = "ich"
_QUOTED_LENGTH = 40
_DAYS = ("heute", "gestern", "morgen")
_MONTH = re.compile(r"(?P<month>0?[1-9]|1[0-2])\.(?P<year>[0-9]{4})")
_REGIONS = {"Darmstadt": 4, "Gießen": 5, "Kassel": 6}
"""The third digit of municipal keys; see `db.search.facets.district`."""

_THINGS = {
    "Ansprechpartner": facets.CONTACT,
    "Beratung": facets.CONSULTING,
    "Email": facets.REACHED_BY_EMAIL,
    "Telefon": facets.REACHED_BY_PHONE,
}


def _kinds() -> Values:
    either = {OrganisationKind.STADT, OrganisationKind.OTHER}
    single = [kind for kind in STORED_KINDS if kind not in either]
    return {
        **{each.word: (facets.kind(each.kind),) for each in LISTED.values()},
        "Stadt": tuple(map(facets.organisation_kind, TOWNS)),
        **{KINDS[code]: (facets.organisation_kind(code),) for code in single},
    }


def _states() -> Values:
    found: dict[str, tuple[str, ...]] = {}
    for status in (each.status for each in LISTED.values() if each.status is not None):
        for code, label in status.labels.items():
            general = ""
            if status.open is not None:
                general = "offen" if code in status.open else "erledigt"
            for word in dict.fromkeys(each for each in (label, general) if each):
                found[word] = (*found.get(word, ()), status.facet(code))
    return found


def _of_subjects() -> Mapping[str, Values]:
    """The filters that single lists bring along; several may know values of one word."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for each in LISTED.values():
        for word, values in each.filters.items():
            known = found.setdefault(word, {})
            for label, meant in values.items():
                known[label] = (*known.get(label, ()), *meant)
    return found


_VALUES: Mapping[str, Values] = dict(
    sorted(
        {
            "art": _kinds(),
            COOPERATION: {},
            DISTRICT: {},
            "mit": {label: (facets.has(what),) for label, what in _THINGS.items()},
            "ohne": {label: (facets.has(what, False),) for label, what in _THINGS.items()},
            "region": {label: (facets.region(digit),) for label, digit in _REGIONS.items()},
            "status": _states(),
            "tag": {},
            "wer": {},
            **_of_subjects(),
        }.items()
    )
)
FILTERS = tuple(_VALUES)
"""The words of all filters."""

_EACH_COUNTS = frozenset({"mit", "ohne", "wer"})


class Filter(NamedTuple):
    """What a filter means: of each group one facet. `joins` filters of its word by "or"."""

    groups: Groups
    joins: bool


def meaning(name: str, value: str, around: Surroundings) -> Filter | None:
    """What a filter means; None while its value is still empty.

    Raises `FilterError` with the possible words or values.
    """
    word = "".join(words(name))
    if word not in _VALUES:
        raise FilterError(
            f"»{_quoted(name)}:« ist kein Filter. Möglich sind: {', '.join(FILTERS)}."
        )
    if not words(value):
        return None
    if word == "wer":
        groups = _owner(value, around.actor)
    elif word == "tag":
        groups = (_day(value, around.today),)
    else:
        values = _OF_THE_DAY[word](around) if word in _OF_THE_DAY else _VALUES[word]
        groups = (_chosen(word, value, values),)
    return Filter(groups, joins=word not in _EACH_COUNTS)


def _chosen(name: str, value: str, values: Values) -> tuple[str, ...]:
    """The facets of the value that was typed, or of the only one that begins so."""
    keys = {label: words(label) for label in values}
    first, *rest = words(value)
    typed = "".join(rest if rest and name == DISTRICT and first in _CALLED else (first, *rest))
    exact = [label for label, key in keys.items() if "".join(key) == typed]
    begun = [label for label, key in keys.items() if "".join(key).startswith(typed)]
    within = [
        label
        for label, key in keys.items()
        if any("".join(key[start:]).startswith(typed) for start in range(1, len(key)))
    ]
    found = exact or begun or within
    if len(found) == 1:
        return values[found[0]]
    shown = f"»{name}:{_quoted(value)}«"
    if found:
        raise FilterError(f"{shown} ist nicht eindeutig. Möglich sind: {_listed(found)}.")
    raise FilterError(f"{shown} gibt es nicht. Möglich sind: {_listed(values)}.")


def _quoted(typed: str) -> str:
    return clean(typed)[:_QUOTED_LENGTH]


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(sorted(map(clean, labels), key=words))


def _districts(around: Surroundings) -> Values:
    found = {}
    for name, key in around.districts:
        facet = facets.district(key)
        if facet is not None:
            found[name.removeprefix("Landkreis ")] = (facet,)
    return found


def _cooperation(around: Surroundings) -> Values:
    day = around.today
    return {"ja": facets.cooperating_on(day), "nein": facets.not_cooperating_on(day)}


_OF_THE_DAY = {DISTRICT: _districts, COOPERATION: _cooperation}
"""What the values of a filter mean where that depends on the surroundings."""


def _owner(value: str, actor: str) -> Groups:
    is_me = words(value) == [_ME]
    return tuple((f"{each}*",) for each in facets.owner(actor if is_me else value))


def _day(value: str, today: date) -> tuple[str, ...]:
    from ozg_tui.rules.dates import parse_date

    typed = "".join(value.split()).lower()
    if found := _MONTH.fullmatch(typed):
        return (facets.days(int(found["year"]), int(found["month"])),)
    begun = [day for day in _DAYS if day.startswith(typed)]
    try:
        return (facets.day(parse_date(begun[0] if begun else typed, today)),)
    except InputError as error:
        raise FilterError(
            f"»tag:{_quoted(value)}« ist kein Tag. Möglich sind zum Beispiel heute, gestern, "
            "23.11.2026 oder ein Monat: 11.2026."
        ) from error
