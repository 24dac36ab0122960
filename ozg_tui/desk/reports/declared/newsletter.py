"""R13: who receives the OZG-Report, who came and who went."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from db.tables import Subscription
from ozg_tui.clock import day_of
from ozg_tui.codes.newsletter import Consent
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.reports.land import Land, kommunen, land_of
from ozg_tui.desk.reports.report import Asked, Chart, Counted, Found, Report, Row, Takes
from ozg_tui.desk.reports.spans import by_time
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date

_ROWS = select(
    Subscription.id,
    Subscription.organisation_id,
    Subscription.consent,
    Subscription.consent_source,
    Subscription.subscribed_at,
    Subscription.ended_at,
    Subscription.bounced,
).order_by(Subscription.id)
_FIRST = select(func.min(Subscription.subscribed_at))
_BY = (("monat", "Monat"), ("quartal", "Quartal"), ("jahr", "Jahr"), ("kreis", "Kreis"))


class Received(NamedTuple):
    """A confirmed subscription: from which day to before which; None is not known, or not yet."""

    id: int
    organisation: int | None
    begins: date | None
    ends: date | None
    bounced: bool
    is_proven: bool

    def on(self, day: date) -> bool:
        """Whether the address received the OZG-Report at the end of a day."""
        begun = self.begins is None or self.begins <= day
        return begun and (self.ends is None or self.ends > day)


def received(desk: Desk) -> tuple[Received, ...]:
    """All that were ever confirmed."""
    rows = desk.read(lambda reader: reader.execute(_ROWS).all())
    return tuple(
        Received(
            row.id, row.organisation_id, _day(row.subscribed_at), _day(row.ended_at), row.bounced,
            bool(row.consent_source),
        )
        for row in rows
        if row.consent == Consent.CONFIRMED
        or (row.consent == Consent.ENDED and row.subscribed_at is not None)
    )  # fmt: skip


def _day(moment: Any) -> date | None:
    return day_of(moment) if moment else None


def begins(desk: Desk) -> date | None:
    """The day of the first subscription."""
    return _day(desk.read(lambda reader: reader.execute(_FIRST).scalar()))


def readers(desk: Desk, asked: Asked) -> Found:
    """Who came and went in each span, or who receives it in each Kreis."""
    land, found = land_of(desk, asked), received(desk)
    here = [each for each in found if each.on(asked.on)]
    reached = _reached(land, here)
    sentence = (
        f"Am {format_date(asked.on)} {counted(len(here), 'Bezug', 'Bezüge')}, davon "
        f"{sum(each.bounced for each in here)} unzustellbar und "
        f"{sum(each.is_proven for each in here)} mit Beleg der Einwilligung; erreicht sind "
        f"{len(reached)} von {counted(len(land.standing), 'Kommune', 'Kommunen')}."
    )
    if asked.by == "kreis":
        return Found(tuple(_districts(land, here)), (sentence,), (), _PLACES)
    rows = tuple(_curve(found, asked))
    return Found(rows, (sentence,), (), (Column("span", dict(_BY)[asked.by]), *_FLOW))


def _curve(found: Sequence[Received], asked: Asked) -> Iterable[Row]:
    last = min(asked.until or asked.on, asked.on)
    events = [
        (day, change, each)
        for each in found
        for day, change in ((each.begins, 1), (each.ends, -1))
        if day is not None and asked.covers(day)
    ]
    gains = sum(change > 0 for _, change, _ in events)
    losses = len(events) - gains
    standing = sum(each.on(last) for each in found) - gains + losses
    for name, these in by_time(events, lambda event: event[0], asked.by):
        came = sum(change > 0 for _, change, _ in these)
        went = len(these) - came
        standing += came - went
        yield Row((name, came, went, standing), _subscriptions(each for _, _, each in these))
    total = ("Zusammen", gains, losses, standing)
    yield Row(total, _subscriptions(each for each in found if each.on(last)), is_total=True)


def _districts(land: Land, here: Sequence[Received]) -> Iterable[Row]:
    for key, name in land.districts():
        members = [number for number, each in land.standing.items() if each.district == key]
        these = [r for r in here if r.organisation and land.district_of(r.organisation) == key]
        yield _place(name, these, _reached(land, these), len(members))
    elsewhere = [r for r in here if not r.organisation or not land.district_of(r.organisation)]
    yield _place("ohne Kommune", elsewhere, set(), 0)
    yield _place("Zusammen", here, _reached(land, here), len(land.standing), is_total=True)


def _place(
    name: str, these: Sequence[Received], who: set[int], whole: int, *, is_total: bool = False
) -> Row:
    bounced = sum(each.bounced for each in these)
    cells = (name, len(these), bounced, len(who), whole)
    return Row(cells, (*_subscriptions(these), *kommunen(who)), is_total)


def _reached(land: Land, these: Iterable[Received]) -> set[int]:
    found = {land.of(each.organisation) for each in these if each.organisation}
    return {number for number in found if number is not None}


def _subscriptions(these: Iterable[Received]) -> tuple[Counted, ...]:
    return (Counted(Subscription.__tablename__, tuple(sorted({each.id for each in these}))),)


_FLOW = (
    Column("gains", "neu", Holds.NUMBER),
    Column("losses", "beendet", Holds.NUMBER),
    Column("standing", "Bestand", Holds.NUMBER),
)
_PLACES = (
    Column("district", "Kreis"),
    Column("subscriptions", "Bezüge", Holds.NUMBER),
    Column("bounced", "unzustellbar", Holds.NUMBER),
    Column("reached", "erreichte Kommunen", Holds.NUMBER),
    Column("kommunen", "von", Holds.NUMBER),
)

REPORTS = (
    Report(
        code="R13",
        name="ozg-report",
        title="OZG-Report: Bezug",
        definition=(
            "Adressen mit bestätigter Einwilligung, vom Tag der Bestätigung bis vor den Tag, an "
            "dem der Bezug endet. Neue weniger beendete sind der Zuwachs. Erreicht ist eine "
            "Kommune mit mindestens einem Bezug."
        ),
        denominator="alle Landkreise, Städte und Gemeinden des Gebietsstands am Stichtag",
        source="Bezug des OZG-Reports, erfasst von der Koordinierungsstelle",
        columns=(Column("span", "Monat"), *_FLOW),
        find=readers,
        begins=begins,
        takes=(Takes.FROM, Takes.UNTIL, Takes.BY),
        by=_BY,
        chart=Chart("Bestand", 0, 3),
    ),
)
