"""An IKZ application as it is entered, with its participants."""

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import InitErrorDetails

from db.tables.cooperation import Station
from ozg_tui.desk.values import (
    Input,
    Line,
    Optional,
    OptionalCents,
    OptionalDay,
    OptionalLine,
    OptionalText,
    OptionalYesNo,
    Pick,
    Ui,
    YesNo,
    refuse,
)
from ozg_tui.rules.ikz import AgreementForm, ResolutionStatus
from ozg_tui.rules.ikz import Role as ParticipantRole

AMOUNTS = (
    "personnel_before_cents",
    "personnel_after_cents",
    "material_before_cents",
    "material_after_cents",
    "requested_cents",
    "granted_cents",
)
_LARGEST_CENTS = 10**14
"""What the rules can reckon with: thirteen digits of euros would be typed by mistake."""


class ParticipantInput(Input):
    """A Kommune in an application, with the resolution of its council."""

    organisation_id: Annotated[Pick, Ui(lookup="municipality")] = Field(title="Kommune")
    role: ParticipantRole = Field(ParticipantRole.partner, title="Rolle")
    resolution: ResolutionStatus = Field(ResolutionStatus.open, title="Beschluss")
    session_on: OptionalDay = Field(None, title="Beschluss am")
    printed_matter: OptionalLine = Field(None, title="Drs.-Nr.")
    copy_at_hand: YesNo = Field(False, title="Kopie liegt vor")


class ApplicationInput(Input):
    """An application; amounts are cents, costs are those of one year over all participants."""

    title: Line = Field(title="Bezeichnung")
    field_of_work: OptionalLine = Field(None, title="Aufgabenfeld")
    station: Station = Field(Station.IDEA, title="Stand")
    applied_on: OptionalDay = Field(None, title="Antrag vom")
    participants: tuple[ParticipantInput, ...] = Field((), title="Beteiligte Kommunen")
    two_partner_reason: OptionalText = Field(None, title="Begründung (zu zweit)")
    agreement_form: Annotated[AgreementForm | None, Optional] = Field(
        None, title="Form der Vereinbarung"
    )
    agreement_signed_on: OptionalDay = Field(None, title="Unterzeichnet am")
    agreement_signed_by_all: OptionalYesNo = Field(None, title="Alle unterzeichnet")
    agreement_reference: OptionalLine = Field(None, title="Az.")
    term_start: OptionalDay = Field(None, title="Laufzeit ab")
    term_end: OptionalDay = Field(None, title="Laufzeit bis")
    term_open_ended: YesNo = Field(False, title="Unbefristet")
    personnel_before_cents: OptionalCents = Field(None, title="Personal/Jahr vorher")
    personnel_after_cents: OptionalCents = Field(None, title="Personal/Jahr nachher")
    material_before_cents: OptionalCents = Field(None, title="Sachkosten/J. vorher")
    material_after_cents: OptionalCents = Field(None, title="Sachkosten/J. nachher")
    requested_cents: OptionalCents = Field(None, title="Beantragt")
    granted_cents: OptionalCents = Field(None, title="Bewilligt laut Bescheid")
    note: OptionalText = Field(None, title="Bemerkung")

    @field_validator("participants")
    @classmethod
    def _each_once_and_one_lead(
        cls, participants: tuple[ParticipantInput, ...]
    ) -> tuple[ParticipantInput, ...]:
        errors: list[InitErrorDetails] = []
        seen: set[int] = set()
        led = False
        for index, each in enumerate(participants):
            if each.organisation_id in seen:
                sentence = "Diese Kommune ist schon als Beteiligte aufgeführt."
                errors.append(_error(index, "organisation_id", sentence))
            seen.add(each.organisation_id)
            if each.role is ParticipantRole.lead:
                if led:
                    sentence = "Federführend ist schon eine andere Kommune."
                    errors.append(_error(index, "role", sentence))
                led = True
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return participants

    @field_validator("term_end")
    @classmethod
    def _not_before_the_start(cls, term_end: date | None, info: ValidationInfo) -> date | None:
        term_start = info.data.get("term_start")
        if term_end is not None and term_start is not None and term_end < term_start:
            raise refuse("order", "Das Ende liegt vor dem Beginn der Laufzeit.")
        return term_end

    @field_validator("term_open_ended")
    @classmethod
    def _open_without_an_end(cls, term_open_ended: bool, info: ValidationInfo) -> bool:
        if term_open_ended and info.data.get("term_end") is not None:
            raise refuse("order", "Entweder unbefristet oder mit einem Ende der Laufzeit.")
        return term_open_ended

    @field_validator(*AMOUNTS)
    @classmethod
    def _plausible(cls, cents: int | None) -> int | None:
        if cents is not None and cents < 0:
            raise refuse("negative", "Ein negativer Betrag ist hier nicht möglich.")
        if cents is not None and cents >= _LARGEST_CENTS:
            raise refuse("size", "Der Betrag ist zu groß. Bitte die Zahl der Stellen prüfen.")
        return cents


def _error(index: int, field: str, sentence: str) -> InitErrorDetails:
    return InitErrorDetails(type=refuse("participants", sentence), loc=(index, field), input=None)
