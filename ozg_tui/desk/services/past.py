"""The states of all cells on a day: as they are, or as the history lets them be for the past."""

from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from db.tables import Change, Rollout
from ozg_tui.clock import day_of
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.services.recording import Cell
from ozg_tui.rules.services.past import Told, held_on
from ozg_tui.rules.services.recording import Held

_NOW = select(
    Rollout.id,
    Rollout.organisation_id,
    Rollout.service_id,
    Rollout.state,
    Rollout.since,
    Rollout.in_finder,
)
_CHANGES = (
    select(Change.at, Change.row_id, Change.action, Change.before, Change.after)
    .where(Change.table_name == Rollout.__tablename__)
    .order_by(Change.id)
)


class State(NamedTuple):
    """What is recorded about a cell, and the number of the row that says so."""

    id: int
    cell: Cell
    held: Held


def states(desk: Desk, on: date) -> list[State]:
    """Every cell with what held on a day; what was recorded later about that day counts.

    Where somebody recorded no day, the day of the record stands for it.
    """
    rows = desk.read(lambda reader: reader.execute(_NOW).all())
    if on >= desk.today():
        return [State(row.id, Cell(row[1], row[2]), _held(row)) for row in rows]
    changes = desk.read(lambda reader: reader.execute(_CHANGES).all())
    told: dict[str, list[Told]] = defaultdict(list)
    values: dict[str, dict[str, Any]] = defaultdict(dict)
    for change in changes:
        values[change.row_id] |= change.after or {}
        told[change.row_id].append(_told(change, values[change.row_id]))
    found = [
        State(int(number), Cell(known["organisation_id"], known["service_id"]), held)
        for number, known in values.items()
        if {"organisation_id", "service_id"} <= known.keys()
        and (held := held_on(told[number], on)) is not None
    ]
    # What came in without a history has been so since its day.
    found += [
        State(row.id, Cell(row[1], row[2]), _held(row))
        for row in rows
        if str(row.id) not in told and (row.since is None or row.since <= on)
    ]
    return found


def _held(row: Any) -> Held:
    return Held(state=RolloutState(row.state), since=row.since, in_finder=row.in_finder)


def _told(change: Any, values: dict[str, Any]) -> Told:
    recorded = day_of(change.at)
    if change.action == "delete":
        return Told(recorded, None)
    text = values.get("since")
    since = date.fromisoformat(text) if text else None
    held = Held(
        state=RolloutState(values["state"]), since=since, in_finder=bool(values.get("in_finder"))
    )
    return Told(since or recorded, held)
