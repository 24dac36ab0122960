"""The Kommunen of a day as reports count them: by kind, by Landkreis, what was merged at its heir.

Empty groups count 0, and the Landkreise together are the Land.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from db.fold import sort_key
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Standing, Territory, territory
from ozg_tui.desk.reports.report import Asked, Counted

KOMMUNE = "organisation"


class Land(NamedTuple):
    """The Kommunen that a report is about, with what each is on its day."""

    territory: Territory
    on: date
    standing: Mapping[int, Standing]

    def of(self, organisation_id: int) -> int | None:
        """The Kommune of the day that an organisation was or has become; None for all others."""
        here = self.territory.living(organisation_id, self.on)
        return here if here in self.standing else None

    def name(self, number: int) -> str:
        """What a Kommune is called on the day."""
        return self.territory.name(number, self.on)

    def split(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The Landkreise, and all others: kreisfreie Städte count among Städte/Gemeinden."""
        is_district = {
            number: each.kind is OrganisationKind.LANDKREIS
            for number, each in self.standing.items()
        }
        return (
            tuple(number for number, yes in is_district.items() if yes),
            tuple(number for number, yes in is_district.items() if not yes),
        )

    def districts(self) -> tuple[tuple[str, str], ...]:
        """Key and name of each Landkreis and each kreisfreie Stadt, in the order of names."""
        keys = {each.district for each in self.standing.values()}
        named = ((key, self.name(self.territory.ids[key])) for key in keys)
        return tuple(sorted(named, key=lambda each: (sort_key(each[1]), each[0])))

    def district_of(self, organisation_id: int) -> str:
        """The key of the Landkreis of an organisation; empty where it is no Kommune of the day."""
        here = self.of(organisation_id)
        return self.standing[here].district if here is not None else ""


def land_of(desk: Desk, asked: Asked) -> Land:
    """The Kommunen of the day, all or those of a Landkreis."""
    known = territory(desk)
    standing = known.standing(asked.on)
    if asked.district:
        standing = {
            number: each for number, each in standing.items() if each.district == asked.district
        }
    return Land(known, asked.on, standing)


def kommunen(numbers: Iterable[int]) -> tuple[Counted, ...]:
    """These Kommunen as what a figure counts."""
    return (Counted(KOMMUNE, tuple(sorted(set(numbers)))),)
