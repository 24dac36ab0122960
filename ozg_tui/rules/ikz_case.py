"""An IKZ application as far as it is known: the input of the judgement."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from ozg_tui.rules.dates import EARLIEST, LATEST
from ozg_tui.rules.values import Value

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
Euros = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2, allow_inf_nan=False)]

CHECK_TITLES = {
    "partners": "Beteiligte",
    "resolutions": "Beschlüsse",
    "agreement": "Vereinbarung",
    "term": "Laufzeit",
    "saving": "Einsparung",
}
"""The five preconditions, in the order in which they are judged and shown."""


class ResolutionStatus(StrEnum):
    """How far a council has come."""

    open = "open"
    scheduled = "scheduled"
    passed = "passed"
    rejected = "rejected"
    adjourned = "adjourned"
    revoked = "revoked"


class Role(StrEnum):
    """Who leads the application, and who takes part."""

    lead = "lead"
    partner = "partner"


class AgreementForm(StrEnum):
    """The legal form of a co-operation: § 2 Abs. 1 KGG."""

    public_law_agreement = "public_law_agreement"
    special_purpose_association = "special_purpose_association"
    private_law = "private_law"
    other = "other"


class Resolution(Value):
    """The resolution of one council; `date` is the day of the meeting, planned or held."""

    status: ResolutionStatus = ResolutionStatus.open
    date: Day | None = None


class Participant(Value):
    """One municipality of the application, by its AGS (8 digits) or district key (5 digits)."""

    key: str = Field(pattern=r"^[0-9]{5}([0-9]{3})?$")
    role: Role = Role.partner
    resolution: Resolution | None = None


class Agreement(Value):
    """The agreement between the partners."""

    form: AgreementForm | None = None
    signed_on: Day | None = None
    signed_by_all: bool | None = None


class Term(Value):
    """The term, last day inclusive. With a start, no end means open-ended; without, unknown."""

    start: Day | None = None
    end: Day | None = None


class Costs(Value):
    """Costs per year in the co-operating field, summed over all partners, in euros."""

    personnel_before: Euros | None = None
    personnel_after: Euros | None = None
    material_before: Euros | None = None
    material_after: Euros | None = None


class Case(Value):
    """An IKZ application; every part may be missing and then counts as not known yet."""

    reference_date: Day | None = None
    two_partner_reason: str | None = None
    participants: Annotated[
        tuple[Participant, ...], BeforeValidator(lambda given: () if given is None else given)
    ] = ()
    agreement: Agreement | None = None
    term: Term | None = None
    costs: Costs | None = None
    requested: Euros | None = None
