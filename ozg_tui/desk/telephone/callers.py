"""Who is calling: a number finds whoever it is stored with, or the house that it belongs to.

Only what is certain is shown: the number itself, or a number of the same telephone system.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection

from db.names import full_name
from ozg_tui.codes.register import NumberKind, OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.telephone import caller_queries as queries
from ozg_tui.german.labels import NUMBER_KINDS
from ozg_tui.german.people import no_longer, person
from ozg_tui.rules.area_code import area_code
from ozg_tui.rules.call_text import (
    NOT_SENT,
    is_withheld,
    stranger,
    unreadable,
    without_keys,
    without_prefix,
    without_scheme,
)
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.extension import possible_stems, stem_of, with_extension
from ozg_tui.rules.phone import format_national, normalise


class Match(StrEnum):
    """How sure it is who calls."""

    EXACT = "exact"
    STEM = "stem"
    NONE = "none"
    WITHHELD = "withheld"
    INVALID = "invalid"


class CallerHit(NamedTuple):
    """Who may be calling: a person, or an organisation without one; `reason` says why."""

    organisation_id: int
    contact_id: int | None
    title: str
    place: str
    reason: str
    is_historic: bool


class Caller(NamedTuple):
    """What a telephone showed and whom it stands for; `sentence` is for the person who answers."""

    text: str
    e164: str | None
    match: Match
    hits: tuple[CallerHit, ...]
    sentence: str

    @property
    def shown(self) -> str:
        """The number as it is written here, or that there is none."""
        if self.e164 is not None:
            return format_national(self.e164)
        is_withheld = self.match is Match.WITHHELD
        return f"Nummer {NOT_SENT}" if is_withheld else without_scheme(self.text)

    @property
    def number(self) -> str:
        """What is kept of it: a number as people write it, or that none came."""
        if self.match is Match.WITHHELD:
            return NOT_SENT
        plain = without_scheme(self.text)
        is_address = self.e164 is not None and plain != self.text
        return self.shown if is_address else plain


class _Place(NamedTuple):
    """An organisation of today; `former` is the name of one that went into it."""

    id: int
    name: str
    district: str
    former: str


_KIND_ORDER = [NumberKind.DIRECT, NumberKind.MOBILE, NumberKind.SECRETARIAT, NumberKind.SWITCHBOARD]


def identify(desk: Desk, text: str, prefix: str = "") -> Caller:
    """Look up what a telephone showed: a number in any spelling, or a word for a withheld one.

    `prefix` are the digits that the telephone system puts before numbers from outside.
    """
    text = without_prefix(without_keys(text), prefix)
    if is_withheld(text):
        sentence = "Die Rufnummer wurde nicht übermittelt. Wer ruft an?"
        return Caller(text, None, Match.WITHHELD, (), sentence)
    try:
        e164 = normalise(text).e164
    except InputError:
        return Caller(text, None, Match.INVALID, (), unreadable(text))
    return desk.read(lambda reader: _identify(reader, text, e164))


def area_code_of(desk: Desk, organisation_id: int) -> str | None:
    """The area code of an organisation's town, `0611`, from its own numbers, else its people's."""
    return desk.read(lambda reader: area_code_at(reader, organisation_id))


def area_code_at(reader: Connection, organisation_id: int) -> str | None:
    """The same on a connection at hand."""
    for question in (queries.OWN_NUMBERS, queries.PEOPLES_NUMBERS):
        for number in reader.scalars(question, {"id": organisation_id}).all():
            if code := area_code(number):
                return code
    return None


def _identify(reader: Connection, text: str, e164: str) -> Caller:
    rows = reader.execute(queries.AMONG, {"numbers": [e164]}).all()
    if rows:
        hits = _people(rows, _places(reader, rows))
        return Caller(text, e164, Match.EXACT, hits, _sentence(rows[0].raw, hits))
    stem, rows = _same_system(reader, e164)
    if rows:
        sentence = (
            f"{with_extension(e164, stem)}: Stammnummer erkannt, Durchwahl "
            f"{e164.removeprefix(stem)} unbekannt."
        )
        hits = _houses(rows, _places(reader, rows))
        return Caller(text, e164, Match.STEM, hits, sentence)
    return Caller(text, e164, Match.NONE, (), stranger(format_national(e164)))


def _sentence(raw: str, hits: Sequence[CallerHit]) -> str:
    if len(hits) == 1:
        hit = hits[0]
        who = ", ".join(part for part in (hit.title, hit.place) if part)
        return f"{raw}: {who} ({hit.reason})."
    number = f"mindestens {len(hits)}" if len(hits) == queries.ROWS else str(len(hits))
    return f"{raw}: {number} Einträge mit dieser Nummer. Wer ruft an?"


def _same_system(reader: Connection, e164: str) -> tuple[str, Sequence[Any]]:
    """The longest stem of a number that is known, and the stored numbers that tell it."""
    stems = possible_stems(e164)
    for stem in stems:
        # What is complete without an extension, and switchboards: `-0`, seldom another digit.
        # Whoever wrote a hyphen has said where the stem ends.
        numbers = [stem, *(f"{stem}{digit}" for digit in range(10))]
        near = reader.execute(queries.AMONG, {"numbers": numbers}).all()
        if rows := [row for row in near if stem == (_stem(row) or row.e164)]:
            return stem, rows
    if not stems:
        return "", ()
    near = [
        *reader.execute(queries.BEFORE, {"e164": e164}),
        *reader.execute(queries.AFTER, {"e164": e164}),
    ]
    by_stem: dict[str | None, list[Any]] = defaultdict(list)
    for row in near:
        by_stem[_stem(row)].append(row)
    longest = next((stem for stem in stems if stem in by_stem), "")
    return longest, by_stem.get(longest, ())


def _stem(row: Any) -> str | None:
    is_switchboard = row.kind == NumberKind.SWITCHBOARD
    return stem_of(row.raw, row.e164, is_switchboard=is_switchboard)


def _people(rows: Iterable[Any], places: dict[int, _Place]) -> tuple[CallerHit, ...]:
    """Everybody who has the number, each once: own before shared.

    Who has left is proposed only where nobody else has the number.
    """
    owned: dict[tuple[int, int | None], list[Any]] = defaultdict(list)
    there = [row for row in rows if row.historic_on is None]
    for row in sorted(there or rows, key=_order):
        owned[places[row.organisation_id].id, row.contact_id].append(row)
    hits = []
    for (_, contact_id), numbers in owned.items():
        row = numbers[0]
        place = places[row.organisation_id]
        reasons = dict.fromkeys(NUMBER_KINDS[each.kind] for each in numbers)
        hits.append(
            CallerHit(
                place.id,
                contact_id,
                person(row.title, row.given_name, row.family_name) if contact_id else place.name,
                place.name if contact_id else place.district,
                ", ".join([*reasons, *_marks(row, place)]),
                row.historic_on is not None,
            )
        )
    return tuple(hits)


def _houses(rows: Iterable[Any], places: dict[int, _Place]) -> tuple[CallerHit, ...]:
    """The organisations that the numbers belong to, each once; who of them calls is not known."""
    houses: dict[int, Any] = {}
    for row in sorted(rows, key=lambda row: (row.kind != NumberKind.SWITCHBOARD, *_order(row))):
        houses.setdefault(places[row.organisation_id].id, row)
    hits = []
    for row in houses.values():
        place = places[row.organisation_id]
        reason = f"Stammnummer wie {NUMBER_KINDS[row.kind]} {row.raw}"
        hits.append(
            CallerHit(
                place.id,
                None,
                place.name,
                place.district,
                ", ".join([reason, *_marks(row, place)]),
                row.historic_on is not None,
            )
        )
    return tuple(hits)


def _order(row: Any) -> tuple[bool, int, bool, str]:
    return (
        row.historic_on is not None,
        _KIND_ORDER.index(row.kind),
        row.contact_id is not None,
        row.family_name or "",
    )


def _marks(row: Any, place: _Place) -> list[str]:
    marks = [f"früher {place.former}"] if place.former else []
    if row.historic_on:
        marks.append(no_longer(row.historic_on, row.left_reason))
    return marks


def _places(reader: Connection, rows: Iterable[Any]) -> dict[int, _Place]:
    """The organisations of the rows; one that went into another is shown as that one."""
    ids = {row.organisation_id for row in rows}
    known = _newest(reader, ids)
    known |= _newest(reader, {each.successor_id for each in known.values()} - {None})
    places = {}
    for number in ids:
        own = known.get(number)
        now = own and (known.get(own.successor_id) or own)
        places[number] = _Place(
            now.organisation_id if now else number,
            full_name(now.name, now.kind) if now else "",
            full_name(now.district, OrganisationKind.LANDKREIS) if now and now.district else "",
            full_name(own.name, own.kind) if own and now is not own else "",
        )
    return places


def _newest(reader: Connection, ids: Iterable[int]) -> dict[int, Any]:
    wanted = list(ids)
    rows = reader.execute(queries.PLACES, {"ids": wanted}) if wanted else ()
    return {row.organisation_id: row for row in rows}
