"""Bookings of the Digitalisierungsberatung as the rules see them."""

from datetime import date
from enum import StrEnum

from ozg_tui.rules.values import Value


class BookingState(StrEnum):
    """How far a booking has come."""

    registered = "registered"
    scheduled = "scheduled"
    held = "held"
    settled = "settled"
    cancelled = "cancelled"
    declined = "declined"
    no_show = "no_show"


LIVE_STATES = frozenset(BookingState) - {BookingState.cancelled, BookingState.declined}
"""The states in which a booking uses its slot; a cancellation or refusal frees it."""

AWAITED_STATES = frozenset({BookingState.registered, BookingState.scheduled})
"""The states in which the slot is taken but the consultation is still to come."""


class Booking(Value):
    """A booking of one municipality."""

    reference: str
    module: int
    funded: bool
    state: BookingState
    booked_on: date | None = None
    consultation_on: date | None = None


class Request(Value):
    """What a municipality asks for.

    `reference` names the booking that is being changed, so that it does not stand in its own way.
    `funding_source` is given only by imports; the source itself always follows from the module.
    """

    key: str
    module: int
    booked_on: date | None = None
    consultation_on: date | None = None
    funded: bool = True
    reference: str = ""
    funding_source: str | None = None
