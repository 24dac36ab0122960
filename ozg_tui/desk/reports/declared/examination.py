"""R9 and R10: how far open IKZ applications are, and what the rules object to."""

from collections import defaultdict
from datetime import date

from db.tables import Application
from ozg_tui.codes.checks import State
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.codes.ikz import OPEN_STATIONS, Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Holds
from ozg_tui.desk.ikz.list import ListedApplication, listed_applications
from ozg_tui.desk.reports.days import first_recorded
from ozg_tui.desk.reports.report import Asked, Chart, Counted, Found, Report, Row, Takes
from ozg_tui.german.counting import counted
from ozg_tui.german.labels import STATIONS
from ozg_tui.rules.ikz.case import CHECK_TITLES
from ozg_tui.rules.ikz.judge import Result

_SOURCE = "IKZ-Anträge, erfasst von der Koordinierungsstelle, beurteilt nach dem Regelwerk"
_NOT_GRANTED = (*OPEN_STATIONS, Station.REJECTED, Station.WITHDRAWN)
_BY = (("vorhaben", "Vorhaben"), ("hindernis", "Hindernis"), ("station", "Station"))


def begins(desk: Desk) -> date | None:
    """The day on which the first application was recorded."""
    return first_recorded(desk, Application.__tablename__)


def examined(desk: Desk, asked: Asked) -> Found:
    """Every open application with what is missing, or those of one obstacle or station together."""
    found = listed_applications(desk, OPEN_STATIONS)
    eligible = sum(each.result is Result.eligible for each in found)
    councils = sum(len(each.missing) for each in found)
    sentence = (
        f"{counted(len(found), 'offener Antrag', 'offene Anträge')}, davon {eligible} förderfähig; "
        f"{counted(councils, 'Beschluss steht aus', 'Beschlüsse stehen aus')}."
    )
    if asked.by == "vorhaben":
        return Found(tuple(_case(desk, each) for each in found), (sentence,), (), _CASES)
    groups: dict[str, list[ListedApplication]] = defaultdict(list)
    for each in found:
        groups[STATIONS[each.station] if asked.by == "station" else each.obstacle].append(each)
    rows = [_group(desk, name, groups[name]) for name in sorted(groups)]
    rows.append(_group(desk, "Zusammen", found, is_total=True))
    columns = (Column("group", dict(_BY)[asked.by]), *_GROUPED)
    return Found(tuple(rows), (sentence,), (), columns)


def _case(desk: Desk, each: ListedApplication) -> Row:
    cells = (
        f"{each.number} {each.title}",
        each.lead,
        STATIONS[each.station],
        _days(desk, each.station_since),
        each.obstacle + (f": {each.said}" if each.said else ""),
        len(each.missing),
        ", ".join(each.missing),
    )
    return Row(cells, _applications(each))


def _group(
    desk: Desk, name: str, these: "list[ListedApplication] | tuple[ListedApplication, ...]",
    *, is_total: bool = False,
) -> Row:  # fmt: skip
    days = [_days(desk, each.station_since) for each in these]
    oldest = max((day for day in days if day is not None), default=None)
    cells: tuple[Cell, ...] = (name, len(these), sum(len(each.missing) for each in these), oldest)
    return Row(cells, _applications(*these), is_total)


def _applications(*these: ListedApplication) -> tuple[Counted, ...]:
    return (Counted(Application.__tablename__, tuple(each.id for each in these)),)


def _days(desk: Desk, since: date | None) -> int | None:
    return None if since is None else (desk.today() - since).days


_CASES = (
    Column("case", "Antrag"),
    Column("lead", "Federführend"),
    Column("station", "Station"),
    Column("days", "seit Tagen", Holds.NUMBER),
    Column("obstacle", "Zuerst im Weg"),
    Column("missing", "Beschlüsse fehlen", Holds.NUMBER),
    Column("councils", "bei"),
)
_GROUPED = (
    Column("applications", "Anträge", Holds.NUMBER),
    Column("missing", "Beschlüsse fehlen", Holds.NUMBER),
    Column("days", "am längsten (Tage)", Holds.NUMBER),
)


def objected(desk: Desk, _asked: Asked) -> Found:
    """Each precondition by the rule set that judged it: how often it stands in the way."""
    found = listed_applications(desk, _NOT_GRANTED)
    groups: dict[tuple[str, str], dict[State, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        for check in each.checks:
            groups[check.code, check.rule_set][check.state].append(each.id)
    order = list(CHECK_TITLES)
    rows = []
    for (code, rules), states in sorted(
        groups.items(), key=lambda each: (order.index(each[0][0]), each[0][1])
    ):
        numbers = [len(states[state]) for state in _STATES]
        against = sorted({n for state in _STATES[:3] for n in states[state]})
        rows.append(
            Row(
                (CHECK_TITLES[code], rules or "keines in Kraft", *numbers, sum(numbers)),
                (Counted(Application.__tablename__, tuple(against)),),
            )
        )
    rejected = sum(each.station is Station.REJECTED for each in found)
    sentence = (
        f"{counted(len(found), 'Antrag', 'Anträge')} ohne Bewilligung beurteilt, davon {rejected} "
        "abgelehnt."
    )
    return Found(tuple(rows), (sentence,))


_STATES = (State.failed, State.clarify, State.open, State.fulfilled)

REPORTS = (
    Report(
        code="R9",
        name="ikz-vorpruefung",
        title="IKZ: Vorprüfung offener Anträge",
        definition=(
            "Anträge, über die noch nicht entschieden ist, mit dem, was die Prüfung zuerst "
            "beanstandet, den Gremien, deren Beschluss fehlt, und der Zeit an ihrer Station. Ein "
            "vergangener Stichtag zeigt, was an seinem Ende erfasst war."
        ),
        denominator="alle offenen IKZ-Anträge",
        source=_SOURCE,
        columns=_CASES,
        find=examined,
        begins=begins,
        takes=(Takes.BY,),
        by=_BY,
        rules=(RuleTopic.IKZ,),
        as_known=True,
    ),
    Report(
        code="R10",
        name="ikz-gruende",
        title="IKZ: woran Anträge scheitern",
        definition=(
            "Jede Fördervoraussetzung aller nicht bewilligten Anträge, nach dem Regelwerk, das sie "
            "beurteilt. Ein Antrag zählt bei jeder Voraussetzung einmal. Ein vergangener Stichtag "
            "zeigt, was an seinem Ende erfasst war."
        ),
        denominator="alle offenen, abgelehnten und zurückgezogenen IKZ-Anträge (Spalte »geprüft«)",
        source=_SOURCE,
        columns=(
            Column("check", "Voraussetzung"),
            Column("rules", "Regelwerk"),
            Column("failed", "nicht erfüllt", Holds.NUMBER),
            Column("clarify", "zu klären", Holds.NUMBER),
            Column("open", "offen", Holds.NUMBER),
            Column("fulfilled", "erfüllt", Holds.NUMBER),
            Column("judged", "geprüft", Holds.NUMBER),
        ),
        find=objected,
        begins=begins,
        rules=(RuleTopic.IKZ,),
        chart=Chart("Nicht erfüllt", 0, 2),
        as_known=True,
    ),
)
