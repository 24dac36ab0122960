"""R4 and R5: the services of the bundles, and how far they have come into the Kommunen."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from sqlalchemy import func, select

from db.tables import BundleAvailability, Rollout, Service, ServiceBundle
from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Holds
from ozg_tui.desk.reports.days import first_recorded
from ozg_tui.desk.reports.land import Land, kommunen, land_of
from ozg_tui.desk.reports.report import Asked, Chart, Counted, Found, Report, Row, Takes
from ozg_tui.desk.services.bundles import BundleView, bundles
from ozg_tui.desk.services.figures import figures
from ozg_tui.desk.services.past import State, states
from ozg_tui.german.counting import counted
from ozg_tui.german.months import month
from ozg_tui.rules.services.measures import MEANINGS, Measures, Share

_CATALOGUE = "Katalog der Umsetzungsbündel, Folien OZG-Umsetzung in den Kommunen, HMdIS, 17.05.2021"
_FIRST_MONTH = select(func.min(BundleAvailability.month))
_FIRST_STATE = select(func.min(Rollout.since))


def catalogue(desk: Desk, asked: Asked) -> Found:
    """Every bundle in the order of its source, with its services and its months."""
    named, by = bundles(desk), f"{asked.on:%Y-%m}"
    rows, total, ready = [], 0, 0
    for place, bundle in enumerate(named, 1):
        reached = [each for each in bundle.months if each <= by]
        number = len(bundle.services)
        total, ready = total + number, ready + bool(reached)
        rows.append(
            Row(
                (
                    place,
                    bundle.name,
                    number,
                    month(min(reached)) if reached else "noch nicht",
                    month(max(reached)) if len(reached) > 1 else None,
                    bundle.efa,
                ),
                _services([bundle]),
            )
        )
    rows.append(Row((None, "Zusammen", total, None, None, None), _services(named), is_total=True))
    sentence = (
        f"{counted(total, 'Leistung', 'Leistungen')} in "
        f"{counted(len(named), 'Umsetzungsbündel', 'Umsetzungsbündeln')}, davon "
        f"{counted(ready, 'Bündel', 'Bündel')} am Stichtag verfügbar."
    )
    return Found(tuple(rows), (sentence,))


def _services(of: Sequence[BundleView]) -> tuple[Counted, ...]:
    return (
        Counted(ServiceBundle.__tablename__, tuple(each.id for each in of)),
        Counted(Service.__tablename__, tuple(one.id for each in of for one in each.services)),
    )


def catalogue_begins(desk: Desk) -> date | None:
    """The first day of the first month in which services were available."""
    first = desk.read(lambda reader: reader.execute(_FIRST_MONTH).scalar())
    return date.fromisoformat(f"{first}-01") if first else None


def rollout(desk: Desk, asked: Asked) -> Found:
    """The measures side by side, by bundle or by Kreis, and for the Land."""
    known = states(desk, asked.on)
    found, live = figures(desk, asked.on, known=known), _live(known)
    land = land_of(desk, asked)
    lines = _BY[asked.by][1](desk, land, live)
    parts = found.bundles if asked.by == "buendel" else found.districts
    rows = [
        Row(_measured(part.name, part.measures), _cells(lines[place]))
        for place, part in enumerate(parts)
    ]
    every = [each for cells in lines for each in cells]
    rows.append(Row(_measured("Land Hessen", found.land), _cells(every), is_total=True))
    whole = found.land.responsibilities
    sentence = (
        f"{whole.text} Zuständigkeiten sind live: "
        f"{counted(found.services, 'Leistung', 'Leistungen')} in "
        f"{counted(found.kommunen, 'Kommune', 'Kommunen')}."
    )
    meanings = tuple(f"{_HEADS[code]}: {text}." for code, text in MEANINGS.items())
    columns = (Column("part", _BY[asked.by][0]), *_MEASURED)
    return Found(tuple(rows), (sentence,), meanings, columns)


Live = Sequence[tuple[int, int, int]]
"""What is live: the Kommune, the service, the row that says so."""


def _live(known: Iterable[State]) -> Live:
    """The cells that were live, by the rows that say so."""
    return [(*each.cell, each.id) for each in known if each.held.state is RolloutState.LIVE]


def _cells(live: Live) -> tuple[Counted, ...]:
    return (
        *kommunen(each[0] for each in live),
        Counted(Rollout.__tablename__, tuple(sorted(each[2] for each in live))),
    )


def _by_bundle(desk: Desk, _land: Land, live: Live) -> list[Live]:
    return [
        [each for each in live if each[1] in {one.id for one in bundle.services}]
        for bundle in bundles(desk)
    ]


def _by_district(_desk: Desk, land: Land, live: Live) -> list[Live]:
    return [
        [each for each in live if land.district_of(each[0]) == key] for key, _ in land.districts()
    ]


_BY: Mapping[str, tuple[str, Callable[[Desk, Land, Live], list[Live]]]] = {
    "buendel": ("Umsetzungsbündel", _by_bundle),
    "kreis": ("Kreis", _by_district),
}
_HEADS = {
    "somewhere": "irgendwo live",
    "everywhere": "überall live",
    "responsibilities": "Zuständigkeiten live",
    "in_finder": "im Hessen-Finder",
}
_MEASURED = (
    *(
        Column(f"{code}{part}", label, Holds.NUMBER)
        for code, head in _HEADS.items()
        for part, label in (("", head), ("_of", "von"))
    ),
)


def _measured(name: str, measures: Measures) -> tuple[Cell, ...]:
    return (name, *(number for share in _shares(measures) for number in share))


def _shares(measures: Measures) -> Iterable[Share]:
    return (getattr(measures, code) for code in _HEADS)


def rollout_begins(desk: Desk) -> date | None:
    """The first day since which anything is known of a connection."""
    stated = desk.read(lambda reader: reader.execute(_FIRST_STATE).scalar())
    known = (stated, first_recorded(desk, Rollout.__tablename__))
    return min((day for day in known if day is not None), default=None)


REPORTS = (
    Report(
        code="R4",
        name="leistungen",
        title="Leistungen je Umsetzungsbündel",
        definition=(
            "Alle Umsetzungsbündel in der Reihenfolge der Quelle mit der Zahl ihrer Leistungen. "
            "»verfügbar seit« ist der erste Monat, in dem Leistungen des Bündels verfügbar waren, "
            "»bis« der letzte bis zum Stichtag; welche wann kam, sagt die Quelle nicht."
        ),
        denominator="alle Leistungen des Katalogs",
        source=_CATALOGUE,
        columns=(
            Column("place", "Nr.", Holds.NUMBER),
            Column("bundle", "Umsetzungsbündel"),
            Column("services", "Leistungen", Holds.NUMBER),
            Column("since", "verfügbar seit"),
            Column("until", "bis"),
            Column("efa", "EfA"),
        ),
        find=catalogue,
        begins=catalogue_begins,
        chart=Chart("Leistungen je Bündel", 1, 2),
    ),
    Report(
        code="R5",
        name="rollout",
        title="Rollout: wo Leistungen live sind",
        definition=(
            "Drei Maße nebeneinander, weil eines allein wenig sagt. Eine Leistung zählt nur bei "
            "Kommunen, die für sie zuständig sind; was eingegliedert wurde, zählt bei der "
            "Nachfolgerin."
        ),
        denominator="Leistungen, oder Paare aus Leistung und zuständiger Kommune (Spalten »von«)",
        source="Angaben der Kommunen, erfasst von der Koordinierungsstelle",
        columns=(Column("part", "Umsetzungsbündel"), *_MEASURED),
        find=rollout,
        begins=rollout_begins,
        takes=(Takes.BY,),
        by=tuple((code, label) for code, (label, _) in _BY.items()),
        chart=Chart("Zuständigkeiten live", 0, 5),
    ),
)
