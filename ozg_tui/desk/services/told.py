"""What »since the last call« says of services at a Kommune, and of the Modellkommunen."""

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.orm import aliased

from db.tables import ModelParticipation, ModelStatusPeriod, Rollout, Service, ServiceBundle
from ozg_tui.desk.core.telling import (
    ADDED,
    MOMENT,
    PLACE,
    WARNING,
    Around,
    Recorded,
    Said,
    Telling,
    moved,
    rows,
    rows_at_us,
    sign_of,
)
from ozg_tui.desk.services.model_projects import STATUS_LABELS
from ozg_tui.german.labels import ROLLOUT_STATES

_sibling = aliased(Service)
_in_bundle = select(func.count()).where(_sibling.bundle_id == Service.bundle_id).scalar_subquery()
_unnamed = (
    ServiceBundle.name
    + literal(": Leistung ")
    + cast(Service.number, String)
    + literal(" von ")
    + cast(_in_bundle, String)
)


def _rollout(step: Recorded, _around: Around) -> Said | None:
    """A service is connected, tested, live, disturbed."""
    what = step.about.text
    if step.action == "delete":
        return None
    if step.action == "insert":
        state = step.after["state"]
        return Said(sign_of(state, ADDED), f"{what}: {ROLLOUT_STATES[state]}")
    if said := moved(step, what, "state", ROLLOUT_STATES):
        return said
    if "in_finder" not in step.after:
        return None
    if step.after["in_finder"]:
        return Said(ADDED, f"{what} steht im Hessen-Finder")
    return Said(WARNING, f"{what} steht nicht mehr im Hessen-Finder")


def _model_status(step: Recorded, _around: Around) -> Said | None:
    """A Kommune becomes a Modellkommune, or is one no more."""
    status = step.after.get("status")
    if status is None:
        return None
    labels = {code.value: label for code, label in STATUS_LABELS.items()}
    return Said(sign_of(status), f"Modellkommune: {labels[status]}")


ROLLOUT = Telling(
    (
        rows_at_us(Rollout, text=func.coalesce(Service.name, _unnamed))
        .join(Service, Service.id == Rollout.service_id)
        .join(ServiceBundle, ServiceBundle.id == Service.bundle_id),
    ),
    _rollout,
)
MODEL_STATUS = Telling(
    (
        rows(ModelStatusPeriod, ModelParticipation)
        .join(ModelParticipation, ModelParticipation.id == ModelStatusPeriod.participation_id)
        .where(ModelParticipation.organisation_id == PLACE, ModelParticipation.changed_at > MOMENT),
    ),
    _model_status,
)
