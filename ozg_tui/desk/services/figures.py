"""What the roll-out comes to: for the Land, each Landkreis and each bundle, on any day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from db.fold import sort_key
from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Standing, Territory, territory
from ozg_tui.desk.services.bundles import BundleView, bundles
from ozg_tui.desk.services.past import State, states
from ozg_tui.desk.services.targets import bundle_title
from ozg_tui.rules.services.measures import Measures, Reach, measured
from ozg_tui.rules.services.recording import Held, is_competent


class Line(NamedTuple):
    """A part of the Land or of the catalogue with its measures; `key` is that of the Landkreis."""

    key: str
    name: str
    measures: Measures


class Figures(NamedTuple):
    """The measures of a day: all, by Landkreis and kreisfreie Stadt, by bundle.

    `kommunen` and `services` are the whole they are taken of.
    """

    on: date
    kommunen: int
    services: int
    land: Measures
    districts: tuple[Line, ...]
    bundles: tuple[Line, ...]


def figures(
    desk: Desk,
    on: date,
    wanted: Iterable[BundleView] | None = None,
    known: Iterable[State] | None = None,
) -> Figures:
    """Measure the roll-out of these bundles, or of all; `known` are the states of the day.

    Counted are the Kommunen of the day. A Kommune that was merged counts at its successor, once.
    """
    chosen = tuple(bundles(desk) if wanted is None else wanted)
    land = territory(desk)
    here = land.standing(on)
    held = of_the_living(states(desk, on) if known is None else known, land, here, on)
    members: dict[str, dict[int, OrganisationKind]] = defaultdict(dict)
    for number, each in here.items():
        members[each.district][number] = each.kind
    by_service = {
        (district, service.id): _reach(kinds, service.kinds, held.get(service.id, {}))
        for district, kinds in members.items()
        for bundle in chosen
        for service in bundle.services
    }
    numbers = [service.id for bundle in chosen for service in bundle.services]
    districts = sorted(
        members,
        key=lambda key: sort_key(land.by_key[key].latest.name),
    )

    def over(districts: Iterable[str], services: Iterable[int]) -> Measures:
        places = tuple(districts)
        return measured(
            _sum(by_service[district, service] for district in places) for service in services
        )

    return Figures(
        on=on,
        kommunen=len(here),
        services=len(numbers),
        land=over(districts, numbers),
        districts=tuple(
            Line(key, land.by_key[key].latest.name, over((key,), numbers)) for key in districts
        ),
        bundles=tuple(
            Line("", bundle_title(bundle), over(districts, [each.id for each in bundle.services]))
            for bundle in chosen
        ),
    )


def of_the_living(
    known: Iterable[State], land: Territory, here: Mapping[int, Standing], on: date
) -> dict[int, dict[int, Held]]:
    """What held by service and Kommune; what is recorded of one that is gone counts at the heir."""
    found: dict[int, dict[int, Held]] = defaultdict(dict)
    inherited = []
    for _, cell, held in known:
        if cell.organisation_id in here:
            found[cell.service_id][cell.organisation_id] = held
        else:
            inherited.append((cell, held))
    for cell, held in inherited:
        heir = land.living(cell.organisation_id, on)
        if heir in here and heir is not None:
            found[cell.service_id].setdefault(heir, held)
    return found


def _reach(
    members: Mapping[int, OrganisationKind], kinds: tuple[str, ...], known: Mapping[int, Held]
) -> Reach:
    competent = live = in_finder = 0
    for number, kind in members.items():
        state = known.get(number)
        is_elsewhere = state is not None and state.state is RolloutState.NOT_COMPETENT
        if is_elsewhere or not is_competent(kind, kinds):
            continue
        competent += 1
        if state is not None and state.state is RolloutState.LIVE:
            live += 1
            in_finder += state.in_finder
    return Reach(competent, live, in_finder)


def _sum(parts: Iterable[Reach]) -> Reach:
    found = tuple(parts)
    return Reach(*(sum(column) for column in zip(*found, strict=True))) if found else Reach(0, 0, 0)
