"""A step of a booking as it is stored: on which day, by whom, why, and when it is refused."""

from datetime import date

from db.errors import RefusedError
from db.tables import Booking, BookingStep
from ozg_tui.codes.consulting import FREED_STATES, BookingState
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.rules.consulting.path import Wanted, against


def refuse_step(
    row: Booking, value: BookingInput, on: date, today: date, why: str | None = None
) -> None:
    """Raise `RefusedError` where no step leads on a day from the stored booking to a form's.

    `why` is the reason where it is not that of the form.
    """
    reason = against(
        Wanted(
            here=BookingState(row.state),
            there=value.state,
            on=on,
            today=today,
            since=last_step_on(row),
            met_on=row.consultation_on,
            meets_on=value.consultation_on,
            why=why or value.cancelled_reason or "",
        )
    )
    if reason:
        raise RefusedError(reason)


def last_step_on(row: Booking) -> date | None:
    """The day on which a booking came where it is; None where no step is recorded."""
    return row.steps[-1].moved_on if row.steps else None


def take_step(row: Booking, to: BookingState, on: date, actor: str, why: str | None) -> None:
    """Write the step beside the state it leads to; a reason stays as long as the slot is free."""
    row.steps.append(
        BookingStep(
            from_state=row.state, to_state=to.value, moved_on=on, actor=actor, note=why or None
        )
    )
    row.state = to.value
    row.cancelled_reason = why if to in FREED_STATES else None
