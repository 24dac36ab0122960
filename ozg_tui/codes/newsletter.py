"""Codes of the OZG-Report."""

from enum import StrEnum


class Consent(StrEnum):
    """How far a subscription has been confirmed."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    ENDED = "ended"
