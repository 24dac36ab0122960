"""The questions behind a caller, built once; each walks an index and stops early."""

from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from db.tables import Contact, Organisation, OrganisationPeriod, PhoneNumber
from ozg_tui.codes.register import NumberKind

ROWS = 500
"""How many stored numbers one question takes at most."""

_NEIGHBOURS = 10
_TOWN_NUMBERS = 5

_NUMBERS: Select[*tuple[Any, ...]] = select(
    PhoneNumber.kind,
    PhoneNumber.raw,
    PhoneNumber.e164,
    func.coalesce(PhoneNumber.organisation_id, Contact.organisation_id).label("organisation_id"),
    PhoneNumber.contact_id,
    Contact.title,
    Contact.given_name,
    Contact.family_name,
    Contact.historic_on,
    Contact.left_reason,
).outerjoin(Contact, Contact.id == PhoneNumber.contact_id)

AMONG = _NUMBERS.where(PhoneNumber.e164.in_(bindparam("numbers", expanding=True))).limit(ROWS)
"""The numbers that are one of `numbers`."""

BEFORE = (
    _NUMBERS.where(PhoneNumber.e164 < bindparam("e164"))
    .order_by(PhoneNumber.e164.desc())
    .limit(_NEIGHBOURS)
)
AFTER = (
    _NUMBERS.where(PhoneNumber.e164 > bindparam("e164"))
    .order_by(PhoneNumber.e164)
    .limit(_NEIGHBOURS)
)
"""The numbers next to `e164`: those that share most of it."""

_period = OrganisationPeriod
_district = aliased(OrganisationPeriod)

PLACES: Select[*tuple[Any, ...]] = (
    select(
        _period.organisation_id,
        _period.name,
        _period.kind,
        Organisation.successor_id,
        select(_district.name)
        .where(_district.key == _period.district_key)
        .order_by(_district.valid_from.desc())
        .limit(1)
        .scalar_subquery()
        .label("district"),
    )
    .join(Organisation, Organisation.id == _period.organisation_id)
    .where(_period.organisation_id.in_(bindparam("ids", expanding=True)))
    .order_by(_period.valid_from.asc().nulls_first())
)
"""Names of the organisations with these `ids`, the newest last."""

OWN_NUMBERS: Select[*tuple[Any, ...]] = (
    select(PhoneNumber.e164)
    .where(PhoneNumber.organisation_id == bindparam("id"))
    .order_by(PhoneNumber.kind != NumberKind.SWITCHBOARD, PhoneNumber.id)
    .limit(_TOWN_NUMBERS)
)
"""Numbers of the organisation with this `id` itself, its switchboard first."""

PEOPLES_NUMBERS: Select[*tuple[Any, ...]] = (
    select(PhoneNumber.e164)
    .join(Contact, Contact.id == PhoneNumber.contact_id)
    .where(Contact.organisation_id == bindparam("id"), Contact.historic_on.is_(None))
    .limit(_TOWN_NUMBERS)
)
"""Numbers of people at the organisation with this `id`."""
