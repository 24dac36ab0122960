"""How a register calls a Kommune and what it is, beside its name and kind in the store."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from db.fold import fold
from ozg_tui.codes.register import OrganisationKind as Kind
from ozg_tui.desk.exchange.understood import Difference
from ozg_tui.german.labels import KINDS
from ozg_tui.rules.territory import Period, Place

_BY_CODE: Mapping[str, Kind] = {
    "41": Kind.KREISFREIE_STADT, "42": Kind.KREISFREIE_STADT, "43": Kind.LANDKREIS,
    "44": Kind.LANDKREIS, "45": Kind.LANDKREIS, "60": Kind.GEMEINDE, "61": Kind.KREISFREIE_STADT,
    "62": Kind.KREISFREIE_STADT, "63": Kind.STADT, "64": Kind.GEMEINDE, "67": Kind.STADT,
}  # fmt: skip
"""Kinds by the Textkennzeichen of the Gemeindeverzeichnis (EF7)."""

_BY_WORD: Mapping[str, Kind] = {fold(label): Kind(code) for code, label in KINDS.items()}
_DISTRICT = "Landkreis "


class Renamed(NamedTuple):
    """A name or kind that the store does not have: from `since` on, or with None all the time."""

    name: str
    kind: Kind
    since: date | None
    differences: tuple[Difference, ...]


def called(values: Mapping[str, str]) -> str:
    """The name of a row without what a register writes behind it: `Wiesbaden, Landeshauptstadt`."""
    return values.get("name", "").partition(",")[0].strip().removeprefix(_DISTRICT)


def kind_said(values: Mapping[str, str]) -> Kind | None:
    """The kind of a row, by its code or its word; None where it says none that is known."""
    word = fold(values.get("kind", "").strip())
    return _BY_CODE.get(values.get("text_code", "")) or _BY_WORD.get(word)


def renamed(values: Mapping[str, str], place: Place, period: Period) -> Renamed | None:
    """What a row calls otherwise than the store does; None where that is the same.

    The registers do not tell a town with special status from others. What a place was called
    earlier is nothing new.
    """
    if period is not place.latest:
        return None
    name, kind = called(values), kind_said(values)
    is_known = not name or any(_same(name, each.name) for each in place.periods)
    is_of_kind = kind is None or kind is period.kind or (
        (kind, period.kind) == (Kind.STADT, Kind.SONDERSTATUS_STADT)
    )  # fmt: skip
    if is_known and is_of_kind:
        return None
    now = period.name.removeprefix(_DISTRICT)
    then = now if is_known else name
    become = period.kind if is_of_kind or kind is None else kind
    return Renamed(then, become, None, tuple(_differences(now, then, period.kind, become)))


def _differences(now: str, then: str, was: Kind, becomes: Kind) -> Iterator[Difference]:
    if now != then:
        yield Difference("Name", now, then)
    if was is not becomes:
        yield Difference("Art", KINDS[was], KINDS[becomes])


def _same(name: str, other: str) -> bool:
    """Whether two names differ at most in blanks: `Bad Homburg v.d. Höhe`."""
    return _bare(name) == _bare(other)


def _bare(name: str) -> str:
    return "".join(fold(name.removeprefix(_DISTRICT)).split())
