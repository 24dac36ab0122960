"""An IKZ application as far as it is known: the input of the judgement."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from ozg_tui.codes.ikz import AgreementForm, ParticipantRole, ResolutionStatus, Transfer
from ozg_tui.rules.dates import EARLIEST, LATEST
from ozg_tui.rules.values import Value

Day = Annotated[date, Field(ge=EARLIEST, le=LATEST)]
Euros = Annotated[
    Decimal,
    Field(ge=0, max_digits=15, decimal_places=2, allow_inf_nan=False),
    PlainSerializer(lambda amount: f"{amount:.2f}", return_type=str, when_used="json"),
]

CHECK_TITLES = {
    "partners": "Beteiligte",
    "resolutions": "Beschlüsse",
    "agreement": "Vereinbarung",
    "term": "Laufzeit",
    "saving": "Einsparung",
}
"""The five preconditions, in the order in which they are judged and shown."""


class Resolution(Value):
    """The resolution of one council; `date` is the day of the meeting, planned or held."""

    status: ResolutionStatus = ResolutionStatus.OPEN
    date: Day | None = None


class YearlyCosts(Value):
    """Costs per year in the co-operating field, in euros.

    `notional` says that what stands under before was never spent, because the municipality would
    have had to begin with the task.
    """

    personnel_before: Euros | None = None
    personnel_after: Euros | None = None
    material_before: Euros | None = None
    material_after: Euros | None = None
    notional: bool = False


def has_left(left_on: date | None, day: date) -> bool:
    """Tell whether a partner has left by a day; `left_on` is its last day, a future one included.

    `db.tables.cooperation.staying_on` asks the store the same.
    """
    return left_on is not None and left_on < day


class Participant(Value):
    """One municipality of the application, by its AGS (8 digits) or district key (5 digits).

    `joined_on` and `left_on` are the first and the last day on which it takes part, where that is
    not the whole time. `signed_on` is its own signature below the agreement.
    """

    key: str = Field(pattern=r"^[0-9]{5}([0-9]{3})?$")
    role: ParticipantRole = ParticipantRole.PARTNER
    resolution: Resolution | None = None
    joined_on: Day | None = None
    left_on: Day | None = None
    signed_on: Day | None = None
    costs: YearlyCosts | None = None

    def takes_part_on(self, day: date | None) -> bool:
        """Tell whether it takes part on a day; without a day, whether it has not left."""
        if day is None:
            return self.left_on is None
        return (self.joined_on is None or self.joined_on <= day) and not has_left(self.left_on, day)


class Agreement(Value):
    """The agreement between the partners.

    `approved_on` is the day of the Genehmigung, `notified_on` that of the Anzeige, `published_on`
    that of the öffentliche Bekanntmachung: § 26 KGG. `terminable_on` is the earliest day with which
    an ordinary termination can end the co-operation.
    """

    form: AgreementForm | None = None
    signed_on: Day | None = None
    signed_by_all: bool | None = None
    transfer: Transfer | None = None
    tasks_named: bool | None = None
    approved_on: Day | None = None
    notified_on: Day | None = None
    published_on: Day | None = None
    termination_clause: bool | None = None
    terminable_on: Day | None = None


class Term(Value):
    """The term, last day inclusive.

    With a start, no end means open-ended; without one, it does so where `open_ended` says so. A
    start that was not agreed follows from the agreement.
    """

    start: Day | None = None
    end: Day | None = None
    open_ended: bool = False


class Costs(YearlyCosts):
    """Costs summed over all partners; they count where no partner has a figure of its own."""

    notional_reason: str | None = None


class Case(Value):
    """An IKZ application; every part may be missing and then counts as not known yet.

    `granted` is the sum of the Bescheid. `deviation_reason` says why an amount differs from the
    Regelzuwendung, `deviation_confirmed` that a second person has agreed.
    """

    number: str | None = None
    reference_date: Day | None = None
    field_of_work: str | None = None
    two_partner_reason: str | None = None
    participants: Annotated[
        tuple[Participant, ...], BeforeValidator(lambda given: () if given is None else given)
    ] = ()
    agreement: Agreement | None = None
    term: Term | None = None
    costs: Costs | None = None
    requested: Euros | None = None
    granted: Euros | None = None
    deviation_reason: str | None = None
    deviation_confirmed: bool = False
