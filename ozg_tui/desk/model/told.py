"""What »since the last call« says of a Modellkommune."""

from db.tables import ModelParticipation, ModelStatusPeriod
from ozg_tui.desk.core.telling import (
    ADDED,
    MOMENT,
    PLACE,
    Around,
    Recorded,
    Said,
    Telling,
    rows,
    rows_at_us,
    sign_of,
)
from ozg_tui.german.labels import MODEL_STATUSES

_TOLD = (("result", "Ergebnis"), ("reused_by", "nachgenutzt von"))


def _participation(step: Recorded, _around: Around) -> Said | None:
    """What a project has brought, and who uses it as well."""
    if step.action != "update":
        return None
    for column, what in _TOLD:
        if said := step.after.get(column):
            return Said(ADDED, f"Modellprojekt, {what}: {said}")
    return None


def _model_status(step: Recorded, _around: Around) -> Said | None:
    """A Kommune becomes a Modellkommune, or is one no more."""
    status = step.after.get("status")
    if status is None:
        return None
    return Said(sign_of(status), f"Modellkommune: {MODEL_STATUSES[status]}")


PARTICIPATION = Telling((rows_at_us(ModelParticipation),), _participation)
MODEL_STATUS = Telling(
    (
        rows(ModelStatusPeriod, ModelParticipation)
        .join(ModelParticipation, ModelParticipation.id == ModelStatusPeriod.participation_id)
        .where(ModelParticipation.organisation_id == PLACE, ModelParticipation.changed_at > MOMENT),
    ),
    _model_status,
)
