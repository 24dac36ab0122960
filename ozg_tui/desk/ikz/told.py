"""What »since the last call« says of IKZ applications and of who takes part in them."""

from sqlalchemy import and_, select
from sqlalchemy.orm import aliased

from db.tables import Application, Participant, Resolution
from ozg_tui.codes.ikz import ParticipantRole, ResolutionStatus
from ozg_tui.desk.core.shown import day_of, shown
from ozg_tui.desk.core.telling import (
    ADDED,
    CHANGED,
    MOMENT,
    PLACE,
    WARNING,
    Around,
    Recorded,
    Said,
    Telling,
    fields,
    moved,
    rows,
    sign_of,
)
from ozg_tui.german.labels import STATIONS

_COUNCIL = {
    "passed": "hat beschlossen",
    "rejected": "hat abgelehnt",
    "adjourned": "hat vertagt",
    "revoked": "hat den Beschluss aufgehoben",
    "scheduled": "hat den Beschluss angesetzt",
    "open": "hat noch nicht beschlossen",
}
_us = aliased(Participant)
_ours = and_(
    Application.id.in_(select(_us.application_id).where(_us.organisation_id == PLACE)),
    Application.changed_at > MOMENT,
)
_council = {"number": Application.number, "place": Participant.organisation_id}


def _application(step: Recorded, _around: Around) -> Said | None:
    """An application begins or moves on."""
    number = step.about.number
    if step.action == "insert":
        return Said(ADDED, f"{number} angelegt: {shown('title', step.after['title'])}")
    return moved(step, f"{number}", "station", STATIONS) or fields(step, f"{number}: ")


def _participant(step: Recorded, around: Around) -> Said | None:
    """A Kommune joins, leaves, or takes the lead."""
    about = f"{step.about.number}: {around.land.name(step.about.organisation_id)}"
    if step.action == "delete" or step.after.get("left_on"):
        return Said(WARNING, f"{about} ist nicht mehr beteiligt")
    if step.action == "insert":
        return Said(ADDED, f"{about} ist jetzt beteiligt")
    is_lead = step.after.get("role") == ParticipantRole.LEAD
    return Said(CHANGED, f"{about} ist jetzt federführend") if is_lead else None


def _resolution(step: Recorded, around: Around) -> Said | None:
    """A council has resolved, or not."""
    about = f"{step.about.number}: {around.land.name(step.about.organisation_id)}"
    status = step.after.get("status")
    if step.action == "delete" or (step.action == "insert" and status == ResolutionStatus.OPEN):
        return None
    if status is not None:
        day = day_of(step.after, "session_on")
        when = f" (Sitzung {day})" if day else ""
        return Said(sign_of(status), f"{about} {_COUNCIL[status]}{when}")
    if step.after.get("copy_at_hand"):
        return Said(ADDED, f"{about}: Kopie des Beschlusses liegt vor")
    return fields(step, f"{about}: ")


APPLICATION = Telling((rows(Application, number=Application.number).where(_ours),), _application)
PARTICIPANT = Telling(
    (
        rows(Participant, Application, **_council)
        .join(Application, Application.id == Participant.application_id)
        .where(_ours),
    ),
    _participant,
)
RESOLUTION = Telling(
    (
        rows(Resolution, Application, **_council)
        .join(Participant, Participant.id == Resolution.participant_id)
        .join(Application, Application.id == Participant.application_id)
        .where(_ours),
    ),
    _resolution,
)
