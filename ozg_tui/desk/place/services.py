"""How far a Kommune is with the services, bundle by bundle, and what it has to do next."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.place.parts import BundleLine, Services
from ozg_tui.rules.services.rollout import Connection, Urgency, next_step

_ORDER = {each: number for number, each in enumerate(Urgency)}
_UNKNOWN = {None: RolloutState.NOT_STARTED}


def services(
    rows: Sequence[Any], months: Sequence[tuple[int, str]], kind: OrganisationKind, on: date
) -> Services:
    """The roll-out from the rows of all services with the state of this Kommune, if there is one.

    The bundles come in the order of their urgency; of equal ones that with the most services
    first, because it is asked for most.
    """
    names: dict[int, Any] = {}
    competent: dict[int, list[Connection]] = defaultdict(list)
    stated: Counter[int] = Counter()
    for row in rows:
        names[row.bundle_id] = row
        if not row.competent_kinds or kind in row.competent_kinds:
            state = _UNKNOWN.get(row.state) or RolloutState(row.state)
            competent[row.bundle_id].append(Connection(state=state, in_finder=bool(row.in_finder)))
            stated[row.bundle_id] += row.state is not None
    since: dict[int, list[str]] = defaultdict(list)
    for bundle_id, month in months:
        since[bundle_id].append(month)
    lines = [
        _line(row, competent[number], stated[number], tuple(since[number]), on)
        for number, row in names.items()
    ]
    lines.sort(key=_place)
    return Services(
        known=any(row.state is not None for row in rows),
        live=sum(each.live for each in lines),
        in_finder=sum(each.in_finder for each in lines),
        services=sum(each.services for each in lines),
        bundles=tuple(lines),
    )


def _line(
    row: Any, connections: Sequence[Connection], stated: int, months: tuple[str, ...], on: date
) -> BundleLine:
    live = [each for each in connections if each.state is RolloutState.LIVE]
    return BundleLine(
        id=row.bundle_id,
        name=row.name,
        efa=row.efa,
        months=months,
        live=len(live),
        in_finder=sum(each.in_finder for each in live),
        services=len(connections),
        stated=stated,
        step=next_step(connections, months, on, efa=row.efa) if connections else None,
    )


def _place(line: BundleLine) -> tuple[int, int]:
    return (_ORDER[line.step.urgency] if line.step else len(_ORDER), -line.services)
