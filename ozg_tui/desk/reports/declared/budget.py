"""R12: the EfA operating costs, by year or by what they are paid for."""

from datetime import date

from db.tables import CostPosition
from ozg_tui.codes.funding import Bearer
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.money.overview import Money, Position, efa_costs
from ozg_tui.desk.reports.days import first_recorded
from ozg_tui.desk.reports.report import Asked, Chart, Counted, Found, Report, Row, Takes
from ozg_tui.german.labels import BEARERS
from ozg_tui.rules.budget import period
from ozg_tui.rules.money import format_cents

_BY = (("jahr", "Jahr"), ("position", "Leistung und Jahr"))


def begins(desk: Desk) -> date | None:
    """The day on which the first cost was recorded."""
    return first_recorded(desk, CostPosition.__tablename__)


def budget(desk: Desk, asked: Asked) -> Found:
    """What was promised, planned, committed and settled of the EfA costs."""
    lines = efa_costs(desk)
    rows = [row for line in lines for row in _ROWS[asked.by](line)]
    sentences = tuple(
        f"{each.frame.name}: {each.wording} ({period(each.frame)}), gebunden "
        f"{format_cents(sum(year.committed for year in each.years))}."
        for each in lines
    )
    forecasts = tuple(year.forecast for line in lines for year in line.years if year.forecast)
    return Found(tuple(rows), sentences, forecasts, _COLUMNS[asked.by])


def _by_year(line: Money) -> list[Row]:
    rows = []
    for year in line.years:
        own = [p for p in line.positions if p.year == year.year and p.bearer == Bearer.LAND]
        promised = line.frame.cents if line.frame.covers(year.year) else 0
        cells = (str(year.year), promised, year.planned, year.committed, year.settled, year.free)
        rows.append(Row(cells, _positions(*own)))
    return rows


def _by_position(line: Money) -> list[Row]:
    rows = [
        Row(
            (f"{p.name} {p.year}", BEARERS[p.bearer], p.planned, p.committed, p.settled),
            _positions(p),
        )
        for p in line.positions
    ]
    own = [p for p in line.positions if p.bearer == Bearer.LAND]
    total = (
        "Vom Land getragen", "", sum(p.planned for p in own), sum(p.committed for p in own),
        sum(p.settled for p in own),
    )  # fmt: skip
    return [*rows, Row(total, _positions(*own), is_total=True)]


def _positions(*these: Position) -> tuple[Counted, ...]:
    return (Counted(CostPosition.__tablename__, tuple(each.id for each in these)),)


_SPENT = (
    Column("planned_cents", "geplant (EUR)", Holds.AMOUNT),
    Column("committed_cents", "gebunden (EUR)", Holds.AMOUNT),
    Column("settled_cents", "abgerechnet (EUR)", Holds.AMOUNT),
)
_COLUMNS = {
    "jahr": (
        Column("year", "Jahr"),
        Column("promised_cents", "zugesagt bis zu (EUR)", Holds.AMOUNT),
        *_SPENT,
        Column("free_cents", "frei (EUR)", Holds.AMOUNT),
    ),
    "position": (Column("position", "Leistung und Jahr"), Column("bearer", "trägt"), *_SPENT),
}
_ROWS = {"jahr": _by_year, "position": _by_position}

REPORTS = (
    Report(
        code="R12",
        name="efa-budget",
        title="EfA-Betriebskosten: zugesagt, gebunden, frei",
        definition=(
            "Was das Land für EfA-Betriebskosten eines Jahres höchstens zugesagt hat und was davon "
            "geplant, gebunden und abgerechnet ist. Frei ist, was nicht gebunden ist; nichts wird "
            "ins nächste Jahr übertragen. Was Kommunen tragen, zählt nicht. Ein vergangener "
            "Stichtag zeigt, was an seinem Ende erfasst war."
        ),
        denominator="der zugesagte Höchstbetrag des Jahres",
        source="Zusage: OZG-Umsetzung, Kommune21, 31.01.2023 (S3); Kosten: Koordinierungsstelle",
        columns=_COLUMNS["jahr"],
        find=budget,
        begins=begins,
        takes=(Takes.BY,),
        by=_BY,
        chart=Chart("Gebunden in EUR", 0, 3),
        as_known=True,
    ),
)
