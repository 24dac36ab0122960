"""Codes of calls: who rang whom, what it was about, how it ended."""

from enum import StrEnum


class Direction(StrEnum):
    """Who called whom."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class CallResult(StrEnum):
    """How a call ended; open until somebody notes it."""

    OPEN = "open"
    DONE = "done"
    CALL_BACK = "call_back"
    FORWARDED = "forwarded"
    NO_CONCERN = "no_concern"


OPEN_RESULTS = (CallResult.OPEN, CallResult.CALL_BACK)
"""Calls after which somebody still has to do something."""


class Topic(StrEnum):
    """What a call was about."""

    CONSULTING = "consulting"
    COOPERATION = "cooperation"
    MODEL = "model"
    SERVICES = "services"
    COSTS = "costs"
    NEWSLETTER = "newsletter"
    CONTACT_DETAILS = "contact_details"
    OTHER = "other"


FOLLOW_UP_DONE = "done"
"""The state of a follow-up's search entry when it is done; else the entry names its owner."""
