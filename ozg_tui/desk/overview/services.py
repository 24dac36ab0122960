"""How far the services of the catalogue are connected, as far as the desk knows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, func, select

from db.outline import rollout, service, service_bundle, source
from db.search.pages import Line
from db.search.refs import Refs
from db.search.table import search_entry
from ozg_tui.codes.search import Kind
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.overview.consulting import Land
from ozg_tui.desk.services.names import service_title

_entry = search_entry.c
_BUNDLES = select(_entry.record_id).where(_entry.kind == Kind.BUNDLE).order_by(_entry.position)
_SERVICES = (
    select(
        service.c.id,
        service.c.bundle_id,
        service.c.number,
        service.c.name,
        service.c.competent_kinds,
        service_bundle.c.name.label("bundle"),
        service_bundle.c.efa,
    )
    .join_from(service, service_bundle, service_bundle.c.id == service.c.bundle_id)
    .order_by(service_bundle.c.position, service_bundle.c.id, service.c.number)
)
_AS_OF = select(func.max(source.c.data_as_of)).join_from(
    service_bundle, source, source.c.code == service_bundle.c.source_code
)
_ROLLOUT = (
    select(
        rollout.c.service_id,
        rollout.c.state,
        _entry.state.label("kind"),
        func.count().label("number"),
    )
    .join_from(
        rollout,
        search_entry,
        and_(_entry.kind == Kind.MUNICIPALITY, _entry.record_id == rollout.c.organisation_id),
    )
    .group_by(rollout.c.service_id, rollout.c.state, _entry.state)
)


class Reach(StrEnum):
    """In how many of the Kommunen that are competent for it a service is live."""

    EVERYWHERE = "everywhere"
    PARTLY = "partly"
    NOWHERE = "nowhere"
    UNKNOWN = "unknown"
    """Nobody has told the desk anything about it."""


class Services(NamedTuple):
    """The catalogue with its day, and its services by their reach."""

    bundles: Refs
    services: tuple[Line, ...]
    as_of: date | None
    by_reach: Mapping[Reach, tuple[Line, ...]]

    @property
    def is_known(self) -> bool:
        """Whether the desk knows of any connection."""
        return len(self.by_reach[Reach.UNKNOWN]) < len(self.services)


def services(reader: Connection, kommunen: Land) -> Services:
    """All services. A line's place says in how many Kommunen the service is live, of how many."""
    rows = reader.execute(_SERVICES).all()
    told: dict[int, int] = defaultdict(int)
    live: dict[int, dict[str, int]] = defaultdict(dict)
    for row in reader.execute(_ROLLOUT):
        told[row.service_id] += row.number
        if row.state == RolloutState.LIVE:
            live[row.service_id][row.kind] = row.number
    of_kind = Counter(kommunen.kinds.values())
    in_bundle = Counter(row.bundle_id for row in rows)
    lines = []
    by_reach: dict[Reach, list[Line]] = {reach: [] for reach in Reach}
    for row in rows:
        competent = sum(of_kind[kind] for kind in row.competent_kinds or of_kind)
        number = sum(
            number
            for kind, number in live[row.id].items()
            if not row.competent_kinds or kind in row.competent_kinds
        )
        reach = _reach(number, competent, told[row.id])
        line = _line(row, in_bundle[row.bundle_id], number, competent, reach)
        lines.append(line)
        by_reach[reach].append(line)
    return Services(
        bundles=Refs(Kind.BUNDLE, tuple(reader.scalars(_BUNDLES))),
        services=tuple(lines),
        as_of=reader.execute(_AS_OF).scalar(),
        by_reach={reach: tuple(found) for reach, found in by_reach.items()},
    )


def _reach(live: int, competent: int, told: int) -> Reach:
    if not told:
        return Reach.UNKNOWN
    if not live:
        return Reach.NOWHERE
    return Reach.EVERYWHERE if live >= competent else Reach.PARTLY


def _line(row: Any, in_bundle: int, live: int, competent: int, reach: Reach) -> Line:
    title = service_title(row.number, in_bundle, row.name)
    where = "" if reach is Reach.UNKNOWN else f"{live} von {competent}"
    return Line(
        0,
        Kind.BUNDLE,
        row.bundle_id,
        f"{row.bundle}: {title}",
        where,
        "efa" if row.efa else "",
        "",
    )
