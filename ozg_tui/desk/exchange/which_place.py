"""Which Kommune or Stelle a row means: by key or by its exact name, never by likeness.

What is only similar, or only lies in the same town, is proposed and never taken.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from db.fold import fold
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import kept
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.exchange.understood import Answer
from ozg_tui.desk.search.lookups import choices
from ozg_tui.rules.territory import Period, is_municipality

MOST_PROPOSED = 5

_OFFICES = (
    (r"(?:der )?magistrat der (?:stadt|kreisstadt|universitatsstadt) ", "stadt "),
    (r"(?:der )?magistrat ", "stadt "),
    (r"stadtverwaltung ", "stadt "),
    (r"(?:kreisstadt|hansestadt|universitatsstadt|wissenschaftsstadt) ", "stadt "),
    (r"(?:der )?gemeindevorstand (?:der (?:gemeinde|marktgemeinde) )?", "gemeinde "),
    (r"gemeindeverwaltung ", "gemeinde "),
    (r"marktgemeinde ", "gemeinde "),
    (r"(?:der )?kreisausschus+ (?:des )?(?:landkreises |kreises |lkr\.? )", "landkreis "),
    (r"(?:der )?kreisausschus+ (?:des )?", ""),
    (r"kreisverwaltung (?:des )?(?:landkreises |kreises )?", "landkreis "),
    (r"landratsamt ", "landkreis "),
    (r"lk\.? ", "landkreis "),
)  # fmt: skip
_TITLES = {
    OrganisationKind.LANDKREIS: ("landkreis", "kreis", "lk"),
    OrganisationKind.KREISFREIE_STADT: ("stadt",),
    OrganisationKind.SONDERSTATUS_STADT: ("stadt",),
    OrganisationKind.STADT: ("stadt",),
    OrganisationKind.GEMEINDE: ("gemeinde",),
}
_PATTERNS = tuple((re.compile(pattern), instead) for pattern, instead in _OFFICES)
_GENITIVE = re.compile(r"kreises$")
_ARS = 12
_WITHOUT_ZERO = frozenset({4, 7, 11})
"""So long are keys of which a spreadsheet has made numbers: those of Hessen begin with 06."""
_PUBLIC = frozenset({"de", "com", "net", "org", "eu", "info", "www", "mail", "kommune", "hessen"})


class Meant(NamedTuple):
    """The organisation that is meant; without one, those that it could be."""

    organisation_id: int | None
    proposed: tuple[Answer, ...] = ()


class Hints(NamedTuple):
    """What a row says about where a person works."""

    key: str = ""
    name: str = ""
    town: str = ""
    email: str = ""


def place_meant(desk: Desk, hints: Hints) -> Meant:
    """The organisation of a row.

    A key decides, unless it contradicts the name; then an exact name that only one bears. Town,
    e-mail domain and likeness propose; the postcode says nothing, because several Kommunen share
    one.
    """
    land, names = territory(desk), kept(desk, _names)
    if hints.key and (number := keyed(land, hints.key)) is not None:
        called = next(filter(None, (names.get(each) for each in _spellings_of(hints.name))), ())
        if called and number not in called:
            return Meant(None, tuple(_answers(land, (number, *called))))
        return Meant(number)
    found: tuple[int, ...] = ()
    for spelling in _spellings_of(hints.name):
        found = names.get(spelling, ())
        if len(found) == 1 and not hints.key:
            return Meant(found[0])
        if found:
            break
    near = [*found]
    near += [each for text in (hints.town, hints.name) for each in names.get(_folded(text), ())]
    near += _by_domain(names, hints.email)
    # In a search a colon makes a filter of the word before it.
    if not near and (text := (hints.name or hints.town).replace(":", " ")):
        near += [each.id for each in choices(desk, "organisation", text[:60], MOST_PROPOSED)]
    return Meant(None, tuple(_answers(land, near)))


def described(land: Territory, number: int) -> str:
    """Name, kind, Landkreis and key of an organisation."""
    return f"{land.name(number)} ({land.described(number)})"


def _answers(land: Territory, near: Iterable[int]) -> Iterator[Answer]:
    for number in list(dict.fromkeys(near))[:MOST_PROPOSED]:
        yield Answer(str(number), described(land, number))


def keyed(land: Territory, text: str) -> int | None:
    """The organisation that has or had a key.

    That is the AGS of eight digits, the five of a Landkreis, an ARS of twelve, the key of a Stelle.
    Of an ARS four digits name the association of municipalities (Gemeindeverzeichnis, Destatis).
    """
    key = with_zero(re.sub(r"\s", "", text))
    number = land.id_of(key)
    if number is None and key.isdecimal() and len(key) == _ARS:
        number = land.id_of(key[:5] + key[9:])
    if number is None and key.isdecimal() and len(key) == _ARS and not key[5:].strip("0"):
        number = land.id_of(key[:5])
    return number


def with_zero(key: str) -> str:
    """A key with the zero that a spreadsheet has taken from it."""
    return f"0{key}" if key.isdecimal() and len(key) in _WITHOUT_ZERO else key


def _by_domain(names: Mapping[str, tuple[int, ...]], email: str) -> list[int]:
    """The Kommunen whose name is a word of the domain: `gemeinde-ahnatal.de`."""
    domain = email.rpartition("@")[2]
    found = [each for each in re.split(r"[.\-]", domain.lower()) if each not in _PUBLIC]
    return [number for word in found for number in names.get(_folded(word), ())]


def _spellings_of(name: str) -> Iterator[str]:
    """A name as it is written, and with the office in front read as the kind of the Kommune."""
    folded = _folded(name)
    if folded:
        yield folded
    for pattern, instead in _PATTERNS:
        if found := pattern.match(folded):
            rest = _GENITIVE.sub("kreis", folded[found.end() :])
            yield f"{instead}{rest}".strip()


def _folded(text: str) -> str:
    return " ".join(fold(text).split())


def _names(desk: Desk) -> Mapping[str, tuple[int, ...]]:
    """The organisations by every folded spelling of the name that they bear now."""
    land = territory(desk)
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for number, place in land.by_id.items():
        if number in land.successors:
            continue
        for spelling in dict.fromkeys(_written(place.latest)):
            found[spelling] += (number,)
    return dict(found)


def _written(period: Period) -> Iterator[str]:
    bare = period.name.removeprefix("Landkreis ")
    yield _folded(period.name)
    if is_municipality(period.kind):
        yield _folded(bare)
    for title in _TITLES.get(period.kind, ()):
        yield f"{title} {_folded(bare)}"
