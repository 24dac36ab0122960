"""R1 to R3: the Digitalisierungsberatung, its registrations and its slots."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from db.tables import Booking
from ozg_tui.codes.consulting import AWAITED_STATES, FREED_STATES, LIVE_STATES, BookingState
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.reports.days import held_then, recorded_on
from ozg_tui.desk.reports.land import Land, kommunen, land_of
from ozg_tui.desk.reports.report import Asked, Chart, Counted, Found, Report, Row, Takes
from ozg_tui.desk.reports.spans import by_time
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.counting import counted, noun
from ozg_tui.german.labels import BOOKING_STATES
from ozg_tui.rules.consulting.slots import is_over, is_taken, uses_slot
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.in_force import covers, to_go_by
from ozg_tui.rules.rule_set import ConsultingParameters
from ozg_tui.rules.services.measures import Share

_SOURCE = "Beratungsbuchungen der Koordinierungsstelle"
_BOOKINGS = select(
    Booking.id,
    Booking.organisation_id,
    Booking.module,
    Booking.funding_source,
    Booking.funded,
    Booking.state,
    Booking.booked_on,
    Booking.consultation_on,
).order_by(Booking.id)
_FIRST = select(func.min(func.coalesce(Booking.booked_on, Booking.consultation_on)))
_OTHERS = frozenset(LIVE_STATES) - AWAITED_STATES


class Booked(NamedTuple):
    """A booking as it stood on a day; `kommune` is the one that it counts for."""

    id: int
    kommune: int
    module: int
    source: str
    funded: bool
    state: str
    on: date | None

    @property
    def is_live(self) -> bool:
        """Whether it counts as a registration."""
        return self.state in LIVE_STATES


def booked(desk: Desk, asked: Asked, land: Land) -> tuple[Booked, ...]:
    """The bookings of the Kommunen of the day, as they stood then."""
    on = asked.on
    rows = desk.read(lambda reader: reader.execute(_BOOKINGS).all())
    then = held_then(desk, Booking.__tablename__, "state", on)
    entered: Mapping[int, date] = {}
    if any(row.booked_on is None for row in rows):
        entered = recorded_on(desk, Booking.__tablename__)
    found = []
    for row in rows:
        here, day = land.of(row.organisation_id), row.booked_on or entered.get(row.id)
        if here is None or (day is not None and day > on):
            continue
        state = then.get(row.id, row.state)
        if state in _OTHERS and row.consultation_on is not None and row.consultation_on > on:
            state = BookingState.SCHEDULED
        found.append(Booked(row.id, here, row.module, row.funding_source, row.funded, state, day))
    return tuple(found)


def begins(desk: Desk) -> date | None:
    """The first day of a registration."""
    return desk.read(lambda reader: reader.execute(_FIRST).scalar())


def bookings(found: Iterable[Booked]) -> tuple[Counted, ...]:
    """These bookings as what a figure counts."""
    return (Counted(Booking.__tablename__, tuple(each.id for each in found)),)


def registered(desk: Desk, asked: Asked) -> Found:
    """Who has registered: Kommunen by kind, and modules."""
    land = land_of(desk, asked)
    live = [each for each in booked(desk, asked, land) if each.is_live]
    who = {each.kommune for each in live}
    rows = []
    for label, all_of in zip(_KINDS, land.split(), strict=True):
        these = who & set(all_of)
        rows.append(Row((label, len(these), *_share(len(these), len(all_of))), kommunen(these)))
    whole = len(land.standing)
    rows.append(Row((_TOGETHER, len(who), *_share(len(who), whole)), kommunen(who), is_total=True))
    rows.append(Row(("Beratungsmodule", len(live), None, ""), bookings(live)))
    districts, towns = (int(str(row.cells[1])) for row in rows[:2])
    return Found(tuple(rows), (_sentence(desk, asked.on, districts, towns, len(live)),))


_KINDS = ("Landkreise", "Städte/Gemeinden")
_TOGETHER = "Kommunen zusammen"


def _share(part: int, whole: int) -> tuple[int, str]:
    percent = Share(part, whole).percent
    return whole, "" if percent is None else f"{percent} %"


def _sentence(desk: Desk, on: date, districts: int, towns: int, modules: int) -> str:
    is_today = on == desk.today()
    verb = noun(districts, "ist", "sind") if is_today else noun(districts, "war", "waren")
    when = "Aktuell" if is_today else f"Am {format_date(on)}"
    return (
        f"{when} {verb} {counted(districts, 'Landkreis', 'Landkreise')} und "
        f"{counted(towns, 'Stadt/Gemeinde', 'Städte/Gemeinden')} zu "
        f"{counted(modules, 'Beratungsmodul', 'Beratungsmodulen')} angemeldet."
    )


def spread(desk: Desk, asked: Asked) -> Found:
    """The bookings by state, grouped by what was asked for."""
    land = land_of(desk, asked)
    found = [each for each in booked(desk, asked, land) if asked.covers(each.on)]
    groups = _GROUPS[asked.by](desk, land, found)
    rows = [_states(label, these) for label, these in groups]
    rows.append(_states("Zusammen", found, is_total=True))
    columns = (Column("group", dict(_BY)[asked.by]), *_STATE_COLUMNS)
    undated = sum(each.on is None for each in found)
    remark = f"{counted(undated, 'Buchung hat', 'Buchungen haben')} keinen Tag der Anmeldung."
    return Found(tuple(rows), (), (remark,) if undated else (), columns)


_BY = (
    ("modul", "Modul"),
    ("quelle", "Förderquelle"),
    ("kreis", "Kreis"),
    ("monat", "Monat"),
    ("quartal", "Quartal"),
    ("jahr", "Jahr"),
)
_STATE_COLUMNS = (
    Column("live", "angemeldet", Holds.NUMBER),
    *(
        Column(state.value, f"davon {BOOKING_STATES[state]}", Holds.NUMBER)
        for state in BookingState
        if state in LIVE_STATES and state is not BookingState.REGISTERED
    ),
    *(
        Column(state.value, f"außerdem {BOOKING_STATES[state]}", Holds.NUMBER)
        for state in FREED_STATES
    ),
)


def _states(label: str, these: Sequence[Booked], *, is_total: bool = False) -> Row:
    number: dict[str, int] = defaultdict(int)
    for each in these:
        number[each.state] += 1
    live = [each for each in these if each.is_live]
    cells = (len(live), *(number[column.code] for column in _STATE_COLUMNS[1:]))
    return Row((label, *cells), bookings(these), is_total)


Groups = Sequence[tuple[str, Sequence[Booked]]]


def _by_module(desk: Desk, _land: Land, found: Sequence[Booked]) -> Groups:
    titles = {each.number: each.title for each in _parameters(desk).modules}
    return [
        (f"{module} {titles.get(module, '')}".strip(), [b for b in found if b.module == module])
        for module in sorted({1, 2, 3, 4} | titles.keys())
    ]


def _by_source(desk: Desk, _land: Land, found: Sequence[Booked]) -> Groups:
    named = {each.funding_source: each.funding_source_name for each in _parameters(desk).modules}
    return [(name, [b for b in found if b.source == code]) for code, name in named.items()]


def _by_district(_desk: Desk, land: Land, found: Sequence[Booked]) -> Groups:
    return [
        (name, [b for b in found if land.standing[b.kommune].district == key])
        for key, name in land.districts()
    ]


def _over_time(step: str) -> Callable[[Desk, Land, Sequence[Booked]], Groups]:
    return lambda _desk, _land, found: by_time(found, lambda each: each.on, step)


_GROUPS: Mapping[str, Callable[[Desk, Land, Sequence[Booked]], Groups]] = {
    "modul": _by_module,
    "quelle": _by_source,
    "kreis": _by_district,
    **{step: _over_time(step) for step in ("monat", "quartal", "jahr")},
}


def _parameters(desk: Desk, on: date | None = None) -> ConsultingParameters:
    rule = to_go_by(rule_sets(desk), RuleTopic.CONSULTING, on or desk.today())
    assert rule is not None and isinstance(rule.parameters, ConsultingParameters)
    return rule.parameters


def slots(desk: Desk, asked: Asked) -> Found:
    """What has become of the slots: used, free, or run out."""
    land = land_of(desk, asked)
    found = booked(desk, asked, land)
    rule = to_go_by(rule_sets(desk), RuleTopic.CONSULTING, asked.on)
    in_force = rule is not None and covers(rule, asked.on)
    parameters = _parameters(desk, asked.on)
    windows: dict[str, list[date]] = defaultdict(list)
    names = {}
    for module in parameters.modules:
        windows[module.funding_source].append(module.window_to)
        names[module.funding_source] = module.funding_source_name
    rows, remarks = [], []
    for source, ends in windows.items():
        taken: dict[int, int] = defaultdict(int)
        for each in found:
            if each.source == source and uses_slot(each.state, funded=each.funded):
                taken[each.kommune] += 1
        used = {
            number
            for number, bookings_of in taken.items()
            if is_taken(bookings_of, parameters.bookings_per_source)
        }
        left, end = land.standing.keys() - used, max(ends)
        over = is_over(end, asked.on) or not in_force
        free, gone = (set(), left) if over else (left, set())
        cells = (names[source], len(land.standing), len(used), len(free), len(gone), end)
        rows.append(Row(cells, kommunen(left)))
        days = (end - asked.on).days
        if free and days <= parameters.notice_days:
            remarks.append(
                f"{counted(len(free), 'freier Platz', 'freie Plätze')} aus {names[source]} "
                f"{noun(len(free), 'verfällt', 'verfallen')} in {counted(days, 'Tag', 'Tagen')}."
            )
    never = land.standing.keys() - {each.kommune for each in found}
    rows.append(Row((_NEVER, len(land.standing), None, len(never), None, None), kommunen(never)))
    return Found(tuple(rows), (), tuple(remarks))


_NEVER = "Kommunen ohne jede Buchung"
_LAST = "Gezählt wird, was am Stichtag angemeldet war; Absagen und Ablehnungen zählen nicht."

REPORTS = (
    Report(
        code="R1",
        name="beratung",
        title="Beratung: Stand der Anmeldungen",
        definition=(
            "Kommunen mit mindestens einer Beratungsbuchung, die nicht storniert oder abgelehnt "
            "ist, und die Zahl dieser Buchungen. Kreisfreie Städte zählen als Städte; was "
            "eingegliedert wurde, zählt einmal bei seiner Nachfolgerin."
        ),
        denominator="alle Landkreise, Städte und Gemeinden des Gebietsstands am Stichtag",
        source=_SOURCE,
        columns=(
            Column("what", "Angemeldet"),
            Column("number", "Anzahl", Holds.NUMBER),
            Column("whole", "von", Holds.NUMBER),
            Column("share", "Anteil"),
        ),
        find=registered,
        begins=begins,
        takes=(Takes.DISTRICT,),
    ),
    Report(
        code="R2",
        name="beratung-verteilung",
        title="Beratung: Verteilung der Buchungen",
        definition=f"Beratungsbuchungen nach ihrem Status. {_LAST}",
        denominator="alle Buchungen im Zeitraum",
        source=_SOURCE,
        columns=(Column("group", "Modul"), *_STATE_COLUMNS),
        find=spread,
        begins=begins,
        takes=(Takes.FROM, Takes.UNTIL, Takes.DISTRICT, Takes.BY),
        by=_BY,
        rules=(RuleTopic.CONSULTING,),
        chart=Chart("Angemeldete Module", 0, 1),
    ),
    Report(
        code="R3",
        name="foerderplaetze",
        title="Beratung: Förderplätze",
        definition=(
            "Je Förderquelle hat jede Kommune einen Platz. Er ist belegt, wenn eine geförderte "
            "Buchung ihn nutzt, verfallen, wenn der Zeitraum der Quelle vorbei ist, sonst frei. "
            "Eine Zeile öffnet die Kommunen, die keinen Platz belegen."
        ),
        denominator="alle Landkreise, Städte und Gemeinden des Gebietsstands am Stichtag",
        source=_SOURCE,
        columns=(
            Column("source", "Förderquelle"),
            Column("possible", "Plätze", Holds.NUMBER),
            Column("used", "belegt", Holds.NUMBER),
            Column("free", "frei", Holds.NUMBER),
            Column("expired", "verfallen", Holds.NUMBER),
            Column("until", "Zeitraum bis", Holds.DAY),
        ),
        find=slots,
        begins=begins,
        takes=(Takes.DISTRICT,),
        rules=(RuleTopic.CONSULTING,),
    ),
)
