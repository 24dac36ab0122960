"""What a Kommune lacks, sorted by what its neighbours have: the arguments for the telephone.

Neighbours are Kommunen with a common border, of the same level. Beside them stand the Kommunen of
the same Landkreis and the ten of the nearest size. A bundle counts as live where at least one of
its services is; nobody is counted who is not competent.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.neighbours import neighbours_of, of_one_level
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.register.whom_to_call import Called, whom_to_call
from ozg_tui.desk.services.bundles import BundleView, bundles
from ozg_tui.desk.services.cells import BundleCell, bundle_cells
from ozg_tui.desk.services.targets import bundle_title
from ozg_tui.rules.services.measures import Share
from ozg_tui.rules.services.rollout import Connection, next_step
from ozg_tui.rules.territory import Period, is_municipality

OF_A_SIZE = 10
"""How many Kommunen of the nearest size are compared."""

_NAMED = 3
"""How many neighbours the sentence names."""


class Neighbour(NamedTuple):
    """A neighbour that has a bundle, and whom to ask there how it went."""

    organisation_id: int
    name: str
    call: Called | None


class Gap(NamedTuple):
    """A bundle that is not wholly live at a Kommune, and who already has it.

    `district` is None for what lies in no Landkreis. `step` is the next thing to do.
    """

    bundle_id: int
    title: str
    here: BundleCell
    neighbours: Share
    district: Share | None
    size: Share
    having: tuple[Neighbour, ...]
    step: str

    @property
    def sentence(self) -> str:
        """What can be said at the telephone, with every numerator and denominator."""
        parts = []
        if self.neighbours.whole:
            names = f" ({self._names})" if self.having else ""
            part, whole = self.neighbours
            parts.append(f"bei {part} von {whole} Nachbarn{names}")
        if self.district is not None:
            parts.append(f"in Ihrem Kreis bei {self.district.part} von {self.district.whole}")
        parts.append(f"bei {self.size.part} von {self.size.whole} Kommunen Ihrer Größe")
        return f"{self.title} ist live {', '.join(parts)} (soweit erfasst)."

    @property
    def _names(self) -> str:
        names = [each.name for each in self.having[:_NAMED]]
        more = len(self.having) - _NAMED
        if more > 0:
            return f"{', '.join(names)} und {more} weiteren"
        return " und ".join(filter(None, (", ".join(names[:-1]), names[-1])))


class Gaps(NamedTuple):
    """The gaps of a Kommune on a day; `complete` counts its bundles that are wholly live."""

    organisation_id: int
    name: str
    on: date
    gaps: tuple[Gap, ...]
    complete: int


def gaps(desk: Desk, organisation_id: int, on: date) -> Gaps:
    """What a Kommune lacks; what most neighbours have comes first, then what most of its size."""
    land = territory(desk)
    place = land.by_id[organisation_id]
    period = place.on(on) or place.latest
    near = neighbours_of(desk, organisation_id, on)
    same = _same_level(land, organisation_id, period, on)
    district = [number for number, each in same.items() if _in_one_district(each, period)]
    size = _of_the_size(land, organisation_id, same)
    kinds = {number: each.kind for number, each in same.items()} | {organisation_id: period.kind}
    asked = {*near, *district, *size, organisation_id} & kinds.keys()
    known = bundles(desk)
    cells = bundle_cells(desk, {number: kinds[number] for number in asked}, known)
    calls = whom_to_call(desk, near)
    found, complete = [], 0
    for bundle in known:
        here = cells[organisation_id, bundle.id]
        if not here.competent:
            continue
        if here.live == here.competent:
            complete += 1
            continue
        having = tuple(
            Neighbour(number, land.name(number, on), calls.get(number))
            for number in near
            if number in asked and cells[number, bundle.id].live
        )
        found.append(
            Gap(
                bundle.id,
                bundle_title(bundle),
                here,
                _share(cells, bundle, near),
                _share(cells, bundle, district) if period.district_key else None,
                _share(cells, bundle, size),
                having,
                _step(bundle, here, on),
            )
        )
    found.sort(key=_place)
    return Gaps(organisation_id, period.name, on, tuple(found), complete)


def _same_level(
    land: Territory, organisation_id: int, period: Period, on: date
) -> dict[int, Period]:
    return {
        number: each
        for number, place in land.by_id.items()
        if number != organisation_id
        and (each := place.on(on)) is not None
        and is_municipality(each.kind)
        and (
            of_one_level(each.kind, period.kind) or period.kind is OrganisationKind.KREISFREIE_STADT
        )
    }


def _in_one_district(one: Period, other: Period) -> bool:
    return one.district_key is not None and one.district_key == other.district_key


def _of_the_size(land: Territory, organisation_id: int, same: Mapping[int, Period]) -> list[int]:
    people = land.by_id[organisation_id].population
    if people is None:
        return []
    sized = [
        (abs(population - people), number)
        for number in same
        if (population := land.by_id[number].population) is not None
    ]
    return [number for _, number in sorted(sized)[:OF_A_SIZE]]


def _share(
    cells: Mapping[tuple[int, int], BundleCell], bundle: BundleView, numbers: Iterable[int]
) -> Share:
    those = [cells[number, bundle.id] for number in numbers if (number, bundle.id) in cells]
    competent = [each for each in those if each.competent]
    return Share(sum(each.live > 0 for each in competent), len(competent))


def _step(bundle: BundleView, here: BundleCell, on: date) -> str:
    live = Connection(state=RolloutState.LIVE)
    connections = [
        *[live.model_copy(update={"in_finder": True})] * here.in_finder,
        *[live] * (here.live - here.in_finder),
    ]
    for state in (
        RolloutState.DISTURBED,
        RolloutState.TEST,
        RolloutState.CONNECTING,
        RolloutState.PLANNED,
    ):
        connections += [Connection(state=state)] * getattr(here, state)
    connections += [Connection()] * (here.competent - len(connections))
    return next_step(connections, bundle.months, on, efa=bundle.efa).text


def _place(gap: Gap) -> tuple[float, float, str]:
    return (-_part(gap.neighbours), -_part(gap.size), gap.title)


def _part(share: Share) -> float:
    return share.part / share.whole if share.whole else 0.0
