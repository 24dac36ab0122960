"""Undo at an application: what rests on a grant keeps it, and the path knows every way back."""

from collections.abc import Mapping, Sequence
from typing import NoReturn

from db.errors import RefusedError
from db.tables import Application, Change
from ozg_tui.codes.ikz import GRANTED_STATIONS, PAID_STATIONS, Station
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.core.shown import day_of
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.path import progress_of
from ozg_tui.desk.undo.history import Key, Net, nets
from ozg_tui.desk.undo.words import beforehand, who
from ozg_tui.german.labels import STATIONS
from ozg_tui.rules.ikz.path import way_back
from ozg_tui.rules.money import format_cents

_NOTICE = frozenset({"granted_cents", "notice_on"})
_DEVIATION = frozenset({"granted_cents", "standard_cents", "deviation_reason", "deviation_by"})
_DECIDED = (*GRANTED_STATIONS, Station.REJECTED)


def refuse_what_rests_on_it(
    row: Application, unit: Mapping[Key, Net], later: Sequence[Change], actor: str
) -> None:
    """Raise `RefusedError` where money was paid, confirmed or decided on what the unit recorded.

    `later` are the changes of the application since.
    """
    key = ("application", str(row.id))
    nothing = Net({}, {}, whole=False)
    own, since = unit.get(key, nothing), nets(later)
    now = since.get(key, nothing)
    is_decided = (own.after or {}).get("station") == Station.APPROVED
    if own.fields & _NOTICE or is_decided:
        for part, net in since.items():
            if part[0] == "payment" and net.after is not None and part not in unit:
                change = _last(later, part)
                _refuse(change, _paid(change), actor)
    if own.fields & _DEVIATION and (now.after or {}).get("deviation_confirmed_by"):
        _refuse(_last(later, key, "deviation_confirmed_by"), "die Abweichung bestätigt", actor)
    resting: tuple[Station, ...] = ()
    if own.fields & _NOTICE:
        resting = _DECIDED
    elif any(table == "payment" for table, _ in unit):
        resting = PAID_STATIONS
    if row.station in resting and "station" in now.fields:
        did = f"den Antrag auf »{STATIONS[row.station]}« gesetzt"
        _refuse(_last(later, key, "station"), did, actor)


def left_from(session: DeskSession, row: Application) -> Station | None:
    """From where an application that waits beside the way has come."""
    return progress_of(session.desk, APPLICATIONS.value(row), row).left


def refuse_way_back(
    session: DeskSession, row: Application, station: str, left: Station | None
) -> None:
    """Raise `RefusedError` where the path does not lead from a station to that of the row.

    `left` is what `left_from` answered before the row was set back.
    """
    if row.station == station:
        return
    desk = session.desk
    progress = progress_of(desk, APPLICATIONS.value(row), row).model_copy(update={"left": left})
    wanted = way_back(progress, station, row.station, desk.today())
    if not wanted.is_possible:
        raise RefusedError(wanted.reason)


def _paid(change: Change) -> str:
    values = (change.before or {}) | (change.after or {})
    amount = f" von {format_cents(values['amount_cents'])}" if "amount_cents" in values else ""
    day = f" vom {day_of(values, 'paid_on')}" if values.get("paid_on") else ""
    return f"die Auszahlung{amount}{day} eingetragen"


def _refuse(change: Change, did: str, actor: str) -> NoReturn:
    raise RefusedError(
        f"{who(change, actor)} {did}; das beruht darauf. {beforehand(change, actor)}"
    )


def _last(later: Sequence[Change], key: Key, field: str = "") -> Change:
    return next(
        each
        for each in reversed(later)
        if (each.table_name, each.row_id) == key and (not field or field in (each.after or {}))
    )
