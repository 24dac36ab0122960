"""How the codes of search entries read on the screen."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ozg_tui.clock import BERLIN
from ozg_tui.codes.telephone import FOLLOW_UP_DONE, CallResult
from ozg_tui.german import months as german_months
from ozg_tui.german.labels import BOOKING_STATES, CALL_RESULTS, KINDS, ROLES, STATIONS

if TYPE_CHECKING:
    from ozg_tui.desk.search.lists import Line


def day(iso: str) -> str:
    """`2026-11-23` or a moment of that day as `23.11.2026`."""
    year, month, rest = [*iso[:10].split("-"), "", ""][:3]
    return f"{rest}.{month}.{year}" if rest else iso


def title(line: Line) -> str:
    """What an entry is called."""
    return line.title


def place(line: Line) -> str:
    """Where it belongs."""
    return line.place


def detail(line: Line) -> str:
    """What tells it apart."""
    return line.detail


def day_of(line: Line) -> str:
    """The day that tells it apart."""
    return day(line.detail)


def months(text: str) -> str:
    """`2021-02 2021-03` as `02/2021, 03/2021`."""
    return german_months.months(text.split())


def municipality_state(line: Line) -> str:
    """The kind of organisation."""
    return KINDS.get(line.state, line.state)


def contact_state(line: Line) -> str:
    """The person's roles."""
    return ", ".join(ROLES.get(code, code) for code in line.state.split(",") if code)


def booking_state(line: Line) -> str:
    """How far the booking is."""
    return BOOKING_STATES.get(line.state, line.state)


def application_state(line: Line) -> str:
    """Where the application is."""
    return STATIONS.get(line.state, line.state)


def moment(line: Line) -> str:
    """Day and time of what happened then, in Hessen."""
    if not line.detail:
        return ""
    return f"{datetime.fromisoformat(line.detail).astimezone(BERLIN):%d.%m.%Y %H:%M}"


def due(line: Line) -> str:
    """The day by which something is to be done, marked when it is over."""
    return f"{'!! ' if line.is_late else '   '}{day(line.detail)}"


def follow_up_state(line: Line) -> str:
    """Who has to do it, or that it is done."""
    return "erledigt" if line.state == FOLLOW_UP_DONE else line.state


def call_state(line: Line) -> str:
    """How the call ended, or that nobody has noted it."""
    return "Notiz?" if line.state == CallResult.OPEN else CALL_RESULTS.get(line.state, line.state)
