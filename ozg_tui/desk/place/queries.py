"""The questions behind the card of a Kommune, built once.

Each takes the organisation's `id`; some the day `on` and how many rows at most, `limit`.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    CompoundSelect,
    and_,
    bindparam,
    desc,
    func,
    literal,
    nulls_first,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from db.tables import (
    Address,
    Application,
    Booking,
    BundleAvailability,
    Call,
    Contact,
    ContactRole,
    FollowUp,
    Note,
    NoteParty,
    Organisation,
    OrganisationPeriod,
    Participant,
    PhoneNumber,
    Resolution,
    Rollout,
    Service,
    ServiceBundle,
    Subscription,
)
from db.tables.cooperation import staying_on
from ozg_tui.desk.register.people import ID as _ID
from ozg_tui.desk.register.people import everybody

PEOPLE_SHOWN = 30
TALKS_SHOWN = 5
MOST_TALKS = 200
"""What is shown of the conversations when somebody asks for all of them."""

_ON = bindparam("on", type_=ContactRole.valid_to.type)
_LIMIT: BindParameter[int] = bindparam("limit")
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
        Organisation.office_hours,
        Organisation.reach_source,
        Organisation.reach_on,
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

PEOPLE = everybody(
    Contact.id,
    Contact.title,
    Contact.given_name,
    Contact.family_name,
    Contact.call_first,
    Contact.historic_on,
    Contact.left_reason,
)

_mine = everybody(Contact.id)
_OF_THE_SHOWN: BindParameter[list[int]] = bindparam("people", expanding=True)
"""Whom the card shows: these are asked for after the people themselves."""

REACH: CompoundSelect[*tuple[Any, ...]] = union_all(
    select(
        literal("role").label("what"),
        ContactRole.contact_id,
        ContactRole.role.label("kind"),
        literal("").label("text"),
        ContactRole.confirmed_on,
        ContactRole.id.label("number"),
    ).where(
        ContactRole.contact_id.in_(_OF_THE_SHOWN),
        or_(ContactRole.valid_from.is_(None), ContactRole.valid_from <= _ON),
        or_(ContactRole.valid_to.is_(None), ContactRole.valid_to >= _ON),
    ),
    *(
        select(
            literal(what),
            table.contact_id,
            table.kind,
            text,
            table.confirmed_on,
            table.id,
        ).where(whose)
        for what, table, text in (
            ("phone", PhoneNumber, PhoneNumber.raw),
            ("address", Address, Address.text),
        )
        # Two questions: in one with »or«, SQLite reads all numbers there are. Most of them have no
        # organisation, so the missing contact leads to the few that have.
        for whose in (
            table.contact_id.in_(_OF_THE_SHOWN),
            and_(table.contact_id.is_(None), table.organisation_id == _ID),
        )
    ),
).order_by(desc("what"), "number")

SERVICES = (
    select(
        Service.bundle_id,
        ServiceBundle.name,
        ServiceBundle.efa,
        Service.competent_kinds,
        Rollout.state,
        Rollout.in_finder,
    )
    .join(ServiceBundle, ServiceBundle.id == Service.bundle_id)
    .outerjoin(Rollout, (Rollout.service_id == Service.id) & (Rollout.organisation_id == _ID))
    .order_by(ServiceBundle.position, Service.number)
)

MONTHS = select(BundleAvailability.bundle_id, BundleAvailability.month).order_by(
    BundleAvailability.month
)

TASKS = (
    select(FollowUp.id, FollowUp.due_on, FollowUp.text, FollowUp.owner)
    .where(FollowUp.organisation_id == _ID, FollowUp.done_at.is_(None))
    .order_by(FollowUp.due_on, FollowUp.id)
)

_note_here = Note.id.in_(
    union(
        select(Note.id).where(Note.organisation_id == _ID),
        select(NoteParty.note_id).where(NoteParty.organisation_id == _ID),
    )
)
_notes = (
    select(
        Note.id,
        Note.written_at.label("at"),
        literal("").label("direction"),
        Note.written_by.label("by"),
        Note.text,
        literal("").label("topic"),
        literal("").label("result"),
    )
    .where(_note_here)
    .order_by(Note.written_at.desc(), Note.id.desc())
    .limit(_LIMIT)
    .subquery()
)
_calls = (
    select(
        Call.id,
        Call.started_at.label("at"),
        Call.direction,
        Call.taken_by.label("by"),
        Call.text,
        Call.topic,
        Call.result,
    )
    .where(Call.organisation_id == _ID)
    .order_by(Call.started_at.desc(), Call.id.desc())
    .limit(_LIMIT)
    .subquery()
)
# Each side limited by itself: of a thousand notes only a handful is read whole.
TALKS = union_all(select(_notes), select(_calls)).order_by(desc("at"), desc("id")).limit(_LIMIT)


def _number_of(table: Any) -> Any:
    return (
        select(func.count())
        .select_from(table)
        .where(table.organisation_id == _ID)
        .scalar_subquery()
    )


TOTALS = select(
    _number_of(Contact).label("people"),
    (
        select(func.count()).select_from(Note).where(_note_here).scalar_subquery()
        + _number_of(Call)
    ).label("talks"),
)

_takes_part = staying_on(_ON)
_mine_in = select(Participant.application_id).where(Participant.organisation_id == _ID, _takes_part)

APPLICATIONS = (
    select(
        Application.id,
        Application.number,
        Application.title,
        Application.station,
        Application.station_since,
        Application.applied_on,
        Participant.organisation_id,
        Participant.role,
        Resolution.status,
        Resolution.session_on,
    )
    .join(Participant, Participant.application_id == Application.id)
    .outerjoin(Resolution, Resolution.participant_id == Participant.id)
    .where(Application.id.in_(_mine_in), _takes_part)
    .order_by(Application.number.desc(), Participant.position)
)

_mine_or_here = or_(Subscription.contact_id.in_(_mine), Subscription.organisation_id == _ID)
SUBSCRIPTIONS = (
    select(
        Subscription.email,
        Subscription.contact_id,
        Subscription.consent,
        Subscription.subscribed_at,
        Subscription.ended_at,
        Subscription.bounced,
    )
    .where(_mine_or_here)
    .order_by(Subscription.ended_at.is_not(None), Subscription.email)
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
