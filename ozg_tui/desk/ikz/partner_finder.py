"""Who could still take part: neighbours, then the same Landkreis, in no running application.

Neighbours are Kommunen with a common border, also across that of a Landkreis.
"""

from collections.abc import Iterable, Sequence, Set
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select

from db.tables import Application, Participant
from db.tables.cooperation import staying_on
from ozg_tui.codes.ikz import ENDED_STATIONS
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.neighbours import neighbours_of
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.register.whom_to_call import whom_to_call
from ozg_tui.german.labels import KINDS
from ozg_tui.rules.territory import Period, is_municipality

_ENGAGED = (
    select(Participant.organisation_id)
    .join(Application)
    .where(
        Application.station.not_in(ENDED_STATIONS),
        staying_on(bindparam("on", type_=Participant.left_on.type)),
    )
    .distinct()
)
_OF_APPLICATION = (
    select(Participant.organisation_id)
    .where(Participant.application_id == bindparam("id"))
    .order_by(Participant.position)
)


class Candidate(NamedTuple):
    """A Kommune that could be asked, and whom to call; `borders` tells whether it is a neighbour.

    `who` is a person, or `Zentrale`; it and `number` (as it was written) are empty where nobody
    with a number is known. `population` is None where it is not in the store.
    """

    organisation_id: int
    name: str
    kind: str
    population: int | None
    who: str
    number: str
    borders: bool


def partners_for(desk: Desk, organisation_ids: Sequence[int], on: date) -> tuple[Candidate, ...]:
    """The neighbours of these Kommunen and those of their Landkreise in no running IKZ application.

    Running is what has not been rejected, withdrawn or closed; who has left it by the day is free.
    The Landkreis itself is none of them. Neighbours come first, then the largest; those of unknown
    size are the last of each.
    """
    land = territory(desk)
    engaged = desk.read(lambda reader: set(reader.scalars(_ENGAGED, {"on": on})))
    here = [_standing_for(land, each, on) for each in organisation_ids]
    excluded = {*here, *(_standing_for(land, each, on) for each in engaged)}
    bordering = {near for each in here for near in neighbours_of(desk, each, on)}
    found = {
        number: period
        for number, period in _around(land, here, bordering, on)
        if number not in excluded
    }
    calls = whom_to_call(desk, found)
    candidates = (
        Candidate(
            number,
            period.name,
            KINDS[period.kind],
            land.by_id[number].population,
            *calls.get(number, ("", "")),
            borders=number in bordering,
        )
        for number, period in found.items()
    )
    return tuple(
        sorted(
            candidates,
            key=lambda each: (
                not each.borders,
                each.population is None,
                -(each.population or 0),
                each.name,
            ),
        )
    )


def partners_of(desk: Desk, application_id: int, on: date) -> tuple[Candidate, ...]:
    """The same for the participants of an application."""
    here = desk.read(lambda reader: reader.scalars(_OF_APPLICATION, {"id": application_id}).all())
    return partners_for(desk, here, on)


def _standing_for(land: Territory, organisation_id: int, on: date) -> int:
    """The organisation itself while it exists, then the one that it was merged into."""
    place = land.by_id.get(organisation_id)
    if place is None or place.existed_on(on):
        return organisation_id
    return land.successors.get(organisation_id, organisation_id)


def _around(
    land: Territory, organisation_ids: Iterable[int], bordering: Set[int], on: date
) -> Iterable[tuple[int, Period]]:
    here = (land.by_id[each].on(on) for each in organisation_ids if each in land.by_id)
    districts = {
        period.key if period.kind is OrganisationKind.LANDKREIS else period.district_key
        for period in here
        if period is not None
    } - {None}
    for number, place in land.by_id.items():
        period = place.on(on)
        if (
            period is not None
            and (number in bordering or period.district_key in districts)
            and is_municipality(period.kind)
            and period.kind is not OrganisationKind.LANDKREIS
        ):
            yield number, period
