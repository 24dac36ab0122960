"""Undo at an application: what rests on a grant keeps it, and the path knows every way back."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from db.errors import RefusedError
from db.tables import Application, Change
from ozg_tui.desk.application_path import progress_of
from ozg_tui.desk.applications import APPLICATIONS
from ozg_tui.desk.change_values import day_of
from ozg_tui.desk.records import desk_of
from ozg_tui.desk.undo_history import Key, Net, nets
from ozg_tui.desk.undo_words import beforehand, who
from ozg_tui.rules.ikz_path import way_back
from ozg_tui.rules.ikz_station import Station
from ozg_tui.rules.labels import STATIONS
from ozg_tui.rules.money import format_cents

_NOTICE = frozenset({"granted_cents", "notice_on"})
_DEVIATION = frozenset({"granted_cents", "standard_cents", "deviation_reason", "deviation_by"})
_PAID = frozenset({Station.paid, Station.running, Station.proof, Station.closed})
_DECIDED = _PAID | {Station.approved, Station.rejected}


def refuse_what_rests_on_it(
    row: Application, unit: Mapping[Key, Net], later: Sequence[Change], actor: str
) -> None:
    """Raise `RefusedError` where money was paid, confirmed or decided on what the unit recorded.

    `later` are the changes of the application since.
    """
    own = unit.get(("application", str(row.id)), Net({}, {}, whole=False))
    since = nets(later)
    is_decided = (own.after or {}).get("station") == Station.approved
    if own.fields & _NOTICE or is_decided:
        for key, net in since.items():
            if key[0] == "payment" and net.after is not None and key not in unit:
                raise RefusedError(_paid(_last(later, key), actor))
    confirmed = since.get(("application", str(row.id)), Net({}, {}, whole=False))
    if own.fields & _DEVIATION and (confirmed.after or {}).get("deviation_confirmed_by"):
        change = _last(later, ("application", str(row.id)), "deviation_confirmed_by")
        raise RefusedError(
            f"{who(change, actor)} die Abweichung bestätigt; das beruht darauf. "
            f"{beforehand(change, actor)}"
        )
    resting: frozenset[Station] = frozenset()
    if own.fields & _NOTICE:
        resting = _DECIDED
    elif any(table == "payment" for table, _ in unit):
        resting = _PAID
    steps = [each for each in later if each.table_name == "station_step" and each.after]
    if row.station in resting and steps:
        raise RefusedError(
            f"{who(steps[-1], actor)} den Antrag auf »{STATIONS[row.station]}« gesetzt; das beruht "
            f"darauf. {beforehand(steps[-1], actor)}"
        )


def left_from(session: Session, row: Application) -> Station | None:
    """From where an application that waits beside the way has come."""
    return progress_of(desk_of(session), APPLICATIONS.value(row), row).left


def refuse_way_back(session: Session, row: Application, station: str, left: Station | None) -> None:
    """Raise `RefusedError` where the path does not lead from a station to that of the row.

    `left` is what `left_from` answered before the row was set back.
    """
    if row.station == station:
        return
    desk = desk_of(session)
    progress = progress_of(desk, APPLICATIONS.value(row), row).model_copy(update={"left": left})
    wanted = way_back(progress, station, row.station, desk.today())
    if not wanted.is_possible:
        raise RefusedError(wanted.reason)


def _paid(change: Change, actor: str) -> str:
    values = (change.before or {}) | (change.after or {})
    amount = f" von {format_cents(values['amount_cents'])}" if "amount_cents" in values else ""
    day = f" vom {day_of(values, 'paid_on')}" if values.get("paid_on") else ""
    return (
        f"{who(change, actor)} die Auszahlung{amount}{day} eingetragen; sie beruht darauf. "
        f"{beforehand(change, actor)}"
    )


def _last(later: Sequence[Change], key: Key, field: str = "") -> Change:
    return next(
        each
        for each in reversed(later)
        if (each.table_name, each.row_id) == key and (not field or field in (each.after or {}))
    )
