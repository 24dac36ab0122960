"""The organisations through time, by number and by every key they ever had."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, NoReturn

from sqlalchemy import select

from db.errors import NotFoundError
from db.fold import fold
from db.names import full_name
from db.tables import Organisation, OrganisationPeriod
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import kept
from ozg_tui.german.labels import KINDS
from ozg_tui.rules.territory import Period, Place, is_municipality
from ozg_tui.text import clean

_period = OrganisationPeriod
_ROWS = select(
    _period.organisation_id,
    _period.key,
    _period.name,
    _period.kind,
    _period.district_key,
    _period.region,
    _period.valid_from,
    _period.valid_to,
    Organisation.population,
    Organisation.successor_id,
).join_from(_period, Organisation)

_KEY_LENGTH = 8
_TITLES = {
    OrganisationKind.LANDKREIS: ("Landkreis", "Kreis", "LK"),
    OrganisationKind.KREISFREIE_STADT: ("Stadt",),
    OrganisationKind.SONDERSTATUS_STADT: ("Stadt",),
    OrganisationKind.STADT: ("Stadt",),
    OrganisationKind.GEMEINDE: ("Gemeinde",),
}


class Standing(NamedTuple):
    """What a Kommune is on a day; `district` is the key of its Landkreis, or its own."""

    key: str
    kind: OrganisationKind
    district: str


@dataclass(frozen=True)
class Territory:
    """All organisations, also those that were merged; a place has each key it ever had."""

    by_key: Mapping[str, Place]
    by_id: Mapping[int, Place]
    successors: Mapping[int, int]
    ids: Mapping[str, int]

    def id_of(self, key: str) -> int | None:
        """The number of the organisation that has or had this key."""
        return self.ids.get(key)

    def name(self, organisation_id: int, on: date | None = None) -> str:
        """What the organisation is called now, or was called on a day; empty when unknown."""
        place = self.by_id.get(organisation_id)
        if place is None:
            return ""
        return ((place.on(on) if on else None) or place.latest).name

    def predecessors(self, organisation_id: int) -> tuple[int, ...]:
        """The organisations that were merged into this one."""
        return tuple(gone for gone, into in self.successors.items() if into == organisation_id)

    def living(self, organisation_id: int, on: date) -> int | None:
        """What an organisation was or had become on a day; None before it came to be."""
        here: int | None = organisation_id
        while here is not None and not self.by_id[here].existed_on(on):
            here = self.successors.get(here)
        return here

    def standing(self, on: date) -> dict[int, "Standing"]:
        """The Kommunen of a day, by their numbers."""
        found = {}
        for number, place in self.by_id.items():
            period = place.on(on)
            if period is None or not is_municipality(period.kind):
                continue
            # A kreisfreie Stadt and a Landkreis are a district of their own.
            stands_alone = period.kind in (
                OrganisationKind.LANDKREIS,
                OrganisationKind.KREISFREIE_STADT,
            )
            district = period.key if stands_alone else period.district_key or period.key
            found[number] = Standing(period.key, period.kind, district)
        return found

    def district(self, place: Place) -> str:
        """The Landkreis of a place, empty for what lies in none."""
        district = self.by_key.get(place.latest.district_key or "")
        return district.latest.name if district and district is not place else ""

    def described(self, organisation_id: int) -> str:
        """Kind, Landkreis and key: what tells places of one name apart."""
        place = self.by_id[organisation_id]
        now = place.latest
        return ", ".join(part for part in (KINDS[now.kind], self.district(place), now.key) if part)


def territory(desk: Desk) -> Territory:
    """The organisations of the store, kept until `kept.forget`."""
    return kept(desk, _read)


def find_municipality(desk: Desk, key_or_name: str) -> int:
    """The number of the Kommune with this key or name, current or former.

    Raises `NotFoundError` with a sentence that helps on: names are no keys, so that a name of
    several Kommunen is answered with all of them.
    """
    land = territory(desk)
    typed = " ".join(clean(key_or_name).split())
    key = re.sub(r"\s", "", typed)
    if key.isdecimal():
        number = land.id_of(key)
        if number is None or not is_municipality(land.by_id[number].latest.kind):
            _no_such_key(land, key)
        return number
    names, folded = kept(desk, _names), fold(typed)
    found = names.current.get(folded) or names.former.get(folded, ())
    if not found:
        raise NotFoundError(
            f"»{typed}« ist keine hessische Kommune im Bestand. Bitte den Namen prüfen oder den "
            "Schlüssel (AGS, bei Landkreisen fünf Stellen) angeben."
        )
    if len(found) > 1:
        several = "; ".join(f"{land.name(each)} ({land.described(each)})" for each in found)
        raise NotFoundError(
            f"»{typed}« ist nicht eindeutig: {several}. Bitte den Schlüssel angeben."
        )
    return found[0]


def _no_such_key(land: Territory, key: str) -> NoReturn:
    padded = f"0{key}"
    if len(padded) == _KEY_LENGTH and land.id_of(padded) is not None:
        name = land.name(land.ids[padded])
        raise NotFoundError(
            f"Dem Schlüssel {key} fehlt vermutlich die führende 0: {padded} ist {name}."
        )
    raise NotFoundError(
        f"Unter dem Schlüssel {key} ist keine hessische Kommune verzeichnet. Ein AGS hat acht "
        "Stellen und beginnt mit 06, der Schlüssel eines Landkreises hat fünf."
    )


class _Names(NamedTuple):
    """The Kommunen by every folded spelling: those so called now, and those once so called."""

    current: Mapping[str, tuple[int, ...]]
    former: Mapping[str, tuple[int, ...]]


def _names(desk: Desk) -> _Names:
    land = territory(desk)
    current: dict[str, tuple[int, ...]] = defaultdict(tuple)
    former: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for number, place in land.by_id.items():
        *earlier, now = place.periods
        if not is_municipality(now.kind):
            continue
        merged = number in land.successors
        for spelling in set() if merged else set(_spellings(now)):
            current[spelling] += (number,)
        once = (*earlier, now) if merged else earlier
        for spelling in {spelling for period in once for spelling in _spellings(period)}:
            former[spelling] += (number,)
    return _Names(dict(current), dict(former))


def _spellings(period: Period) -> Iterator[str]:
    bare = period.name.removeprefix("Landkreis ")
    yield fold(period.name)
    yield fold(bare)
    for title in _TITLES.get(period.kind, ()):
        yield fold(f"{title} {bare}")


def _read(desk: Desk) -> Territory:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in desk.read(lambda reader: reader.execute(_ROWS).all()):
        rows[row.organisation_id].append(row)
    by_id = {number: _place(periods) for number, periods in sorted(rows.items())}
    # Where two ever had one key, it means the one that has it now.
    held = sorted(
        (period.valid_to or date.max, number, period.key)
        for number, place in by_id.items()
        for period in place.periods
    )
    ids = {key: number for _, number, key in held}
    return Territory(
        by_key={key: by_id[number] for key, number in ids.items()},
        by_id=by_id,
        successors={
            number: periods[0].successor_id
            for number, periods in rows.items()
            if periods[0].successor_id is not None
        },
        ids=ids,
    )


def _place(rows: list[Any]) -> Place:
    ordered = sorted(rows, key=lambda row: row.valid_from or date.min)
    return Place(
        periods=tuple(
            Period(
                key=row.key,
                name=full_name(row.name, row.kind),
                kind=OrganisationKind(row.kind),
                district_key=row.district_key,
                region=row.region or "",
                valid_from=row.valid_from,
                valid_to=row.valid_to,
            )
            for row in ordered
        ),
        population=rows[0].population,
    )
