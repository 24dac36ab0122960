"""The money at a glance: each line by year, and who pays a service in a year."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from db.tables import CostPosition, FundingLine, Programme, ServiceBundle, Source
from ozg_tui.codes.funding import Bearer
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.money.positions import frame_of
from ozg_tui.rules.budget import Frame, forecast, who_pays

_EFA = "efa-betriebskosten"
_LINES = (
    select(
        FundingLine,
        Programme.name.label("programme"),
        Programme.code.label("programme_code"),
        Source.title.label("source"),
        Source.published_on,
    )
    .join_from(FundingLine, Programme)
    .outerjoin(Source, Source.code == FundingLine.source_code)
    .order_by(Programme.code != _EFA, Programme.name, FundingLine.id)
)


class Position(NamedTuple):
    """A cost position as a line."""

    id: int
    name: str
    year: int
    bearer: str
    planned: int
    committed: int
    settled: int


class Year(NamedTuple):
    """What a line comes to in a year; amounts in cents, of the Land's own positions."""

    year: int
    planned: int
    committed: int
    settled: int
    free: int
    forecast: str


class Money(NamedTuple):
    """A promised amount with its years; `included_in` is the code of the line that holds it."""

    code: str
    frame: Frame
    wording: str
    programme: str
    programme_code: str
    giver_source: str
    source_day: date | None
    included_in: str
    years: tuple[Year, ...]
    positions: tuple[Position, ...]


def money(desk: Desk) -> tuple[Money, ...]:
    """All lines, that of the EfA costs first."""
    today = desk.today()
    with desk.store.reading() as session:
        rows = session.execute(_LINES).all()
        by_line: dict[int, list[CostPosition]] = defaultdict(list)
        for each in session.scalars(
            select(CostPosition).order_by(CostPosition.year, CostPosition.name, CostPosition.id)
        ):
            by_line[each.funding_line_id].append(each)
        codes = {row.FundingLine.id: row.FundingLine.code for row in rows}
        return tuple(
            Money(
                row.FundingLine.code,
                frame_of(row.FundingLine),
                row.FundingLine.wording,
                row.programme,
                row.programme_code,
                row.source or "",
                row.published_on,
                codes.get(row.FundingLine.included_in_id, ""),
                _years(frame_of(row.FundingLine), by_line[row.FundingLine.id], today),
                tuple(
                    Position(
                        each.id,
                        each.name,
                        each.year,
                        each.bearer,
                        each.planned_cents,
                        each.committed_cents,
                        each.settled_cents,
                    )
                    for each in by_line[row.FundingLine.id]
                ),
            )
            for row in rows
        )


def efa_costs(desk: Desk) -> tuple[Money, ...]:
    """The lines of the EfA operating costs."""
    return tuple(each for each in money(desk) if each.programme_code == _EFA)


def payer(desk: Desk, year: int, bundle_id: int | None = None) -> str:
    """Who pays a bundle in a year, or the EfA services as such: Land, Kommune or ungeklärt."""
    with desk.store.reading() as session:
        bundle = session.get(ServiceBundle, bundle_id) if bundle_id is not None else None
        wanted = select(CostPosition.bearer).where(CostPosition.year == year)
        bearers = (
            frozenset(session.scalars(wanted.where(CostPosition.bundle_id == bundle.id)))
            if bundle
            else frozenset()
        )
        frames = tuple(
            frame_of(row.FundingLine)
            for row in session.execute(_LINES)
            if row.programme_code == _EFA
        )
    return who_pays(frames, bearers, year, efa=bundle is None or bundle.efa)


def _years(frame: Frame, positions: list[CostPosition], today: date) -> tuple[Year, ...]:
    told = {each.year for each in positions}
    if frame.yearly and frame.valid_from and frame.valid_to:
        told |= set(range(frame.valid_from.year, frame.valid_to.year + 1))
    found, taken = [], 0
    for year in sorted(told):
        own = [each for each in positions if each.year == year and each.bearer == Bearer.LAND]
        committed = sum(each.committed_cents for each in own)
        taken = committed if frame.yearly else taken + committed
        found.append(
            Year(
                year,
                sum(each.planned_cents for each in own),
                committed,
                sum(each.settled_cents for each in own),
                frame.cents - taken if frame.covers(year) else 0,
                forecast(frame, year, committed, today),
            )
        )
    return tuple(found)
