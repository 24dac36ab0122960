"""An IKZ application as it is entered, with its participants."""

from datetime import date
from typing import Annotated

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import InitErrorDetails

from ozg_tui.codes.ikz import AgreementForm, ParticipantRole, Station, Transfer
from ozg_tui.desk.core.values import (
    Input,
    Line,
    Optional,
    OptionalCents,
    OptionalDay,
    OptionalLine,
    OptionalText,
    OptionalYesNo,
    Ui,
    YesNo,
    not_before,
    refuse,
)
from ozg_tui.desk.ikz.rows import (
    COSTS,
    MATERIAL,
    MEMBERSHIP,
    PERSONNEL,
    ObligationInput,
    ParticipantInput,
    PaymentInput,
    plausible,
)
from ozg_tui.rules.ikz.partners import future_resolution
from ozg_tui.rules.ikz.station import wrong_day

AMOUNTS = (*COSTS, "requested_cents", "granted_cents")
_SUM = "Summe über alle Kommunen; zählt, solange keine Kommune einen eigenen Betrag hat."


class ApplicationInput(Input):
    """An application; amounts are cents, costs are those of one year."""

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
    personnel_before_cents: Annotated[OptionalCents, Ui(help=_SUM)] = Field(
        None, title="Personal/Jahr vorher"
    )
    personnel_after_cents: Annotated[OptionalCents, Ui(help=_SUM)] = Field(
        None, title="Personal/Jahr nachher"
    )
    material_before_cents: Annotated[OptionalCents, Ui(help=_SUM)] = Field(
        None, title="Sachkosten/J. vorher"
    )
    material_after_cents: Annotated[OptionalCents, Ui(help=_SUM)] = Field(
        None, title="Sachkosten/J. nachher"
    )
    requested_cents: OptionalCents = Field(None, title="Beantragt")
    costs_notional: Annotated[
        YesNo,
        Ui(
            above=PERSONNEL,
            help="ja: Kosten vorher sind nicht angefallen, sondern geschätzt, weil eine Kommune "
            "die Aufgabe erst beginnen müsste.",
        ),
    ] = Field(False, title="Kosten vorher fiktiv")
    notional_reason: OptionalText = Field(None, title="Begründung (fiktiv)")
    agreement_transfer: Annotated[
        Transfer | None,
        Optional,
        Ui(
            above=MATERIAL,
            help="Delegation: Eine Kommune übernimmt die Aufgaben; braucht Genehmigung und "
            "Bekanntmachung. Mandatierung: Sie führt sie für die anderen durch; braucht die "
            "Anzeige (§§ 24, 26 KGG).",
        ),
    ] = Field(None, title="Delegation o. Mandat")
    agreement_tasks_named: OptionalYesNo = Field(None, title="Aufgaben benannt")
    agreement_approved_on: OptionalDay = Field(None, title="Genehmigt am")
    agreement_notified_on: OptionalDay = Field(None, title="Angezeigt am")
    agreement_published_on: OptionalDay = Field(None, title="Bekannt gemacht am")
    termination_clause: OptionalYesNo = Field(None, title="Kündigung geregelt")
    terminable_on: Annotated[
        OptionalDay,
        Ui(help="Der früheste Tag, zu dem ordentlich gekündigt werden kann."),
    ] = Field(None, title="Frühestens kündbar zum")
    granted_cents: Annotated[OptionalCents, Ui(above=MEMBERSHIP)] = Field(
        None, title="Bewilligt laut Bescheid"
    )
    notice_on: OptionalDay = Field(None, title="Bescheid vom")
    notice_reference: OptionalLine = Field(None, title="Az. des Bescheids")
    deviation_reason: Annotated[
        OptionalText,
        Ui(help="Warum ein Betrag von der Regelzuwendung abweicht."),
    ] = Field(None, title="Grund der Abweichung")
    deviation_confirmed: Annotated[
        YesNo,
        Ui(
            help="Bestätigt, wer die Abweichung nicht selbst eingetragen hat. Ändert sich Betrag "
            "oder Grund, ist neu zu bestätigen."
        ),
    ] = Field(False, title="Abweichung bestätigt")
    payments: Annotated[tuple[PaymentInput, ...], Ui(folded=True)] = Field((), title="Auszahlungen")
    obligations: Annotated[tuple[ObligationInput, ...], Ui(folded=True)] = Field(
        (), title="Pflichten (Bescheid)"
    )
    station_since: Annotated[
        OptionalDay,
        Ui(help="Der Tag, an dem der Antrag auf diesen Stand kam; ohne Angabe der heutige."),
    ] = Field(None, title="Stand seit")
    note: OptionalText = Field(None, title="Bemerkung")

    @field_validator("participants")
    @classmethod
    def _each_once_one_lead_and_no_future(
        cls, participants: tuple[ParticipantInput, ...], info: ValidationInfo
    ) -> tuple[ParticipantInput, ...]:
        today = (info.context or {}).get("today")
        errors: list[InitErrorDetails] = []
        seen: set[int] = set()
        led = False
        for index, each in enumerate(participants):
            if each.organisation_id in seen:
                sentence = "Diese Kommune ist schon als Beteiligte aufgeführt."
                errors.append(_error(index, "organisation_id", sentence))
            seen.add(each.organisation_id)
            if each.role is ParticipantRole.LEAD:
                if led:
                    sentence = "Federführend ist schon eine andere Kommune."
                    errors.append(_error(index, "role", sentence))
                led = True
            if today is not None:
                applied_on = info.data.get("applied_on")
                sentence = future_resolution(each.resolution, each.session_on, applied_on, today)
                errors += [_error(index, "session_on", sentence)] if sentence else []
        if errors:
            raise ValidationError.from_exception_data(cls.__name__, errors)
        return participants

    _term = field_validator("term_end")(
        not_before("term_start", "Das Ende liegt vor dem Beginn der Laufzeit.")
    )

    @field_validator("term_open_ended")
    @classmethod
    def _open_without_an_end(cls, term_open_ended: bool, info: ValidationInfo) -> bool:
        if term_open_ended and info.data.get("term_end") is not None:
            raise refuse("order", "Entweder unbefristet oder mit einem Ende der Laufzeit.")
        return term_open_ended

    @field_validator("station_since")
    @classmethod
    def _not_in_the_future(cls, since: date | None, info: ValidationInfo) -> date | None:
        today = (info.context or {}).get("today")
        if since is not None and today is not None and (said := wrong_day(since, None, today)):
            raise refuse("future", said)
        return since

    _amounts = field_validator(*AMOUNTS)(plausible)


def _error(index: int, field: str, sentence: str) -> InitErrorDetails:
    return InitErrorDetails(type=refuse("participants", sentence), loc=(index, field), input=None)
