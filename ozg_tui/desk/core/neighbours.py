"""Who borders on whom, among the organisations of the store."""

from datetime import date

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory


def neighbours_of(desk: Desk, organisation_id: int, on: date) -> tuple[int, ...]:
    """The Kommunen of its own level that border on a Kommune on a day; by number.

    Towns and municipalities border on each other, Landkreise on Landkreise; a kreisfreie Stadt is
    of both levels. Empty where no border is known, and for what is no Kommune of Hessen.
    """
    from seeds.geography import neighbours

    land = territory(desk)
    place = land.by_id.get(organisation_id)
    period = place.on(on) or place.latest if place is not None else None
    if period is None:
        return ()
    found = {_there(land, key, on) for key in neighbours().get(period.key, ())}
    return tuple(sorted(number for number in found if number is not None))


def of_one_level(one: OrganisationKind, other: OrganisationKind) -> bool:
    """Whether two kinds do the same work: a Landkreis does that of no municipality."""
    return (one is OrganisationKind.LANDKREIS) == (other is OrganisationKind.LANDKREIS)


def _there(land: Territory, key: str, on: date) -> int | None:
    number = land.id_of(key)
    if number is None:
        return None
    place = land.by_id[number]
    return number if place.existed_on(on) else land.successors.get(number)
