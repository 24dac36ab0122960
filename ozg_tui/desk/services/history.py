"""What was recorded about one cell, the newest first."""

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from db.tables import Change, Rollout
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.services.recording import Cell

_ROW = select(Rollout.id).where(
    Rollout.organisation_id == bindparam("organisation"), Rollout.service_id == bindparam("service")
)
_CHANGES = (
    select(Change.at, Change.actor, Change.action, Change.after)
    .where(Change.table_name == Rollout.__tablename__, Change.row_id == bindparam("row"))
    .order_by(Change.id)
)


class Entry(NamedTuple):
    """Who recorded what and when; the rest is the cell as it was from then on."""

    at: datetime
    actor: str
    state: str
    since: str | None
    in_finder: bool
    source: str | None
    remark: str | None


def history(desk: Desk, cell: Cell) -> tuple[Entry, ...]:
    """All records of a cell that is there; empty where nothing is recorded."""
    asked = {"organisation": cell.organisation_id, "service": cell.service_id}
    row = desk.read(lambda reader: reader.execute(_ROW, asked).scalar())
    if row is None:
        return ()
    changes = desk.read(lambda reader: reader.execute(_CHANGES, {"row": str(row)}).all())
    known: dict[str, Any] = {}
    found = []
    for change in changes:
        known |= change.after or {}
        found.append(
            Entry(
                change.at,
                change.actor,
                known["state"],
                known.get("since"),
                bool(known.get("in_finder")),
                known.get("source"),
                known.get("remark"),
            )
        )
    return tuple(reversed(found))
