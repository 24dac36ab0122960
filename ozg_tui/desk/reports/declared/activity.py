"""R17: what the desk has done in half a year, brought together from other reports."""

from datetime import date

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column
from ozg_tui.desk.reports.answering import counted_rows, receipt_of
from ozg_tui.desk.reports.declared import budget, consulting, cooperation, newsletter, services
from ozg_tui.desk.reports.report import (
    Asked,
    Chapter,
    Counted,
    Found,
    Report,
    Row,
    Takes,
)
from ozg_tui.rules.dates import format_date

_PERIOD = frozenset({Takes.FROM, Takes.UNTIL})
_SECOND_HALF = 7
_PARTS: tuple[Report, ...] = tuple(
    each
    for room, codes in (
        (consulting, {"R1"}),
        (services, {"R5"}),
        (cooperation, {"R8"}),
        (budget, {"R12"}),
        (newsletter, {"R13"}),
    )
    for each in room.REPORTS
    if each.code in codes
)


def activity(desk: Desk, asked: Asked) -> Found:
    """Each report at the end of the period, those about a time for the period alone."""
    until = min(asked.until or asked.on, asked.on)
    since = asked.since or _half_year(until)
    rows, chapters = [], []
    for report in _PARTS:
        own = Asked(on=until, by=report.by[0][0] if report.by else "")
        if set(report.takes) >= _PERIOD:
            own = own._replace(since=since, until=until)
        found = report.find(desk, own)
        receipt = receipt_of(report, own, found)
        behind = tuple(Counted(name, tuple(ids)) for name, ids in counted_rows(found.rows).items())
        rows += [Row((report.title, each, receipt[:12]), behind) for each in found.sentences]
        columns = found.columns or report.columns
        chapters.append(Chapter(report, own, columns, found.rows, receipt))
    period = f"{format_date(since)} bis {format_date(until)}"
    return Found(tuple(rows), (f"Tätigkeit vom {period}.",), chapters=tuple(chapters))


def _half_year(day: date) -> date:
    """The first day of the half of the year in which a day lies."""
    return date(day.year, _SECOND_HALF if day.month >= _SECOND_HALF else 1, 1)


def begins(desk: Desk) -> date | None:
    """The first day that any of its parts can speak of."""
    days = [day for each in _PARTS if (day := each.begins(desk)) is not None]
    return min(days, default=None)


REPORTS = (
    Report(
        code="R17",
        name="taetigkeit",
        title="Tätigkeitsbericht",
        definition=(
            "Die Aussagen der Berichte zu Beratung, Anbindung, IKZ, Mitteln und OZG-Report für ein "
            "Halbjahr oder den angegebenen Zeitraum, jede mit ihrer Quittung; darunter ihre "
            "Tabellen."
        ),
        denominator="wie in den einzelnen Berichten",
        source="die einzelnen Berichte",
        columns=(
            Column("report", "Bericht"),
            Column("sentence", "Aussage"),
            Column("receipt", "Quittung"),
        ),
        find=activity,
        begins=begins,
        takes=(Takes.FROM, Takes.UNTIL),
    ),
)
