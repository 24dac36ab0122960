"""How far one service is at one Kommune: what history and undo know of such a record."""

from typing import Annotated

from pydantic import Field
from sqlalchemy.exc import IntegrityError

from db.tables import Rollout, Service
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.records import Records
from ozg_tui.desk.core.session import DeskSession, session_of
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.core.values import (
    Input,
    OptionalDay,
    OptionalLine,
    OptionalText,
    Pick,
    Ui,
    YesNo,
)


class RolloutInput(Input):
    """The state of a service at a Kommune, and its entry in the Hessen-Finder apart from that."""

    organisation_id: Annotated[Pick, Ui(lookup="municipality")] = Field(title="Kommune")
    service_id: Pick = Field(title="Leistung")
    state: RolloutState = Field(RolloutState.NOT_STARTED, title="Stand")
    since: OptionalDay = Field(None, title="Seit")
    in_finder: YesNo = Field(False, title="Im Hessen-Finder")
    source: OptionalLine = Field(None, title="Quelle")
    remark: OptionalText = Field(None, title="Bemerkung")


class Rollouts(Records[RolloutInput, Rollout]):
    """The records of the roll-out. Many of them are saved together: see `recording`."""

    code = "rollout"
    model = RolloutInput
    table = Rollout

    def title(self, row: Rollout) -> str:
        """Kommune and service: `Ahnatal, Mängelmelder 3`."""
        session = session_of(row)
        if session is None:
            return "Anbindung"
        place = territory(session.desk).name(row.organisation_id)
        return f"{place}, {service_name(session, row.service_id)}"

    def value(self, row: Rollout) -> RolloutInput:
        """All fields."""
        return RolloutInput.model_construct(
            organisation_id=row.organisation_id,
            service_id=row.service_id,
            state=RolloutState(row.state),
            since=row.since,
            in_finder=row.in_finder,
            source=row.source,
            remark=row.remark,
        )

    def apply(self, session: DeskSession, row: Rollout, value: RolloutInput) -> None:
        """Write all fields."""
        for name in RolloutInput.model_fields:
            setattr(row, name, getattr(value, name))

    def explain(self, session: DeskSession, value: RolloutInput, error: IntegrityError) -> str:
        """The one guarantee beyond the fields: a Kommune has one state for a service."""
        name = service_name(session, value.service_id)
        return f"Zu {name} ist bei dieser Kommune inzwischen ein Stand eingetragen."


def service_name(session: DeskSession, service_id: int) -> str:
    """A service by its own name, else by its bundle and number."""
    service = session.get(Service, service_id)
    if service is None:
        return "Leistung"
    if service.name:
        return service.name
    is_alone = len(service.bundle.services) == 1
    return service.bundle.name if is_alone else f"{service.bundle.name} {service.number}"


ROLLOUTS = Rollouts()
