"""The history of one organisation since a moment: what was recorded, and what it is about."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from ozg_tui.desk.core.telling import About, Recorded
from ozg_tui.desk.since.statements import (
    CHANGED,
    NUMBER,
    REMOVALS,
    STEPS,
    TABLES,
    WITH_A_CALL,
)
from ozg_tui.german.people import person as person_of

_NOTED = frozenset({"note", "follow_up"})


_Known = dict[tuple[str, int], About]


def recorded(reader: Connection, organisation_id: int, moment: datetime) -> list[Recorded]:
    """What was changed about an organisation after a moment, in the order of the history.

    What the seeds brought is not among it.
    """
    wanted: dict[str, Any] = {"id": organisation_id, "moment": moment}
    known: _Known = {
        (row.table_name, row.row_id): About(
            person_of(row.title, row.given_name, row.family_name),
            row.number,
            row.place,
            row.text,
            row.record,
        )
        for row in reader.execute(CHANGED, wanted)
    }
    ids: dict[str, list[int]] = defaultdict(list)
    for table, number in known:
        ids[table].append(number)
    steps = _steps(reader, known, ids, wanted) if known else []
    removed = reader.execute(
        REMOVALS,
        wanted | {"contacts": ids["contact"] or [0], "applications": ids["application"] or [0]},
    )
    steps += [
        _recorded(row, _about_removed(reader, row, known))
        for row in removed
        if row.table_name in TABLES
    ]
    noted = {step.unit for step in steps if step.table in _NOTED}
    if noted:
        # What was noted with a call is part of it.
        with_a_call = set(reader.scalars(WITH_A_CALL, {"units": [*noted]}))
        steps = [each for each in steps if not _is_part(each, with_a_call)]
    return sorted(steps, key=lambda step: step.id)


def _is_part(step: Recorded, with_a_call: set[str]) -> bool:
    return step.table in _NOTED and step.unit in with_a_call


def _steps(
    reader: Connection, known: _Known, ids: Mapping[str, list[int]], wanted: dict[str, Any]
) -> list[Recorded]:
    # An empty list would become a query of its own, and no index be used for the others.
    rows = {table: [str(number) for number in ids.get(table, [0])] for table in TABLES}
    found = sorted(reader.execute(STEPS, wanted | rows), key=lambda row: row.id, reverse=True)
    steps: list[Recorded] = []
    made: set[tuple[str, str]] = set()
    for row in found:
        key = (row.table_name, row.row_id)
        # SQLite gives the number of a deleted row to the next: what was before is another's.
        if key not in made:
            steps.append(_recorded(row, known[row.table_name, int(row.row_id)]))
        if row.action == "insert":
            made.add(key)
    return steps


def _recorded(row: Any, about: About) -> Recorded:
    return Recorded(
        row.id,
        row.unit,
        row.at,
        row.actor,
        row.action,
        row.table_name,
        int(row.row_id),
        row.before or {},
        row.after or {},
        about,
    )


def _about_removed(reader: Connection, row: Any, known: _Known) -> About:
    before = row.before
    application = before.get("application_id")
    if application is not None:
        of = known.get(("application", application))
        number = of.number if of else reader.scalar(NUMBER, {"id": application}) or ""
        return About("", number, before.get("organisation_id", 0), "", application)
    person = known.get(("contact", before.get("contact_id", 0)), About())
    return person._replace(text=before.get("kind") or before.get("email") or "")
