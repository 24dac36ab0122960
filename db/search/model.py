"""The search entries of the Modellkommunen: by Kommune, project and what callers call it."""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, select

from db.search import facets
from db.search.rows import Entry, by, match, places
from db.tables import ModelParticipation, ModelStatusPeriod
from ozg_tui.codes.search import Kind


def projects(connection: Connection, ids: Sequence[int]) -> Iterator[Entry]:
    """One entry a participation, with the status that it had last."""
    table, status = ModelParticipation, ModelStatusPeriod
    rows = connection.execute(
        select(table.id, table.organisation_id, table.project, table.topics).where(
            table.id.in_(ids)
        )
    ).all()
    found = places(connection, {row.organisation_id for row in rows})
    statuses = by(
        connection,
        select(status.participation_id, status.status, status.valid_from)
        .where(status.participation_id.in_(ids))
        .order_by(status.valid_from, status.id),
        "participation_id",
    )
    for row in rows:
        place, last = found[row.organisation_id], statuses[row.id][-1:]
        yield Entry(
            Kind.MODEL_PROJECT,
            row.id,
            place.name,
            place.name,
            row.project or "",
            last[0].status if last else "",
            last[0].valid_from.isoformat() if last else "",
            (
                place.match(),
                match("project", row.project or ""),
                *(match("topics", each.strip()) for each in (row.topics or "").split(",") if each),
            ),
            (
                *place.lies_in,
                *(facets.state(Kind.MODEL_PROJECT, each.status) for each in last),
            ),
        )
