"""R14 and R15: the calls, and what is still to be done."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import func, select

from db.tables import Call, FollowUp
from ozg_tui.clock import day_of
from ozg_tui.codes.telephone import CallResult, Direction
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.exchange.writing.sheet import Column, Holds
from ozg_tui.desk.reports.days import first_recorded
from ozg_tui.desk.reports.land import Land, land_of
from ozg_tui.desk.reports.report import Asked, Chart, Counted, Found, Report, Row, Takes
from ozg_tui.desk.reports.spans import by_time
from ozg_tui.german.counting import counted
from ozg_tui.german.labels import CALL_RESULTS, TOPICS

_CALLS = select(
    Call.id, Call.started_at, Call.direction, Call.organisation_id, Call.topic, Call.result,
    func.coalesce(func.length(Call.text), 0).label("written"),
).order_by(Call.started_at, Call.id)  # fmt: skip
_FIRST = select(func.min(Call.started_at))
_OPEN = (
    select(FollowUp.id, FollowUp.due_on, FollowUp.owner)
    .where(FollowUp.done_at.is_(None))
    .order_by(FollowUp.owner, FollowUp.due_on, FollowUp.id)
)
_HOUR = 3600
_NOWHERE = "ohne Kommune"


class Called(NamedTuple):
    """A call; `answered` is how long it took until somebody called back, in seconds."""

    id: int
    on: date
    is_incoming: bool
    kommune: int | None
    topic: str
    result: str
    is_noted: bool
    answered: float | None


def calls(desk: Desk, asked: Asked, land: Land) -> tuple[Called, ...]:
    """The calls of the period."""
    rows = desk.read(lambda reader: reader.execute(_CALLS).all())
    back = _called_back(rows)
    found = []
    for row in rows:
        on = day_of(row.started_at)
        here = land.of(row.organisation_id) if row.organisation_id else None
        if asked.covers(on) and (here is not None or not asked.district):
            is_incoming = row.direction == Direction.INCOMING
            found.append(
                Called(row.id, on, is_incoming, here, row.topic or "", row.result,
                       row.written > 0, back.get(row.id))
            )  # fmt: skip
    return tuple(found)


def _called_back(rows: Iterable[Any]) -> Mapping[int, float]:
    """How long a Kommune that called waited for the next call to it, in seconds."""
    waiting: dict[int, tuple[int, datetime]] = {}
    found = {}
    for row in rows:
        if row.organisation_id is None:
            continue
        if row.direction == Direction.INCOMING:
            waiting.setdefault(row.organisation_id, (row.id, row.started_at))
        elif row.organisation_id in waiting:
            number, since = waiting.pop(row.organisation_id)
            found[number] = (row.started_at - since).total_seconds()
    return found


def calls_begin(desk: Desk) -> date | None:
    """The day of the first call."""
    moment = desk.read(lambda reader: reader.execute(_FIRST).scalar())
    return day_of(moment) if moment else None


def telephone(desk: Desk, asked: Asked) -> Found:
    """The calls, grouped by what was asked for."""
    land = land_of(desk, asked)
    found = calls(desk, asked, land)
    rows = [_row(name, these) for name, these in _GROUPS[asked.by](land, found)]
    rows.append(_row("Zusammen", found, is_total=True))
    unnoted = sum(not each.is_noted for each in found)
    sentence = f"{counted(len(found), 'Anruf', 'Anrufe')}, davon {unnoted} ohne Notiz."
    columns = (Column("group", dict(_BY)[asked.by]), *_CALL_COLUMNS)
    return Found(tuple(rows), (sentence,), (), columns)


def _row(name: str, these: Sequence[Called], *, is_total: bool = False) -> Row:
    waits = [each.answered for each in these if each.answered is not None]
    cells = (
        name,
        len(these),
        sum(each.is_incoming for each in these),
        sum(not each.is_noted for each in these),
        sum(each.result == CallResult.CALL_BACK for each in these),
        round(median(waits) / _HOUR) if waits else None,
    )
    return Row(cells, (Counted(Call.__tablename__, tuple(each.id for each in these)),), is_total)


Groups = Sequence[tuple[str, Sequence[Called]]]


def _over_time(step: str) -> Callable[[Land, Sequence[Called]], Groups]:
    return lambda _land, found: by_time(found, lambda each: each.on, step)


def _by_code(
    words: Mapping[str, str], code: Callable[[Called], str]
) -> Callable[[Land, Sequence[Called]], Groups]:
    named = {**words, "": "ohne Thema"}
    return lambda _land, found: [
        (word, [each for each in found if code(each) == key])
        for key, word in named.items()
        if key or any(not code(each) for each in found)
    ]


def _by_district(land: Land, found: Sequence[Called]) -> Groups:
    return _placed(
        found, land.districts(), lambda n: land.standing[n].district if n is not None else ""
    )


def _by_place(land: Land, found: Sequence[Called]) -> Groups:
    called = {each.kommune for each in found if each.kommune is not None}
    names = sorted((land.name(number), number) for number in called)
    return _placed(found, [(str(number), name) for name, number in names], lambda n: str(n or ""))


def _placed(
    found: Sequence[Called],
    named: Iterable[tuple[str, str]],
    where: Callable[[int | None], str],
) -> Groups:
    groups: dict[str, list[Called]] = defaultdict(list)
    for each in found:
        groups[where(each.kommune)].append(each)
    nowhere = [(_NOWHERE, groups[""])] if groups.get("") else []
    return [*((name, groups.get(key, [])) for key, name in named), *nowhere]


_BY = (
    ("woche", "Woche"),
    ("monat", "Monat"),
    ("jahr", "Jahr"),
    ("thema", "Thema"),
    ("ergebnis", "Ergebnis"),
    ("kreis", "Kreis"),
    ("kommune", "Kommune"),
)
_GROUPS: Mapping[str, Callable[[Land, Sequence[Called]], Groups]] = {
    **{step: _over_time(step) for step in ("woche", "monat", "jahr")},
    "thema": _by_code(TOPICS, lambda each: each.topic),
    "ergebnis": _by_code(CALL_RESULTS, lambda each: each.result),
    "kreis": _by_district,
    "kommune": _by_place,
}
_CALL_COLUMNS = (
    Column("calls", "Anrufe", Holds.NUMBER),
    Column("incoming", "davon eingehend", Holds.NUMBER),
    Column("unnoted", "ohne Notiz", Holds.NUMBER),
    Column("call_back", "Rückruf offen", Holds.NUMBER),
    Column("hours", "Rückruf nach Stunden", Holds.NUMBER),
)


def tasks_begin(desk: Desk) -> date | None:
    """The day on which the first follow-up was recorded."""
    return first_recorded(desk, FollowUp.__tablename__)


def tasks(desk: Desk, asked: Asked) -> Found:
    """What is open for each person, and how late."""
    rows = desk.read(lambda reader: reader.execute(_OPEN).all())
    owners: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        owners[row.owner].append(row)
    lines = [_tasks(owner, owners[owner], asked.on) for owner in sorted(owners)]
    lines.append(_tasks("Zusammen", rows, asked.on, is_total=True))
    late = sum(row.due_on < asked.on for row in rows)
    open_ones = counted(len(rows), "offene Wiedervorlage", "offene Wiedervorlagen")
    return Found(tuple(lines), (f"{open_ones}, davon {late} überfällig.",))


def _tasks(owner: str, rows: Sequence[Any], on: date, *, is_total: bool = False) -> Row:
    late = [(on - row.due_on).days for row in rows if row.due_on < on]
    today = sum(row.due_on == on for row in rows)
    cells = (owner, len(rows), today, len(late), max(late, default=None))
    ids = tuple(row.id for row in rows)
    return Row(cells, (Counted(FollowUp.__tablename__, ids),), is_total)


REPORTS = (
    Report(
        code="R14",
        name="anrufe",
        title="Anrufe",
        definition=(
            "Anrufe nach dem Tag, an dem sie begannen. Der Rückruf ist der nächste Anruf der "
            "Stelle bei einer Kommune, die angerufen hat; angegeben ist der Median der vollen "
            "Stunden bis dahin. Namen von Personen stehen nicht darin."
        ),
        denominator="alle Anrufe im Zeitraum",
        source="Anrufe, erfasst von der Koordinierungsstelle",
        columns=(Column("group", "Woche"), *_CALL_COLUMNS),
        find=telephone,
        begins=calls_begin,
        takes=(Takes.FROM, Takes.UNTIL, Takes.DISTRICT, Takes.BY),
        by=_BY,
        chart=Chart("Anrufe", 0, 1),
    ),
    Report(
        code="R15",
        name="wiedervorlagen",
        title="Wiedervorlagen",
        definition=(
            "Wiedervorlagen, die nicht erledigt sind, je Person, die sie hat. Überfällig ist, was "
            "vor dem Stichtag fällig war. Ein vergangener Stichtag zeigt, was an seinem Ende "
            "erfasst war."
        ),
        denominator="alle offenen Wiedervorlagen",
        source="Wiedervorlagen, erfasst von der Koordinierungsstelle",
        columns=(
            Column("owner", "Wer"),
            Column("open", "offen", Holds.NUMBER),
            Column("today", "heute fällig", Holds.NUMBER),
            Column("late", "überfällig", Holds.NUMBER),
            Column("oldest", "am längsten (Tage)", Holds.NUMBER),
        ),
        find=tasks,
        begins=tasks_begin,
        as_known=True,
        personal=True,
    ),
)
