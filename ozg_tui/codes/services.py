"""Codes of online services: how far a Kommune has connected one, and how far it is for all."""

from enum import StrEnum


class RolloutState(StrEnum):
    """How far one Kommune has connected one service."""

    NOT_STARTED = "not_started"
    PLANNED = "planned"
    CONNECTING = "connecting"
    TEST = "test"
    LIVE = "live"
    DISTURBED = "disturbed"
    SWITCHED_OFF = "switched_off"
    NOT_COMPETENT = "not_competent"


class CentralState(StrEnum):
    """How far a service is for all of Hessen, whatever the Kommunen make of it."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    QUALITY_ASSURANCE = "quality_assurance"
    RELEASED = "released"
    AVAILABLE = "available"
    WITHDRAWN = "withdrawn"
