"""What »since the last call« says of services at a Kommune."""

from sqlalchemy import String, cast, func, literal, select
from sqlalchemy.orm import aliased

from db.tables import Rollout, Service, ServiceBundle
from ozg_tui.desk.core.telling import (
    ADDED,
    WARNING,
    Around,
    Recorded,
    Said,
    Telling,
    moved,
    rows_at_us,
    sign_of,
)
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


ROLLOUT = Telling(
    (
        rows_at_us(Rollout, text=func.coalesce(Service.name, _unnamed))
        .join(Service, Service.id == Rollout.service_id)
        .join(ServiceBundle, ServiceBundle.id == Service.bundle_id),
    ),
    _rollout,
)
