"""The questions behind »since the last call«; each is answered through indexes alone.

Every record carries the day of its last change, also when only a part of it changed: what has not
been touched since is never looked for in the history.
"""

from typing import Any

from sqlalchemy import (
    Select,
    String,
    and_,
    bindparam,
    cast,
    desc,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from db.metadata import UtcTime
from db.tables import (
    Address,
    Application,
    Booking,
    Change,
    Contact,
    ContactRole,
    FollowUp,
    ModelParticipation,
    ModelStatusPeriod,
    Note,
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
from seeds.load import ACTOR

RECORDS_LOOKED_AT = 500
"""How many changed records one question looks at, those changed last."""

REMOVALS_LOOKED_AT = 5_000
"""Among how many of the store's newest changes removals are looked for: no index leads to them."""


_ID = bindparam("id", type_=Organisation.id.type)
_MOMENT = bindparam("moment", type_=UtcTime())
_NOTHING = {
    "title": literal(""),
    "given_name": literal(""),
    "family_name": literal(""),
    "number": literal(""),
    "place": literal(0),
    "text": literal(""),
    "record": literal(0),
}
_PERSON = {
    "title": Contact.title,
    "given_name": Contact.given_name,
    "family_name": Contact.family_name,
}


def _rows(table: Any, record: Any = None, **names: Any) -> Select[*tuple[Any, ...]]:
    """The rows of a table, with the record that they are part of and what names them."""
    record = record or table
    columns = {"record": record.id} | names
    return select(
        literal(table.__tablename__).label("table_name"),
        table.id.label("row_id"),
        record.changed_at,
        *(columns.get(name, empty).label(name) for name, empty in _NOTHING.items()),
    )


_our_contact = and_(Contact.organisation_id == _ID, Contact.changed_at > _MOMENT)
_our_own = and_(Organisation.id == _ID, Organisation.changed_at > _MOMENT)
_us = aliased(Participant)
_our_application = and_(
    Application.id.in_(select(_us.application_id).where(_us.organisation_id == _ID)),
    Application.changed_at > _MOMENT,
)
_sibling = aliased(Service)
_in_bundle = select(func.count()).where(_sibling.bundle_id == Service.bundle_id).scalar_subquery()
_unnamed = (
    ServiceBundle.name
    + literal(": Leistung ")
    + cast(Service.number, String)
    + literal(" von ")
    + cast(_in_bundle, String)
)
_council = {"number": Application.number, "place": Participant.organisation_id}


def _at_us(table: Any, **names: Any) -> Select[*tuple[Any, ...]]:
    return _rows(table, **names).where(table.organisation_id == _ID, table.changed_at > _MOMENT)


CHANGED = (
    union_all(
        _rows(Organisation).where(_our_own),
        *(
            _rows(part, Organisation, text=what)
            .join(Organisation, Organisation.id == part.organisation_id)
            .where(_our_own)
            for part, what in (
                (OrganisationPeriod, OrganisationPeriod.kind),
                (PhoneNumber, PhoneNumber.kind),
                (Address, Address.kind),
            )
        ),
        _rows(Contact, **_PERSON).where(_our_contact),
        *(
            _rows(part, Contact, text=what, **_PERSON)
            .join(Contact, Contact.id == part.contact_id)
            .where(_our_contact)
            for part, what in (
                (ContactRole, ContactRole.role),
                (PhoneNumber, PhoneNumber.kind),
                (Address, Address.kind),
            )
        ),
        _at_us(Booking, number=cast(Booking.module, String)),
        _rows(Application, number=Application.number).where(_our_application),
        _rows(Participant, Application, **_council)
        .join(Application, Application.id == Participant.application_id)
        .where(_our_application),
        _rows(Resolution, Application, **_council)
        .join(Participant, Participant.id == Resolution.participant_id)
        .join(Application, Application.id == Participant.application_id)
        .where(_our_application),
        _at_us(Rollout, text=func.coalesce(Service.name, _unnamed))
        .join(Service, Service.id == Rollout.service_id)
        .join(ServiceBundle, ServiceBundle.id == Service.bundle_id),
        _at_us(Note, text=func.substr(Note.text, 1, 200)),
        _at_us(FollowUp, text=FollowUp.text),
        _at_us(Subscription, text=Subscription.email),
        _rows(Subscription, text=Subscription.email)
        .join(Contact, Contact.id == Subscription.contact_id)
        .where(
            Contact.organisation_id == _ID,
            Subscription.organisation_id.is_(None),
            Subscription.changed_at > _MOMENT,
        ),
        _rows(ModelStatusPeriod, ModelParticipation)
        .join(ModelParticipation, ModelParticipation.id == ModelStatusPeriod.participation_id)
        .where(ModelParticipation.organisation_id == _ID, ModelParticipation.changed_at > _MOMENT),
    )
    .order_by(desc("changed_at"))
    .limit(RECORDS_LOOKED_AT)
)

TABLES = (
    "organisation",
    "organisation_period",
    "contact",
    "contact_role",
    "phone_number",
    "address",
    "booking",
    "application",
    "participant",
    "resolution",
    "rollout",
    "note",
    "follow_up",
    "subscription",
    "model_status_period",
)
"""Where a change is about an organisation; its calls are not: they are what is looked back to."""

_NEWS = (Change.at > _MOMENT, Change.actor != ACTOR)
_COLUMNS = (
    Change.id,
    Change.unit,
    Change.at,
    Change.actor,
    Change.action,
    Change.table_name,
    Change.row_id,
    Change.before,
    Change.after,
)
STEPS = select(*_COLUMNS).where(
    or_(
        *(
            and_(Change.table_name == table, Change.row_id.in_(bindparam(table, expanding=True)))
            for table in TABLES
        )
    ),
    Change.action != "delete",
    *_NEWS,
)
_newest = select(func.max(Change.id)).scalar_subquery()
REMOVALS = select(*_COLUMNS).where(
    Change.id > _newest - REMOVALS_LOOKED_AT,
    Change.action == "delete",
    # Not `in`: an index on tables would lead through the whole history.
    Change.table_name != "call",
    or_(
        Change.before["organisation_id"].as_integer() == _ID,
        Change.before["contact_id"].as_integer().in_(bindparam("contacts", expanding=True)),
        Change.before["application_id"].as_integer().in_(bindparam("applications", expanding=True)),
    ),
    *_NEWS,
)
WITH_A_CALL = select(Change.unit).where(
    Change.unit.in_(bindparam("units", expanding=True)), Change.table_name == "call"
)
NUMBER = select(Application.number).where(Application.id == bindparam("id"))
