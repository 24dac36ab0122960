"""Bookings of the Digitalisierungsberatung as the rules see them."""

from datetime import date

from ozg_tui.codes.consulting import BookingState
from ozg_tui.rules.values import Value


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
