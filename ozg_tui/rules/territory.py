"""Municipalities through time, and the bodies that follow from their kind."""

from datetime import date
from enum import StrEnum

from pydantic import Field

from ozg_tui.codes.register import MUNICIPAL_KINDS, TOWNS, OrganisationKind
from ozg_tui.rules.values import Value


class Authority(StrEnum):
    """Who exercises the Kommunalaufsicht: § 136 HGO, § 54 HKO."""

    district = "district"
    regional_council = "regional_council"
    ministry = "ministry"


_REGIONS = {"4": "Darmstadt", "5": "Gießen", "6": "Kassel"}
_UNDER_THE_MINISTRY = frozenset({"06412000", "06414000"})


def is_municipality(kind: OrganisationKind) -> bool:
    """Tell whether a kind counts as a Kommune: Landkreis, town or Gemeinde.

    Gemeindefreie Gebiete and Zweckverbände are none (§ 7 and § 1 HGO; HKO).
    """
    return kind in MUNICIPAL_KINDS


class Period(Value):
    """What a place was called, and what it was, from one day to another (both inclusive)."""

    key: str
    name: str
    kind: OrganisationKind
    district_key: str | None = None
    region: str = ""
    valid_from: date | None = None
    valid_to: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the day lies in this period."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day <= self.valid_to
        )


class Place(Value):
    """One municipality with its periods, oldest first; a new key or name is a new period."""

    periods: tuple[Period, ...] = Field(min_length=1)
    population: int | None = None

    def on(self, day: date) -> Period | None:
        """Give the period valid on a day; None when the place did not exist."""
        return next((period for period in reversed(self.periods) if period.covers(day)), None)

    @property
    def latest(self) -> Period:
        """The youngest period, whether or not it has ended."""
        return self.periods[-1]

    def existed_on(self, day: date) -> bool:
        """Tell whether the place existed on a day."""
        return self.on(day) is not None


def council(kind: OrganisationKind) -> str:
    """Name the body that resolves: § 9 Abs. 1 HGO, § 8 HKO, § 14 KGG."""
    return _council(kind)[1]


def council_article(kind: OrganisationKind) -> str:
    """Give the German article of the body, for sentences: die, der, das."""
    return _council(kind)[0]


def council_of(period: Period) -> str:
    """Name the body of one place in a sentence: `die Gemeindevertretung von Ahnatal`."""
    article, body = _council(period.kind)
    if period.kind is OrganisationKind.LANDKREIS:
        return f"{article} {body} {_of_district(period.name)}"
    return f"{article} {body} von {period.name}"


def executive_of(period: Period) -> str:
    """Name who administers one place, in a sentence: `der Magistrat von Hanau`."""
    body = executive(period.kind)
    if not body:
        return period.name
    if period.kind is OrganisationKind.LANDKREIS:
        return f"der {body} {_of_district(period.name)}"
    return f"der {body} von {period.name}"


def executive(kind: OrganisationKind) -> str:
    """Name the administering body, as letters address it: § 9 Abs. 2 HGO, HKO, KGG; else empty."""
    if kind in TOWNS:
        return "Magistrat"
    return {
        OrganisationKind.GEMEINDE: "Gemeindevorstand",
        OrganisationKind.LANDKREIS: "Kreisausschuss",
        OrganisationKind.ZWECKVERBAND: "Verbandsvorstand",
    }.get(kind, "")


def authority(place: Place, on: date) -> Authority | None:
    """Give the Kommunalaufsicht of a municipality on a day; None for what is none.

    Frankfurt and Wiesbaden stand under the ministry, Landkreise and the large towns under the
    Regierungspräsidium, all others under the Landrat: § 136 HGO, § 54 HKO. The large towns are
    taken from their status: the population alone cannot tell, because a town that shrinks keeps
    its supervision for a while.
    """
    period = place.on(on) or place.latest
    if not is_municipality(period.kind):
        return None
    if period.key in _UNDER_THE_MINISTRY:
        return Authority.ministry
    if period.kind in (
        OrganisationKind.LANDKREIS,
        OrganisationKind.KREISFREIE_STADT,
        OrganisationKind.SONDERSTATUS_STADT,
    ):
        return Authority.regional_council
    return Authority.district


def supervision(place: Place, on: date, district: str = "") -> str:
    """Name the Kommunalaufsicht in a sentence; see `supervisors`. Empty for no municipality."""
    first, *upper = supervisors(place, on, district) or ("",)
    if not upper:
        return first
    if not district:
        period = place.on(on) or place.latest
        first = f"Landrat des Kreises {period.district_key or period.key[:5]}"
    return f"{first} als Behörde der Landesverwaltung (obere Aufsicht: {upper[0]})"


def supervisors(place: Place, on: date, district: str = "") -> tuple[str, ...]:
    """Name the authorities a letter passes on its way to the ministry, as `authority` finds them.

    Empty for what is no municipality. `district` is the name of its Landkreis.
    """
    competent = authority(place, on)
    if competent is None:
        return ()
    if competent is Authority.ministry:
        return ("Das für Inneres zuständige Ministerium",)
    period = place.on(on) or place.latest
    region = f"Regierungspräsidium {_REGIONS.get(period.key[2:3], '')}".rstrip()
    if competent is Authority.regional_council:
        return (region,)
    return (f"Landrat ({district})" if district else "Landrat", region)


def association(kind: OrganisationKind) -> str:
    """Name the Spitzenverband that follows from the kind: all Landkreise form the HLT.

    Empty for others: towns and Gemeinden choose HStT or HSGB, some belong to both.
    Source: kommunale Spitzenverbände in Hessen, programme page OZG-Modellkommunen.
    """
    return "HLT" if kind is OrganisationKind.LANDKREIS else ""


def _council(kind: OrganisationKind) -> tuple[str, str]:
    if kind in TOWNS:
        return "die", "Stadtverordnetenversammlung"
    return {
        OrganisationKind.GEMEINDE: ("die", "Gemeindevertretung"),
        OrganisationKind.LANDKREIS: ("der", "Kreistag"),
        OrganisationKind.ZWECKVERBAND: ("die", "Verbandsversammlung"),
    }.get(kind, ("das", "zuständige Gremium"))


def _of_district(name: str) -> str:
    if name.startswith("Landkreis "):
        return f"des Landkreises {name.removeprefix('Landkreis ')}"
    if name.lower().endswith("kreis"):
        return f"des {name}es"
    return f"des Landkreises {name}"
