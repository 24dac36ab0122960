"""Codes of the Digitalisierungsberatung: who pays, and how far a booking has come."""

from enum import StrEnum


class FundingSource(StrEnum):
    """Who pays a module."""

    UMSETZUNGSVEREINBARUNG = "umsetzungsvereinbarung"
    STARKE_HEIMAT = "starke_heimat"


class BookingState(StrEnum):
    """How far a booking has come."""

    REGISTERED = "registered"
    SCHEDULED = "scheduled"
    HELD = "held"
    SETTLED = "settled"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    DECLINED = "declined"


FREED_STATES = (BookingState.CANCELLED, BookingState.DECLINED)
"""A cancellation or refusal gives the slot back."""

LIVE_STATES = frozenset(BookingState) - frozenset(FREED_STATES)
"""The states in which a booking uses its slot."""

AWAITED_STATES = frozenset({BookingState.REGISTERED, BookingState.SCHEDULED})
"""The slot is taken, the consultation is still to come."""

OPEN_STATES = AWAITED_STATES | {BookingState.HELD}
"""Something is still to be done: hold the consultation, or settle it."""

CLOSED_STATES = frozenset({BookingState.SETTLED, *FREED_STATES})
"""Nothing more is to be done."""

PERMITTED: frozenset[tuple[BookingState, BookingState]] = frozenset(
    {
        (BookingState.REGISTERED, BookingState.SCHEDULED),
        (BookingState.REGISTERED, BookingState.HELD),
        (BookingState.REGISTERED, BookingState.DECLINED),
        (BookingState.REGISTERED, BookingState.CANCELLED),
        (BookingState.SCHEDULED, BookingState.SCHEDULED),
        (BookingState.SCHEDULED, BookingState.HELD),
        (BookingState.SCHEDULED, BookingState.NO_SHOW),
        (BookingState.SCHEDULED, BookingState.CANCELLED),
        (BookingState.NO_SHOW, BookingState.SCHEDULED),
        (BookingState.NO_SHOW, BookingState.CANCELLED),
        (BookingState.HELD, BookingState.SETTLED),
    }
)
"""The steps of a booking; from scheduled to scheduled it is moved to another day."""

CORRECTIONS: frozenset[tuple[BookingState, BookingState]] = (
    frozenset((after, before) for before, after in PERMITTED) - PERMITTED
)
"""The way back from each step, for what was entered by mistake."""


class AccountState(StrEnum):
    """What a municipality can still expect from one funding source."""

    FREI = "FREI"
    BELEGT = "BELEGT"
    VERBRAUCHT = "VERBRAUCHT"
    ABGELAUFEN = "ABGELAUFEN"
    OFFEN = "OFFEN"
