"""Bookings of a file written at once; the database keeps the slots as it does for a save."""

from collections.abc import Iterable
from typing import Any

from db.bulk import add_rows, new_numbers
from db.tables import Booking
from ozg_tui.desk.consulting.input import BookingInput
from ozg_tui.desk.consulting.rules import modules
from ozg_tui.desk.core.session import DeskSession
from ozg_tui.desk.exchange.understood import Outcome, Understood

_PLAIN = tuple(name for name in BookingInput.model_fields if name not in {"module", "state"})


def write(session: DeskSession, rows: Iterable[Understood]) -> None:
    """Write the new bookings; the funding source follows from the module."""
    values = [row.content for row in rows if row.outcome is Outcome.NEW]
    sources = {number: each.funding_source for number, each in modules(session.desk).items()}
    bookings: list[dict[str, Any]] = [
        {name: getattr(value, name) for name in _PLAIN}
        | {
            "id": number,
            "module": int(value.module),
            "state": value.state.value,
            "funding_source": sources[int(value.module)],
        }
        for number, value in zip(new_numbers(session, Booking, len(values)), values, strict=True)
    ]
    add_rows(session, {Booking: bookings})
