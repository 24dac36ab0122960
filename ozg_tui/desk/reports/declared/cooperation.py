"""R8: the money of the IKZ, by the year of its grant, and what was paid of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from db.tables import Application, Participant, Payment
from ozg_tui.codes.ikz import ParticipantRole, Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.reports.days import held_then
from ozg_tui.desk.reports.land import Land, kommunen, land_of
from ozg_tui.desk.reports.report import Asked, Chart, Counted, Found, Report, Row, Takes
from ozg_tui.desk.reports.spans import UNDATED, by_time
from ozg_tui.german.counting import counted
from ozg_tui.rules.money import format_cents

_GRANTS = (
    select(
        Application.id,
        Application.number,
        Application.title,
        Application.field_of_work,
        Application.station,
        Application.notice_on,
        Application.granted_cents,
        Application.standard_cents,
    )
    .where(Application.granted_cents.is_not(None))
    .order_by(Application.number)
)
_PARTNERS = select(
    Participant.application_id, Participant.organisation_id, Participant.role
).order_by(Participant.position)
_PAYMENTS = select(Payment.id, Payment.application_id, Payment.paid_on, Payment.amount_cents)
_FIRST = select(func.min(Application.notice_on))
_NOTHING_BOUND = frozenset({Station.REJECTED, Station.WITHDRAWN})


class Grant(NamedTuple):
    """A grant with the Kommunen that it is for, the leading one first, and what was paid of it."""

    id: int
    title: str
    field: str
    on: date | None
    granted: int
    standard: int
    partners: tuple[int, ...]
    payments: tuple[Any, ...]

    @property
    def paid(self) -> int:
        """Cents."""
        return sum(each.amount_cents for each in self.payments)


def grants(desk: Desk, asked: Asked) -> tuple[Grant, ...]:
    """What had been granted by the day, in the period that is asked about."""
    applied, *parts = desk.read(
        lambda reader: tuple(
            reader.execute(statement).all() for statement in (_GRANTS, _PARTNERS, _PAYMENTS)
        )
    )
    partners, payments = map(_by_application, parts)
    land = land_of(desk, asked)
    then = held_then(desk, Application.__tablename__, "station", asked.on)
    found = []
    for row in applied:
        of = sorted(partners[row.id], key=lambda each: each.role != ParticipantRole.LEAD)
        lead = of[0].organisation_id if of else 0
        is_here = not asked.district or (bool(of) and land.district_of(lead) == asked.district)
        ended = then.get(row.id, row.station) in _NOTHING_BOUND
        if not asked.covers(row.notice_on) or not is_here or ended:
            continue
        found.append(
            Grant(
                row.id,
                f"{row.number} {row.title}",
                row.field_of_work or "ohne Angabe",
                row.notice_on,
                row.granted_cents,
                row.granted_cents if row.standard_cents is None else row.standard_cents,
                tuple(each.organisation_id for each in of),
                tuple(each for each in payments[row.id] if each.paid_on <= asked.on),
            )
        )
    return tuple(found)


def _by_application(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.application_id].append(row)
    return found


def bound(desk: Desk, asked: Asked) -> Found:
    """What was granted and paid, grouped by what was asked for."""
    found = grants(desk, asked)
    rows = [_row(label, these) for label, these in _GROUPS[asked.by](desk, asked, found)]
    rows.append(_row("Zusammen", found, is_total=True))
    granted, paid = sum(g.granted for g in found), sum(g.paid for g in found)
    sentence = (
        f"{counted(len(found), 'IKZ-Vorhaben', 'IKZ-Vorhaben')} bewilligt: "
        f"{format_cents(granted)}, davon ausgezahlt {format_cents(paid)}."
    )
    columns = (Column("group", dict(_BY)[asked.by]), *_AMOUNTS)
    undated = any(g.on is None for g in found)
    remarks = (f"Bei »{UNDATED}« fehlt der Tag des Bescheids.",) if undated else ()
    return Found(tuple(rows), (sentence,), remarks, columns)


def _row(label: str, these: Sequence[Grant], *, is_total: bool = False) -> Row:
    who = {number for each in these for number in each.partners}
    granted, standard = sum(g.granted for g in these), sum(g.standard for g in these)
    cells = (label, len(these), len(who), standard, granted - standard, granted,
             sum(g.paid for g in these))  # fmt: skip
    counted_of = (
        Counted(Application.__tablename__, tuple(g.id for g in these)),
        *kommunen(who),
        Counted(Payment.__tablename__, tuple(sorted(p.id for g in these for p in g.payments))),
    )
    return Row(cells, counted_of, is_total)


Groups = Sequence[tuple[str, Sequence[Grant]]]


def _by_year(_desk: Desk, asked: Asked, found: Sequence[Grant]) -> Groups:
    groups = dict(by_time(found, lambda each: each.on, "jahr"))
    if asked.since is not None:
        for year in range(asked.since.year, min(asked.until or asked.on, asked.on).year + 1):
            groups.setdefault(str(year), [])
    return sorted(groups.items(), key=lambda each: (each[0] == UNDATED, each[0]))


def _by_district(desk: Desk, asked: Asked, found: Sequence[Grant]) -> Groups:
    land: Land = land_of(desk, asked)
    lead = [(land.district_of(g.partners[0]) if g.partners else "", g) for g in found]
    groups: list[tuple[str, Sequence[Grant]]] = [
        (name, [g for where, g in lead if where == key]) for key, name in land.districts()
    ]
    nowhere = [g for where, g in lead if not where]
    return [*groups, ("ohne Kreis", nowhere)] if nowhere else groups


def _by_field(_desk: Desk, _asked: Asked, found: Sequence[Grant]) -> Groups:
    fields = sorted({g.field for g in found})
    return [(field, [g for g in found if g.field == field]) for field in fields]


def _by_case(desk: Desk, _asked: Asked, found: Sequence[Grant]) -> Groups:
    land = territory(desk)
    return [(f"{g.title} ({_year(g)}): {_names(land.name, g.partners)}", [g]) for g in found]


def _year(grant: Grant) -> str:
    return str(grant.on.year) if grant.on else UNDATED


def _names(name: Callable[[int], str], numbers: Iterable[int]) -> str:
    return ", ".join(name(number) for number in numbers) or "ohne Beteiligte"


_BY = (
    ("jahr", "Jahr der Bewilligung"),
    ("kreis", "Kreis der federführenden Kommune"),
    ("aufgabenfeld", "Aufgabenfeld"),
    ("vorhaben", "Vorhaben"),
)
_GROUPS: Mapping[str, Callable[[Desk, Asked, Sequence[Grant]], Groups]] = {
    "jahr": _by_year,
    "kreis": _by_district,
    "aufgabenfeld": _by_field,
    "vorhaben": _by_case,
}
_AMOUNTS = (
    Column("applications", "Vorhaben", Holds.NUMBER),
    Column("kommunen", "Kommunen", Holds.NUMBER),
    Column("standard_cents", "Regelzuwendung (EUR)", Holds.AMOUNT),
    Column("deviation_cents", "Abweichung (EUR)", Holds.AMOUNT),
    Column("granted_cents", "bewilligt (EUR)", Holds.AMOUNT),
    Column("paid_cents", "ausgezahlt (EUR)", Holds.AMOUNT),
)


def begins(desk: Desk) -> date | None:
    """The day of the first notice."""
    return desk.read(lambda reader: reader.execute(_FIRST).scalar())


REPORTS = (
    Report(
        code="R8",
        name="ikz-mittel",
        title="IKZ: bewilligte und ausgezahlte Mittel",
        definition=(
            "Bewilligte Beträge nach dem Tag des Bescheids und was davon bis zum Stichtag "
            "ausgezahlt war. Regelzuwendung und Abweichung ergeben zusammen den bewilligten "
            "Betrag. Ein Vorhaben zählt einmal, beim Kreis seiner federführenden Kommune; "
            "Kommunen in mehreren Vorhaben zählen in einer Summe einmal. Zurückgezogene Anträge "
            "zählen nicht."
        ),
        denominator="alle bewilligten IKZ-Anträge",
        source="IKZ-Anträge und Bescheide, erfasst von der Koordinierungsstelle",
        columns=(Column("group", "Jahr der Bewilligung"), *_AMOUNTS),
        find=bound,
        begins=begins,
        takes=(Takes.FROM, Takes.UNTIL, Takes.DISTRICT, Takes.BY),
        by=_BY,
        chart=Chart("Bewilligt in EUR", 0, 5),
    ),
)
