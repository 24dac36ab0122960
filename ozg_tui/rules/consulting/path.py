"""The path of a booking: which steps there are, and why one is not possible now.

How the desk works; no source prescribes it but that a cancelled booking gives its slot back
(slides OZG-Umsetzung in den Kommunen, HMdIS, 19.05.2021).
"""

from datetime import date

from ozg_tui.codes.consulting import CORRECTIONS, FREED_STATES, PERMITTED, BookingState
from ozg_tui.german.labels import BOOKING_STATES
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.values import Value

_ORDER = {state: number for number, state in enumerate(BookingState)}
_TAKEN_PLACE = frozenset({BookingState.HELD, BookingState.NO_SHOW})
_MOVED = (BookingState.SCHEDULED, BookingState.SCHEDULED)


class Wanted(Value):
    """A step that somebody wants to take.

    `on` is the day on which it happened, `since` that of the step before, `meets_on` the day of the
    consultation as it is then, `met_on` as it was before, `why` the reason.
    """

    here: BookingState
    there: BookingState
    on: date
    today: date
    since: date | None = None
    met_on: date | None = None
    meets_on: date | None = None
    why: str = ""


def next_states(here: BookingState) -> tuple[BookingState, ...]:
    """Give where a booking can go from a state: first on its way, then back for a mistake."""
    return tuple(
        there
        for way in (PERMITTED, CORRECTIONS)
        for there in sorted((to for start, to in way if start is here), key=_ORDER.__getitem__)
    )


def is_correction(here: BookingState, there: BookingState) -> bool:
    """Tell whether a step only takes another one back."""
    return (here, there) in CORRECTIONS


def step_name(here: BookingState, there: BookingState) -> str:
    """Name a step in German by what it leads to: `storniert`, `Termin verlegen`."""
    if (here, there) == _MOVED:
        return "Termin verlegen"
    name = BOOKING_STATES[there]
    return f"Berichtigung: {name}" if is_correction(here, there) else name


def against(wanted: Wanted) -> str:
    """Say in German why a step cannot be taken; empty when nothing stands against it."""
    if (wanted.here, wanted.there) not in PERMITTED | CORRECTIONS:
        return _no_such_step(wanted.here, wanted.there)
    if wanted.there in FREED_STATES and not wanted.why.strip():
        return f"Bitte angeben, warum die Beratung {BOOKING_STATES[wanted.there]} ist."
    return wrong_day(wanted.on, wanted.since, wanted.today) or _against_the_meeting(wanted)


def wrong_day(day: date, since: date | None, today: date) -> str:
    """Say in German why a step was not taken on a day; empty when it may have been.

    `since` is the day of the step before, where there is one.
    """
    if day > today:
        return f"Der {format_date(day)} liegt in der Zukunft."
    if since is not None and day < since:
        return f"Der Schritt davor war erst am {format_date(since)}."
    return ""


def _against_the_meeting(wanted: Wanted) -> str:
    day, there = wanted.meets_on, wanted.there
    if there is BookingState.SCHEDULED and day is None:
        return "Bitte den Termin angeben."
    if (wanted.here, there) == _MOVED and day == wanted.met_on:
        return "Bitte den neuen Termin angeben; der alte steht noch da."
    if there in _TAKEN_PLACE and day is None:
        return "Bitte den Termin angeben, an dem die Beratung war oder sein sollte."
    if there in _TAKEN_PLACE and day is not None and day > wanted.today:
        return f"Der Termin am {format_date(day)} liegt noch in der Zukunft."
    return ""


def _no_such_step(here: BookingState, there: BookingState) -> str:
    if here is there:
        return f"Die Beratung ist schon »{BOOKING_STATES[here]}«."
    ways = [each for each in next_states(here) if (here, each) in PERMITTED]
    if not ways:
        return f"»{BOOKING_STATES[here]}« ist das Ende des Weges."
    named = ", ".join(f"»{BOOKING_STATES[each]}«" for each in ways)
    return (
        f"Von »{BOOKING_STATES[here]}« führt kein Schritt zu »{BOOKING_STATES[there]}«. "
        f"Möglich sind: {named}."
    )
