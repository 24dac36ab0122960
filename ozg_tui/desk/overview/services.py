"""How far the services of the catalogue are connected, as far as the desk knows."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import JSON, Connection, Date, text

from db.search.pages import Line
from db.search.refs import Refs
from ozg_tui.codes.search import Kind
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.overview.consulting import Land
from ozg_tui.desk.services.names import service_title

_BUNDLES = text("SELECT record_id FROM search_entry WHERE kind = 5 ORDER BY position")
_SERVICES = text(
    """
    SELECT service.id, service.bundle_id, service.number, service.name, service.competent_kinds,
        service_bundle.name AS bundle, service_bundle.efa
    FROM service JOIN service_bundle ON service_bundle.id = service.bundle_id
    ORDER BY service_bundle.position, service_bundle.id, service.number
    """
).columns(competent_kinds=JSON())
_AS_OF = text(
    """
    SELECT max(source.data_as_of) AS day
    FROM service_bundle JOIN source ON source.code = service_bundle.source_code
    """
).columns(day=Date())
_ROLLOUT = text(
    """
    SELECT rollout.service_id, rollout.state, kommune.state AS kind, count(*) AS number
    FROM rollout
    JOIN search_entry AS kommune
        ON kommune.kind = 0 AND kommune.record_id = rollout.organisation_id
    GROUP BY rollout.service_id, rollout.state, kommune.state
    """
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
