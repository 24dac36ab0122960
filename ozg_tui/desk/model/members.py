"""The OZG-Modellkommunen: who was one on which day, and how each came to be one."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, or_, select

from db.fold import sort_key
from db.names import full_name
from db.tables import ModelParticipation, ModelStatusPeriod, OrganisationPeriod
from ozg_tui.codes.funding import ModelStatus
from ozg_tui.desk.core.desk import Desk

MEMBER_STATUSES = frozenset(
    {
        ModelStatus.CHOSEN,
        ModelStatus.SUCCEEDED,
        ModelStatus.CONTRACTED,
        ModelStatus.COMPLETED,
    }
)
"""With these a Kommune is a Modellkommune; an applicant is none yet, who resigned none any more."""


class ModelMember(NamedTuple):
    """A Modellkommune on a day; `since` is the first day of its status."""

    key: str
    name: str
    status: ModelStatus
    since: date
    note: str


class ModelStep(NamedTuple):
    """One status of a Kommune in the programme; inexact days come from a range in the source."""

    status: ModelStatus
    valid_from: date
    valid_to: date | None
    dates_exact: bool
    note: str
    source: str
    project: str
    joint: bool
    amount_cents: int | None


_status = ModelStatusPeriod
_period = OrganisationPeriod
_AS_OF = (
    select(
        ModelParticipation.organisation_id,
        _status.status,
        _status.valid_from,
        _status.note,
        _period.key,
        _period.name,
        _period.kind,
    )
    .join(_status, _status.participation_id == ModelParticipation.id)
    .join(_period, _period.organisation_id == ModelParticipation.organisation_id)
    .where(
        _status.valid_from <= bindparam("day"),
        or_(_status.valid_to.is_(None), _status.valid_to >= bindparam("day")),
        or_(_period.valid_from.is_(None), _period.valid_from <= bindparam("day")),
        or_(_period.valid_to.is_(None), _period.valid_to >= bindparam("day")),
    )
    .order_by(_status.valid_from, _status.id)
)
_HISTORY = (
    select(
        _status.status,
        _status.valid_from,
        _status.valid_to,
        _status.dates_exact,
        _status.note,
        _status.source_code,
        ModelParticipation.project,
        ModelParticipation.joint,
        ModelParticipation.amount_cents,
    )
    .join(_status, _status.participation_id == ModelParticipation.id)
    .where(ModelParticipation.organisation_id == bindparam("organisation_id"))
    .order_by(_status.valid_from, _status.id)
)


def as_of(desk: Desk, day: date) -> tuple[ModelMember, ...]:
    """The Modellkommunen of a day under their names and keys of that day, sorted by name."""
    rows = desk.read(lambda reader: reader.execute(_AS_OF, {"day": day}).all())
    newest = {row.organisation_id: row for row in rows}
    members = [
        ModelMember(
            row.key,
            full_name(row.name, row.kind),
            ModelStatus(row.status),
            row.valid_from,
            row.note or "",
        )
        for row in newest.values()
        if row.status in MEMBER_STATUSES
    ]
    return tuple(sorted(members, key=lambda each: sort_key(each.name)))


def history(desk: Desk, organisation_id: int) -> tuple[ModelStep, ...]:
    """The way of one Kommune through the programme, the oldest step first."""
    rows = desk.read(
        lambda reader: reader.execute(_HISTORY, {"organisation_id": organisation_id}).all()
    )
    return tuple(
        ModelStep(
            ModelStatus(row.status),
            row.valid_from,
            row.valid_to,
            row.dates_exact,
            row.note or "",
            row.source_code,
            row.project or "",
            row.joint,
            row.amount_cents,
        )
        for row in rows
    )
