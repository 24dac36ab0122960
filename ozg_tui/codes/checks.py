"""Codes of what is checked by a rule."""

from enum import StrEnum


class State(StrEnum):
    """How one precondition stands."""

    fulfilled = "fulfilled"
    failed = "failed"
    open = "open"
    clarify = "clarify"
