"""Codes of the calendar."""

from enum import StrEnum


class EntryKind(StrEnum):
    """What lies on a day."""

    CONSULTATION = "consultation"
    SESSION = "session"
    FOLLOW_UP = "follow_up"
