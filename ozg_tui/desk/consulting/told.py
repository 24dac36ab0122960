"""What »since the last call« says of bookings."""

from sqlalchemy import String, cast

from db.tables import Booking
from ozg_tui.desk.core.telling import (
    ADDED,
    WARNING,
    Around,
    Recorded,
    Said,
    Telling,
    fields,
    moved,
    rows_at_us,
)
from ozg_tui.german.labels import BOOKING_STATES


def _booking(step: Recorded, _around: Around) -> Said | None:
    """A consulting is booked, takes place, or does not."""
    if step.action == "delete":
        return Said(WARNING, f"Beratung Modul {step.before['module']} gelöscht")
    what = f"Beratung Modul {step.about.number}"
    if step.action == "insert":
        return Said(ADDED, f"{what} {BOOKING_STATES[step.after['state']]}")
    return moved(step, what, "state", BOOKING_STATES) or fields(step, f"{what}: ")


BOOKING = Telling((rows_at_us(Booking, number=cast(Booking.module, String)),), _booking)
