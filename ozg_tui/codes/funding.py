"""Codes of what the desk judges by: rule sets and their bases, and the model municipalities."""

from enum import StrEnum


class RuleTopic(StrEnum):
    """What a rule set judges."""

    IKZ = "ikz"
    CONSULTING = "consulting"
    MODEL = "model"


class RuleSetState(StrEnum):
    """Whether a rule set may judge yet."""

    DRAFT = "draft"
    ACTIVE = "active"


class SavingBasis(StrEnum):
    """Which costs the saving is computed from."""

    PERSONNEL = "personnel"
    PERSONNEL_AND_MATERIAL = "personnel_and_material"


class ModelStatus(StrEnum):
    """What a model municipality was from one day to another."""

    APPLIED = "applied"
    CHOSEN = "chosen"
    SUCCEEDED = "succeeded"
    RESIGNED = "resigned"
    CONTRACTED = "contracted"
    COMPLETED = "completed"


class Bearer(StrEnum):
    """Who bears a cost."""

    LAND = "land"
    MUNICIPALITY = "municipality"
