"""The roll-out as it goes out: a row for each service of which something is known at a Kommune."""

from collections.abc import Iterator, Sequence

from sqlalchemy import BindParameter, Connection, bindparam, select

from db.search.rows import by
from db.tables import Rollout, Service, ServiceBundle
from ozg_tui.codes.search import Kind
from ozg_tui.desk.core.territory import Territory
from ozg_tui.desk.exchange.lists.listed import Listed, key_of, name_of
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Holds
from ozg_tui.desk.services.names import bundle_name
from ozg_tui.german.labels import ROLLOUT_STATES

_IDS: BindParameter[int] = bindparam("ids", expanding=True)
_ROWS = (
    select(
        Rollout.organisation_id, Rollout.state, Rollout.since, Rollout.in_finder, Rollout.source,
        Rollout.remark, Service.number, Service.name, Service.leika_key,
        ServiceBundle.name.label("bundle"), ServiceBundle.efa,
    )
    .join_from(Rollout, Service)
    .join(ServiceBundle)
    .where(Rollout.organisation_id.in_(_IDS))
    .order_by(ServiceBundle.position, ServiceBundle.id, Service.number)
)  # fmt: skip
_COLUMNS = (
    Column("organisation", "Kommune"),
    Column("key", "Schlüssel"),
    Column("bundle", "Umsetzungsbündel"),
    Column("number", "Nr.", Holds.NUMBER),
    Column("service", "Leistung"),
    Column("leika_key", "LeiKa-Schlüssel"),
    Column("state", "Stand"),
    Column("since", "seit", Holds.DAY),
    Column("in_finder", "im Hessen-Finder"),
    Column("source", "Quelle"),
    Column("remark", "Bemerkung"),
)


def rows(reader: Connection, land: Territory, ids: Sequence[int]) -> Iterator[tuple[Cell, ...]]:
    """What is recorded about these Kommunen, bundle by bundle."""
    found = by(reader, _ROWS, "organisation_id", {"ids": list(ids)})
    for number in ids:
        for row in found.get(number, ()):
            yield (
                name_of(land, number),
                key_of(land, number),
                bundle_name(row.bundle, efa=row.efa),
                row.number,
                row.name,
                row.leika_key,
                ROLLOUT_STATES[row.state],
                row.since,
                bool(row.in_finder),
                row.source,
                row.remark,
            )


ROLLOUTS = Listed(
    "anbindung",
    "Anbindung",
    "Anbindungen",
    (Kind.MUNICIPALITY, Kind.MUNICIPALITY),
    _COLUMNS,
    rows,
    personal=False,
)
