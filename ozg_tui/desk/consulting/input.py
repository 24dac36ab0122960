"""A consulting booking as it is entered."""

from datetime import time
from enum import IntEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator

from ozg_tui.codes.consulting import LIVE_STATES, BookingState
from ozg_tui.desk.core.times import OptionalTime
from ozg_tui.desk.core.values import (
    Input,
    OptionalDay,
    OptionalLine,
    OptionalPick,
    OptionalText,
    Pick,
    Ui,
    YesNo,
    refuse,
)
from ozg_tui.german.labels import label_of


class Module(IntEnum):
    """The modules of the Digitalisierungsberatung; their titles stand in the rule set."""

    ONE = 1
    TWO = 2
    THREE = 3
    FOUR = 4


def _module(value: Any) -> Any:
    if value is None or (isinstance(value, str) and not value.strip()):
        raise refuse("missing", "Bitte ausfüllen.")
    try:
        return Module(int(value))
    except (TypeError, ValueError):
        raise refuse("module", "Es gibt die Module 1, 2, 3 und 4.") from None


class BookingInput(Input):
    """A booking; who pays follows from the module and is never entered."""

    organisation_id: Annotated[Pick, Ui(lookup="municipality")] = Field(title="Kommune")
    module: Annotated[Module, BeforeValidator(_module)] = Field(title="Modul")
    state: BookingState = Field(BookingState.REGISTERED, title="Status")
    booked_on: OptionalDay = Field(None, title="Anmeldung")
    consultation_on: OptionalDay = Field(None, title="Termin")
    starts_at: OptionalTime = Field(None, title="von")
    ends_at: OptionalTime = Field(None, title="bis")
    place: OptionalLine = Field(None, title="Ort")
    adviser: OptionalLine = Field(None, title="Beratung durch")
    contact_id: Annotated[OptionalPick, Ui(lookup="contact")] = Field(None, title="Ansprechperson")
    funded: YesNo = Field(True, title="Gefördert")
    cancelled_reason: OptionalLine = Field(None, title="Grund der Absage", validate_default=True)
    note: OptionalText = Field(None, title="Bemerkung")

    @field_validator("ends_at")
    @classmethod
    def _after_the_start(cls, ends_at: time | None, info: ValidationInfo) -> time | None:
        starts_at = info.data.get("starts_at")
        if ends_at is not None and starts_at is not None and ends_at <= starts_at:
            raise refuse("order", "Das Ende liegt nicht nach dem Beginn.")
        return ends_at

    @field_validator("cancelled_reason")
    @classmethod
    def _reason_when_cancelled(cls, reason: str | None, info: ValidationInfo) -> str | None:
        state = info.data.get("state")
        if reason is None and state is not None and state not in LIVE_STATES:
            raise refuse("missing", f"Bitte angeben, warum die Beratung {label_of(state)} ist.")
        return reason
