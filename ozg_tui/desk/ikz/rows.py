"""The rows of an IKZ application as they are entered: participants, payments, obligations."""

from typing import Annotated

from pydantic import Field, field_validator

from ozg_tui.codes.ikz import ObligationKind, ParticipantRole, ResolutionStatus
from ozg_tui.desk.core.values import (
    Cents,
    Day,
    Input,
    OptionalCents,
    OptionalDay,
    OptionalLine,
    Pick,
    Ui,
    YesNo,
    not_before,
    refuse,
)

COSTS = (
    "personnel_before_cents",
    "personnel_after_cents",
    "material_before_cents",
    "material_after_cents",
)
PERSONNEL = "Personal je Kommune"
MATERIAL = "Sachkosten je Kommune"
MEMBERSHIP = "Unterschrift, Beitritt"
_LARGEST_CENTS = 10**14
"""What the rules can reckon with: thirteen digits of euros would be typed by mistake."""


def plausible(cents: int | None) -> int | None:
    """The amount, unless it is negative or beyond all measure."""
    if cents is not None and cents < 0:
        raise refuse("negative", "Ein negativer Betrag ist hier nicht möglich.")
    if cents is not None and cents >= _LARGEST_CENTS:
        raise refuse("size", "Der Betrag ist zu groß. Bitte die Zahl der Stellen prüfen.")
    return cents


class ParticipantInput(Input):
    """A Kommune in an application: its council's resolution, its costs, its time in it."""

    ROW_KEY = ("organisation_id",)

    organisation_id: Annotated[Pick, Ui(lookup="municipality")] = Field(title="Kommune")
    role: ParticipantRole = Field(ParticipantRole.PARTNER, title="Rolle")
    resolution: ResolutionStatus = Field(ResolutionStatus.OPEN, title="Beschluss")
    session_on: OptionalDay = Field(None, title="Beschluss am")
    printed_matter: OptionalLine = Field(None, title="Drs.-Nr.")
    copy_at_hand: YesNo = Field(False, title="Kopie liegt vor")
    personnel_before_cents: Annotated[OptionalCents, Ui(section=PERSONNEL)] = Field(
        None, title="Pers. vorher"
    )
    personnel_after_cents: Annotated[OptionalCents, Ui(section=PERSONNEL)] = Field(
        None, title="Pers. nachher"
    )
    costs_notional: Annotated[
        YesNo,
        Ui(
            section=PERSONNEL,
            help="ja: Die Kosten vorher sind nicht angefallen, sondern geschätzt; dann bitte "
            "unten begründen.",
        ),
    ] = Field(False, title="fiktiv")
    material_before_cents: Annotated[OptionalCents, Ui(section=MATERIAL)] = Field(
        None, title="Sach vorher"
    )
    material_after_cents: Annotated[OptionalCents, Ui(section=MATERIAL)] = Field(
        None, title="Sach nachher"
    )
    signed_on: Annotated[OptionalDay, Ui(section=MEMBERSHIP)] = Field(None, title="unterz. am")
    joined_on: Annotated[
        OptionalDay,
        Ui(section=MEMBERSHIP, help="Nur wenn die Kommune später dazukommt: ihr erster Tag."),
    ] = Field(None, title="dabei ab")
    left_on: Annotated[
        OptionalDay,
        Ui(section=MEMBERSHIP, help="Nur wenn die Kommune vorher ausscheidet: ihr letzter Tag."),
    ] = Field(None, title="dabei bis")

    _membership = field_validator("left_on")(
        not_before("joined_on", "Der Austritt liegt vor dem Beitritt.")
    )
    _amounts = field_validator(*COSTS)(plausible)


class PaymentInput(Input):
    """An amount that was paid out."""

    paid_on: Day = Field(title="gezahlt am")
    amount_cents: Cents = Field(title="Betrag")
    note: OptionalLine = Field(None, title="Bemerkung")

    @field_validator("amount_cents")
    @classmethod
    def _something(cls, cents: int) -> int:
        if cents == 0:
            raise refuse("zero", "Bitte einen Betrag über null eingeben.")
        plausible(cents)
        return cents


class ObligationInput(Input):
    """Something owed after the grant."""

    kind: ObligationKind = Field(ObligationKind.PROOF, title="Art")
    what: OptionalLine = Field(None, title="Was")
    due_on: OptionalDay = Field(None, title="fällig am")
    done_on: OptionalDay = Field(None, title="erledigt am")
