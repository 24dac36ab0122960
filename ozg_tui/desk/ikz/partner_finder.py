"""Who could still take part: Kommunen of the same Landkreis that are in no running application.

Which Kommunen border on each other is not in the store; the Landkreis stands for the
neighbourhood. What lies in no Landkreis has no neighbours here.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, or_, select

from db.tables import Application, Contact, Participant, PhoneNumber
from ozg_tui.codes.ikz import ENDED_STATIONS
from ozg_tui.codes.register import NumberKind, OrganisationKind
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.rules.labels import KINDS
from ozg_tui.rules.territory import Period, is_municipality

_ENGAGED = (
    select(Participant.organisation_id)
    .join(Application)
    .where(
        Application.station.not_in(ENDED_STATIONS),
        or_(
            Participant.left_on.is_(None),
            Participant.left_on >= bindparam("on", type_=Participant.left_on.type),
        ),
    )
    .distinct()
)
_OF_APPLICATION = (
    select(Participant.organisation_id)
    .where(Participant.application_id == bindparam("id"))
    .order_by(Participant.position)
)
_NUMBER_ORDER = case(
    {NumberKind.DIRECT: 0, NumberKind.MOBILE: 1, NumberKind.SECRETARIAT: 2},
    value=PhoneNumber.kind,
    else_=3,
)
_PEOPLE = (
    select(
        Contact.organisation_id,
        Contact.title,
        Contact.given_name,
        Contact.family_name,
        PhoneNumber.raw,
    )
    .join(PhoneNumber, PhoneNumber.contact_id == Contact.id)
    .where(
        Contact.organisation_id.in_(bindparam("organisations", expanding=True)),
        Contact.historic_on.is_(None),
    )
    .order_by(
        Contact.call_first.desc(), Contact.family_name, Contact.id, _NUMBER_ORDER, PhoneNumber.id
    )
)
_SWITCHBOARDS = (
    select(PhoneNumber.organisation_id, PhoneNumber.raw)
    .where(
        PhoneNumber.organisation_id.in_(bindparam("organisations", expanding=True)),
        PhoneNumber.kind == NumberKind.SWITCHBOARD,
    )
    .order_by(PhoneNumber.id)
)


class Candidate(NamedTuple):
    """A Kommune that could be asked, and whom to call.

    `who` is a person, or `Zentrale`; it and `number` (as it was written) are empty where nobody
    with a number is known. `population` is None where it is not in the store.
    """

    organisation_id: int
    name: str
    kind: str
    population: int | None
    who: str
    number: str


def partners_for(desk: Desk, organisation_ids: Sequence[int], on: date) -> tuple[Candidate, ...]:
    """The Kommunen in the Landkreise of these that take part in no running IKZ application.

    Running is what has not been rejected, withdrawn or closed; who has left it by the day is free.
    The Landkreis itself is none of them. The largest comes first, those of unknown size last.
    """
    land = territory(desk)
    engaged = desk.read(lambda reader: set(reader.scalars(_ENGAGED, {"on": on})))
    here = [_standing_for(land, each, on) for each in organisation_ids]
    excluded = {*here, *(_standing_for(land, each, on) for each in engaged)}
    found = {
        number: period for number, period in _neighbours(land, here, on) if number not in excluded
    }
    calls = _whom_to_call(desk, found)
    candidates = (
        Candidate(
            number,
            period.name,
            KINDS[period.kind],
            land.by_id[number].population,
            *calls.get(number, ("", "")),
        )
        for number, period in found.items()
    )
    return tuple(
        sorted(
            candidates,
            key=lambda each: (each.population is None, -(each.population or 0), each.name),
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


def _neighbours(
    land: Territory, organisation_ids: Iterable[int], on: date
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
            and period.district_key in districts
            and is_municipality(period.kind)
            and period.kind is not OrganisationKind.LANDKREIS
        ):
            yield number, period


def _whom_to_call(desk: Desk, organisations: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Name and number: the first person with one, else the switchboard."""
    asked = {"organisations": list(organisations)}
    people = desk.read(lambda reader: reader.execute(_PEOPLE, asked).all())
    switchboards: Sequence[Any] = desk.read(
        lambda reader: reader.execute(_SWITCHBOARDS, asked).all()
    )
    found: dict[int, tuple[str, str]] = {}
    for number, *names, raw in people:
        found.setdefault(number, (" ".join(filter(None, names)), raw))
    for organisation_id, raw in switchboards:
        found.setdefault(organisation_id, ("Zentrale", raw))
    return found
