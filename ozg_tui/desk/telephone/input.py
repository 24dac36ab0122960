"""A call as it is entered, in the order in which it is typed at the telephone."""

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationInfo, field_validator

from ozg_tui.codes.telephone import CallResult, Direction, Topic
from ozg_tui.desk.core.moments import OptionalMoment
from ozg_tui.desk.core.values import (
    Input,
    Optional,
    OptionalComingDay,
    OptionalLine,
    OptionalPick,
    OptionalText,
    Ui,
    refuse,
)
from ozg_tui.rules.call_text import NOT_SENT, is_withheld


class CallInput(Input):
    """A call with what is to be done about it; a number may be withheld or unreadable."""

    topic: Annotated[Topic | None, Optional] = Field(None, title="Thema")
    text: OptionalText = Field(None, title="Notiz")
    result: CallResult = Field(CallResult.DONE, title="Ergebnis")
    follow_up_on: OptionalComingDay = Field(None, title="Wiedervorlage am")
    follow_up_text: OptionalLine = Field(None, title="Was ist zu tun?")
    follow_up_owner: OptionalLine = Field(None, title="Wer")
    organisation_id: Annotated[OptionalPick, Ui(lookup="organisation")] = Field(
        None, title="Kommune/Stelle"
    )
    contact_id: Annotated[OptionalPick, Ui(lookup="contact")] = Field(None, title="Ansprechperson")
    direction: Direction = Field(Direction.INCOMING, title="Richtung")
    number: OptionalLine = Field(None, title="Nummer")
    started_at: OptionalMoment = Field(None, title="Beginn")

    @field_validator("number")
    @classmethod
    def _in_our_word(cls, typed: str | None) -> str | None:
        return NOT_SENT if typed is not None and is_withheld(typed) else typed

    @field_validator("follow_up_text", "follow_up_owner")
    @classmethod
    def _not_without_a_day(cls, typed: str | None, info: ValidationInfo) -> str | None:
        day: date | None = info.data.get("follow_up_on")
        if typed is not None and day is None and "follow_up_on" in info.data:
            raise refuse(
                "missing",
                "Für eine Wiedervorlage fehlt der Tag. Bitte »Wiedervorlage am« ausfüllen oder "
                "dieses Feld leeren.",
            )
        return typed
