"""What stands in a cell of the matrix: a Kommune and a bundle, or a Kommune and one service."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, func, select

from db.tables import Rollout, Service
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.services.bundles import BundleView
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.services.recording import is_competent

_BEGUN = (RolloutState.PLANNED, RolloutState.CONNECTING, RolloutState.TEST)
_SHORT: Mapping[str, str] = {
    RolloutState.NOT_STARTED: ".",
    RolloutState.PLANNED: "gepl.",
    RolloutState.CONNECTING: "Anb.",
    RolloutState.TEST: "Test",
    RolloutState.LIVE: "live",
    RolloutState.DISTURBED: "gest!",
    RolloutState.SWITCHED_OFF: "aus",
    RolloutState.NOT_COMPETENT: "x",
}
UNKNOWN, NONE, ALL, NOT_COMPETENT = "?", ".", "=", "x"
"""The signs of a bundle: nothing recorded, nothing live, all live, not competent."""

LEGEND_OF_BUNDLES = (
    "= alle live   8 so viele live   ! gestört   . keine   ? unbekannt   x nicht zuständig"
)
LEGEND_OF_SERVICES = (
    "live+ im Hessen-Finder   live   Test   Anb.   gepl.   gest!   aus   . nicht begonnen"
    "   ? unbekannt   x"
)


def _number(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


_OF_BUNDLES = (
    select(
        Rollout.organisation_id,
        Service.bundle_id,
        func.count().label("stated"),
        _number(Rollout.state == RolloutState.LIVE),
        _number((Rollout.state == RolloutState.LIVE) & Rollout.in_finder),
        _number(Rollout.state == RolloutState.DISTURBED),
        *(_number(Rollout.state == state) for state in _BEGUN),
        _number(Rollout.state == RolloutState.NOT_COMPETENT),
    )
    .join(Service, Service.id == Rollout.service_id)
    .where(
        Rollout.organisation_id.in_(bindparam("organisations", expanding=True)),
        # A range, because services of a bundle stand together: seeks for each one take longer.
        Rollout.service_id.between(bindparam("first"), bindparam("last")),
    )
    .group_by(Rollout.organisation_id, Service.bundle_id)
)
_OF_SERVICES = select(
    Rollout.organisation_id, Rollout.service_id, Rollout.state, Rollout.since, Rollout.in_finder
).where(
    Rollout.organisation_id.in_(bindparam("organisations", expanding=True)),
    Rollout.service_id.in_(bindparam("services", expanding=True)),
)


class BundleCell(NamedTuple):
    """The services of a bundle at a Kommune: how many it is competent for, and their states."""

    competent: int
    stated: int = 0
    live: int = 0
    in_finder: int = 0
    disturbed: int = 0
    planned: int = 0
    connecting: int = 0
    test: int = 0

    @property
    def begun(self) -> int:
        """What is on its way and not live yet."""
        return self.planned + self.connecting + self.test

    @property
    def text(self) -> str:
        """One sign or a number, with `!` where something is disturbed."""
        if not self.competent:
            return NOT_COMPETENT
        warning = "!" if self.disturbed else ""
        if self.live == self.competent:
            return ALL
        if self.live:
            return f"{self.live}{warning}"
        return warning or (NONE if self.stated else UNKNOWN)

    @property
    def words(self) -> str:
        """The same in words: `8 von 13 live, 7 im Hessen-Finder, 1 gestört`."""
        if not self.competent:
            return "nicht zuständig"
        if not self.stated:
            return "nichts erfasst"
        parts = [f"{self.live} von {self.competent} live"]
        if self.live:
            parts.append(f"{self.in_finder} im Hessen-Finder")
        for state in (RolloutState.DISTURBED, *reversed(_BEGUN)):
            if number := getattr(self, state):
                parts.append(f"{number} {ROLLOUT_STATES[state]}")
        return ", ".join(parts)


class ServiceCell(NamedTuple):
    """One service at a Kommune; without a state where nothing is recorded."""

    is_competent: bool
    state: str | None = None
    since: date | None = None
    in_finder: bool = False

    @property
    def text(self) -> str:
        """A short word, with `+` for what is live and in the Hessen-Finder."""
        if self.state is None:
            return UNKNOWN if self.is_competent else NOT_COMPETENT
        return _SHORT[self.state] + ("+" if self.in_finder and self.state == "live" else "")

    @property
    def words(self) -> str:
        """The same in words: `live seit 01.03.2024, nicht im Hessen-Finder`."""
        if self.state is None:
            return "nichts erfasst" if self.is_competent else "nicht zuständig"
        since = f" seit {format_date(self.since)}" if self.since else ""
        if self.state in (RolloutState.LIVE, RolloutState.DISTURBED) or self.in_finder:
            finder = ", im Hessen-Finder" if self.in_finder else ", nicht im Hessen-Finder"
        else:
            finder = ""
        return f"{ROLLOUT_STATES[self.state]}{since}{finder}"


Kinds = Mapping[int, OrganisationKind]
"""What each Kommune is, by its number."""


def bundle_cells(
    desk: Desk, kinds: Kinds, bundles: Sequence[BundleView]
) -> dict[tuple[int, int], BundleCell]:
    """The cells of these Kommunen and bundles, by both numbers."""
    services = [service.id for bundle in bundles for service in bundle.services]
    asked = {
        "organisations": list(kinds),
        "first": min(services, default=0),
        "last": max(services, default=0),
    }
    rows = desk.read(lambda reader: reader.execute(_OF_BUNDLES, asked).all())
    known = {(row[0], row[1]): row[2:] for row in rows}
    competent = {
        (bundle.id, kind): sum(is_competent(kind, service.kinds) for service in bundle.services)
        for bundle in bundles
        for kind in set(kinds.values())
    }
    found: dict[tuple[int, int], BundleCell] = {}
    for number, kind in kinds.items():
        for bundle in bundles:
            whole = competent[bundle.id, kind]
            stated = known.get((number, bundle.id))
            if stated is None:
                found[number, bundle.id] = BundleCell(whole)
            else:
                *states, elsewhere = stated
                found[number, bundle.id] = BundleCell(max(0, whole - elsewhere), *states)
    return found


def service_cells(
    desk: Desk, kinds: Kinds, bundle: BundleView, services: Sequence[int]
) -> dict[tuple[int, int], ServiceCell]:
    """The cells of these Kommunen and services of one bundle, by both numbers."""
    asked = {"organisations": list(kinds), "services": list(services)}
    rows = desk.read(lambda reader: reader.execute(_OF_SERVICES, asked).all())
    known = {(row[0], row[1]): row[2:] for row in rows}
    of = {service.id: service.kinds for service in bundle.services}
    return {
        (number, service): ServiceCell(
            is_competent(kind, of[service]), *known.get((number, service), ())
        )
        for number, kind in kinds.items()
        for service in services
    }
