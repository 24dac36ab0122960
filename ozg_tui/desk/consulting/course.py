"""The way of one booking as a person sees it, and its next step."""

from datetime import date
from typing import NamedTuple

from sqlalchemy.exc import IntegrityError

from db.errors import NotFoundError, RefusedError
from db.tables import Booking
from ozg_tui.codes.consulting import FREED_STATES, BookingState
from ozg_tui.desk.consulting.bookings import BOOKINGS
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.consulting.rules import clashes, is_live, reference
from ozg_tui.desk.consulting.step import last_step_on, refuse_step, take_step
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.session import reading, writing
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.labels import BOOKING_STATES
from ozg_tui.rules.consulting.path import next_states
from ozg_tui.rules.dates import format_date
from ozg_tui.text import clean

_GONE = "Diese Beratung gibt es nicht mehr."


class Course(NamedTuple):
    """Where a booking is since a day, and the states that a step leads to.

    `meets_on` is the day of the consultation so far.
    """

    booking_id: int
    title: str
    state: BookingState
    since: date | None
    following: tuple[BookingState, ...]
    meets_on: date | None
    today: date


class Move(NamedTuple):
    """A step that is to be taken from a state to another.

    `on` is the day of the step, None for today; `meets_on` the day of the consultation, None for
    the one that is stored.
    """

    start: BookingState
    to: BookingState
    on: date | None = None
    meets_on: date | None = None
    why: str = ""


def course_of(desk: Desk, booking_id: int) -> Course:
    """The way of a stored booking. Raises `NotFoundError`."""
    with reading(desk) as session:
        row = session.get(Booking, booking_id)
        if row is None:
            raise NotFoundError(_GONE)
        here = BookingState(row.state)
        return Course(
            booking_id, BOOKINGS.title(row), here, last_step_on(row), next_states(here),
            row.consultation_on, desk.today(),
        )  # fmt: skip


def move(desk: Desk, booking_id: int, wanted: Move) -> str:
    """Take a step; says in German what was done, and what it means for the slot.

    State, reason, step and slot are kept in one transaction. Raises `RefusedError` where the path
    or the funding forbids the step, and where somebody else has taken one since; `NotFoundError`.
    """
    why = " ".join(clean(wanted.why).split()) or None
    try:
        with writing(desk, rule_sets) as session:
            row = session.get(Booking, booking_id, with_for_update=True)
            value = _value(row, wanted, why)
            assert row is not None
            on = wanted.on or desk.today()
            refuse_step(row, value, on, desk.today(), why)
            BOOKINGS.refuse_slot(session, value, row)
            with session.no_autoflush:
                take_step(row, wanted.to, on, desk.actor, why)
                row.consultation_on = value.consultation_on
            session.flush()
            said = [_said(row, wanted)]
            if is_live(wanted.to):
                said += clashes(session.execute, territory(desk), value, row.id)
    except RefusedError as error:
        if not isinstance(error.__cause__, IntegrityError):
            raise
        with reading(desk) as session:
            raise RefusedError(BOOKINGS.explain(session, value, error.__cause__)) from error
    return " ".join(said)


def _value(row: Booking | None, wanted: Move, why: str | None) -> BookingInput:
    """The booking as it will be."""
    if row is None:
        raise NotFoundError(_GONE)
    if row.state != wanted.start.value:
        raise RefusedError(
            f"{row.changed_by} hat die Beratung inzwischen auf »{BOOKING_STATES[row.state]}« "
            "gesetzt. Es wurde nichts geändert."
        )
    return BOOKINGS.value(row).model_copy(
        update={
            "state": wanted.to,
            "cancelled_reason": why if wanted.to in FREED_STATES else None,
            "consultation_on": wanted.meets_on or row.consultation_on,
        }
    )


def _said(row: Booking, wanted: Move) -> str:
    number, label = reference(row.id), BOOKING_STATES[row.state]
    before, after = is_live(wanted.start), is_live(wanted.to)
    slot = ""
    if row.funded and before != after:
        slot = " Der Platz ist wieder frei." if before else " Der Platz ist wieder belegt."
    day = ""
    if wanted.to is BookingState.SCHEDULED and row.consultation_on is not None:
        day = f" auf den {format_date(row.consultation_on)}"
    return f"{number} ist jetzt {label}{day}.{slot}"
