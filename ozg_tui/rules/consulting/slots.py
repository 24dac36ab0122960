"""What a slot of the Digitalisierungsberatung is: one funded booking per Kommune and source.

Source: slides OZG-Umsetzung in den Kommunen, HMdIS, 19.05.2021.
"""

from datetime import date

from ozg_tui.codes.consulting import LIVE_STATES


def uses_slot(state: str, *, funded: bool) -> bool:
    """Tell whether a booking takes a slot; a cancellation or refusal gives it back."""
    return funded and state in LIVE_STATES


def is_taken(bookings: int, limit: int) -> bool:
    """Tell whether so many funded bookings leave no slot of a source that pays for `limit`."""
    return bookings >= limit


def is_over(window_to: date, day: date) -> bool:
    """Tell whether a consultation on a day comes too late; the last day of the window counts."""
    return day > window_to
