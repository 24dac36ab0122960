"""R7: what is not live yet, at each Kommune or of each service."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from db.tables import Service
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.reports.declared.services import rollout_begins
from ozg_tui.desk.reports.land import kommunen, land_of
from ozg_tui.desk.reports.report import Asked, Counted, Found, Report, Row, Takes
from ozg_tui.desk.services.bundles import bundles
from ozg_tui.desk.services.figures import of_the_living
from ozg_tui.desk.services.past import states
from ozg_tui.german.counting import counted, noun, number
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.services.recording import is_competent

_BEGUN = (
    RolloutState.DISTURBED,
    RolloutState.TEST,
    RolloutState.CONNECTING,
    RolloutState.PLANNED,
)
_BY = (("kommune", "Kommune"), ("leistung", "Leistung"))


class Cell(NamedTuple):
    """A service at a Kommune that is competent for it; `state` is what is recorded."""

    kommune: int
    service: int
    state: RolloutState


def competent(desk: Desk, asked: Asked) -> Iterator[Cell]:
    """All pairs that count: the whole that the roll-out is measured by."""
    land = land_of(desk, asked)
    held = of_the_living(states(desk, asked.on), land.territory, land.standing, asked.on)
    for bundle in bundles(desk):
        for service in bundle.services:
            known = held.get(service.id, {})
            for kommune, standing in land.standing.items():
                state = known[kommune].state if kommune in known else RolloutState.NOT_STARTED
                is_elsewhere = state is RolloutState.NOT_COMPETENT
                if not is_elsewhere and is_competent(standing.kind, service.kinds):
                    yield Cell(kommune, service.id, state)


def gaps(desk: Desk, asked: Asked) -> Found:
    """A line a Kommune, or a service, with how much of it is missing and how much has begun."""
    is_by_place = asked.by == "kommune"
    cells: dict[int, list[Cell]] = defaultdict(list)
    for each in competent(desk, asked):
        cells[each.kommune if is_by_place else each.service].append(each)
    names = _places(desk, asked) if is_by_place else _services(desk)
    rows, missing = [], 0
    for key, name in names.items():
        found = cells.get(key, [])
        states_of = Counter(each.state for each in found)
        lacking = [each for each in found if each.state is not RolloutState.LIVE]
        missing += len(lacking)
        rows.append(
            Row(
                (*name, len(found), states_of[RolloutState.LIVE], len(lacking),
                 *(states_of[state] for state in _BEGUN)),
                _counted(lacking),
            )
        )  # fmt: skip
    every = [each for found in cells.values() for each in found]
    lacking = [each for each in every if each.state is not RolloutState.LIVE]
    of_all = Counter(each.state for each in every)
    rows.append(
        Row(
            ("Zusammen", "", len(every), of_all[RolloutState.LIVE], missing,
             *(of_all[state] for state in _BEGUN)),
            _counted(lacking),
            is_total=True,
        )
    )  # fmt: skip
    of_those = counted(len(every), "Zuständigkeit", "Zuständigkeiten")
    sentence = f"Von {of_those} {noun(missing, 'ist', 'sind')} {number(missing)} noch nicht live."
    heads = ("Kommune", "Kreis") if is_by_place else ("Leistung", "Umsetzungsbündel")
    columns = (Column("name", heads[0]), Column("within", heads[1]), *_NUMBERS)
    return Found(tuple(rows), (sentence,), (), columns)


def _counted(cells: list[Cell]) -> tuple[Counted, ...]:
    services = tuple(sorted({each.service for each in cells}))
    return (*kommunen(each.kommune for each in cells), Counted(Service.__tablename__, services))


def _places(desk: Desk, asked: Asked) -> Mapping[int, tuple[str, str]]:
    land = land_of(desk, asked)
    names = dict(land.districts())
    found = {
        number: (land.name(number), names[each.district]) for number, each in land.standing.items()
    }
    return dict(sorted(found.items(), key=lambda each: (each[1][1], each[1][0], each[0])))


def _services(desk: Desk) -> Mapping[int, tuple[str, str]]:
    return {
        service.id: (service.title, bundle.name)
        for bundle in bundles(desk)
        for service in bundle.services
    }


_NUMBERS = (
    Column("competent", "zuständig", Holds.NUMBER),
    Column("live", "live", Holds.NUMBER),
    Column("missing", "fehlt", Holds.NUMBER),
    *(Column(state.value, f"davon {ROLLOUT_STATES[state]}", Holds.NUMBER) for state in _BEGUN),
)

REPORTS = (
    Report(
        code="R7",
        name="luecken",
        title="Lückenliste: was noch nicht live ist",
        definition=(
            "Leistungen, für die eine Kommune zuständig ist und die bei ihr nicht live sind, und "
            "wie weit sie damit ist. Was nirgends erfasst ist, gilt als nicht begonnen; was "
            "eingegliedert wurde, zählt bei der Nachfolgerin. Live und fehlend sind zusammen alle "
            "Zuständigkeiten des Berichts »rollout«."
        ),
        denominator="Paare aus Leistung und zuständiger Kommune (Spalte »zuständig«)",
        source="Angaben der Kommunen, erfasst von der Koordinierungsstelle",
        columns=(Column("name", "Kommune"), Column("within", "Kreis"), *_NUMBERS),
        find=gaps,
        begins=rollout_begins,
        takes=(Takes.DISTRICT, Takes.BY),
        by=_BY,
    ),
)
