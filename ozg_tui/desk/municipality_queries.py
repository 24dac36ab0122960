"""The questions behind the card of a Kommune, built once; each takes the organisation's `id`."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    bindparam,
    desc,
    func,
    literal,
    nulls_first,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from db.tables import (
    Address,
    Application,
    Booking,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    Note,
    Organisation,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Resolution,
    Rollout,
    Service,
    ServiceBundle,
)

PEOPLE_SHOWN = 9
TALKS_SHOWN = 3

_ID: BindParameter[int] = bindparam("id")
_period = OrganisationPeriod
_district = aliased(OrganisationPeriod)

PERIODS = (
    select(
        _period.organisation_id,
        _period.key,
        _period.name,
        _period.suffix,
        _period.kind,
        _period.district_key,
        _period.region,
        _period.valid_from,
        _period.valid_to,
        Organisation.office,
        Organisation.street,
        Organisation.postcode,
        Organisation.town,
        Organisation.population,
        Organisation.population_on,
        Organisation.website,
        Organisation.note,
        Organisation.successor_id,
        select(_district.name)
        .where(_district.key == _period.district_key)
        .order_by(_district.valid_from.desc())
        .limit(1)
        .scalar_subquery()
        .label("district"),
    )
    .join(Organisation, Organisation.id == _period.organisation_id)
    .where(or_(Organisation.id == _ID, Organisation.successor_id == _ID))
    .order_by(_period.organisation_id, nulls_first(_period.valid_from))
)

PEOPLE = (
    select(
        Contact.id,
        Contact.title,
        Contact.given_name,
        Contact.family_name,
        Contact.call_first,
        Contact.historic_on,
        func.count().over().label("total"),
    )
    .where(Contact.organisation_id == _ID)
    .order_by(
        Contact.historic_on.is_not(None),
        Contact.call_first.desc(),
        Contact.family_name,
        Contact.id,
    )
    .limit(PEOPLE_SHOWN)
)

_mine = select(Contact.id).where(Contact.organisation_id == _ID)

REACH: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        literal("role").label("what"),
        ContactRole.contact_id,
        ContactRole.role.label("kind"),
        literal("").label("text"),
        ContactRole.confirmed_on,
        ContactRole.id.label("number"),
    ).where(ContactRole.contact_id.in_(_mine), ContactRole.valid_to.is_(None)),
    *(
        select(
            literal(what),
            table.contact_id,
            table.kind,
            text,
            table.confirmed_on,
            table.id,
        ).where(or_(table.contact_id.in_(_mine), table.organisation_id == _ID))
        for what, table, text in (
            ("phone", PhoneNumber, PhoneNumber.raw),
            ("address", Address, Address.text),
        )
    ),
).order_by("number")

SERVICES = (
    select(Service.bundle_id, ServiceBundle.name, Service.competent_kinds, Rollout.state)
    .join(ServiceBundle, ServiceBundle.id == Service.bundle_id)
    .outerjoin(Rollout, (Rollout.service_id == Service.id) & (Rollout.organisation_id == _ID))
    .order_by(ServiceBundle.position, Service.number)
)

TASKS = (
    select(FollowUp.id, FollowUp.due_on, FollowUp.text, FollowUp.owner)
    .where(FollowUp.organisation_id == _ID, FollowUp.done_at.is_(None))
    .order_by(FollowUp.due_on, FollowUp.id)
)

TALKS = (
    union_all(
        select(
            Note.id,
            Note.written_at.label("at"),
            literal("").label("direction"),
            Note.written_by.label("by"),
            Note.text,
        ).where(Note.organisation_id == _ID),
        select(
            Call.id,
            Call.started_at,
            Call.direction,
            Call.taken_by,
            func.coalesce(Call.text, Call.topic, ""),
        ).where(Call.organisation_id == _ID),
    )
    .order_by(desc("at"))
    .limit(TALKS_SHOWN)
)

_other = aliased(Participant)
_passed = (
    select(Resolution.id)
    .where(Resolution.participant_id == _other.id, Resolution.status == "passed")
    .exists()
)
_partners = select(func.count()).where(
    _other.application_id == Application.id, _other.left_on.is_(None)
)

APPLICATIONS = (
    select(
        Application.id,
        Application.number,
        Application.title,
        Application.station,
        Participant.role,
        _partners.where(~_passed).scalar_subquery().label("missing"),
        _partners.scalar_subquery().label("partners"),
    )
    .join(Participant, Participant.application_id == Application.id)
    .where(Participant.organisation_id == _ID)
    .order_by(Application.number.desc())
)

BOOKINGS = (
    select(
        Booking.id,
        Booking.module,
        Booking.funding_source,
        Booking.funded,
        Booking.state,
        Booking.booked_on,
        Booking.consultation_on,
    )
    .where(Booking.organisation_id == _ID)
    .order_by(Booking.module, Booking.id)
)
