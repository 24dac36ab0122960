"""Codes of IKZ applications: stations and the steps between them, resolutions, agreements."""

from enum import StrEnum


class Station(StrEnum):
    """Where an application is on its way."""

    IDEA = "idea"
    CONSULTING = "consulting"
    RESOLUTIONS = "resolutions"
    AGREEMENT = "agreement"
    SUBMITTED = "submitted"
    DISTRICT = "district"
    REGIONAL_COUNCIL = "regional_council"
    MINISTRY = "ministry"
    INCOMPLETE = "incomplete"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    PAID = "paid"
    RUNNING = "running"
    PROOF = "proof"
    CLOSED = "closed"


BEFORE_SUBMISSION = (Station.IDEA, Station.CONSULTING, Station.RESOLUTIONS, Station.AGREEMENT)
"""Where the Kommunen prepare their application, in this order."""

ON_THE_WAY = (Station.DISTRICT, Station.REGIONAL_COUNCIL, Station.MINISTRY)
"""With these the authorities of the Dienstweg have to act, nobody else."""

WAY = (Station.SUBMITTED, *ON_THE_WAY)
"""Where a submitted application waits for a decision, in the order of the Dienstweg."""

DECISIONS = (Station.APPROVED, Station.REJECTED)
"""What the ministry's decision can be."""

OPEN_STATIONS = (*BEFORE_SUBMISSION, Station.SUBMITTED, Station.INCOMPLETE, *ON_THE_WAY)
"""Where nothing has been decided yet."""

PAID_STATIONS = (Station.PAID, Station.RUNNING, Station.PROOF, Station.CLOSED)
"""Where money has been paid."""

GRANTED_STATIONS = (Station.APPROVED, *PAID_STATIONS)
"""Where something may be owed after a grant, in the order in which they follow it."""

ENDED_STATIONS = (Station.REJECTED, Station.WITHDRAWN, Station.CLOSED)
"""Where nobody co-operates on the strength of the application any more."""

SETBACKS = frozenset({Station.INCOMPLETE, Station.REJECTED, Station.WITHDRAWN})
"""Where a step leads away from the grant."""

PERMITTED: frozenset[tuple[Station, Station]] = frozenset(
    {
        (Station.IDEA, Station.CONSULTING),
        (Station.IDEA, Station.RESOLUTIONS),
        (Station.CONSULTING, Station.RESOLUTIONS),
        (Station.RESOLUTIONS, Station.AGREEMENT),
        (Station.AGREEMENT, Station.SUBMITTED),
        (Station.SUBMITTED, Station.DISTRICT),
        (Station.SUBMITTED, Station.REGIONAL_COUNCIL),
        (Station.SUBMITTED, Station.MINISTRY),
        (Station.DISTRICT, Station.REGIONAL_COUNCIL),
        (Station.REGIONAL_COUNCIL, Station.MINISTRY),
        (Station.MINISTRY, Station.APPROVED),
        (Station.MINISTRY, Station.REJECTED),
        (Station.APPROVED, Station.PAID),
        (Station.PAID, Station.RUNNING),
        (Station.RUNNING, Station.PROOF),
        (Station.PROOF, Station.RUNNING),
        (Station.PROOF, Station.CLOSED),
        *((station, Station.INCOMPLETE) for station in WAY),
        *((Station.INCOMPLETE, station) for station in WAY),
        *((station, Station.WITHDRAWN) for station in (*OPEN_STATIONS, Station.APPROVED)),
    }
)
"""The steps of the path; `ozg_tui.rules.ikz.conditions` says what must hold for each.

Source: Antrag auf IKZ-Förderung, ikz-hessen.de, up to the decision; what follows it, and
`INCOMPLETE`, is how the desk works.
"""

CORRECTIONS: frozenset[tuple[Station, Station]] = (
    frozenset((after, before) for before, after in PERMITTED) - PERMITTED
)
"""The way back from each step, for a station that was set by mistake or a resolution that fell."""


class ParticipantRole(StrEnum):
    """Who applies for all, and who takes part."""

    LEAD = "lead"
    PARTNER = "partner"


class ResolutionStatus(StrEnum):
    """What a council has decided."""

    OPEN = "open"
    SCHEDULED = "scheduled"
    PASSED = "passed"
    REJECTED = "rejected"
    ADJOURNED = "adjourned"
    REVOKED = "revoked"


BROKEN_RESOLUTIONS = frozenset({ResolutionStatus.REJECTED, ResolutionStatus.REVOKED})
"""Resolutions with which a Kommune is out, as long as its council does not decide anew."""


class AgreementForm(StrEnum):
    """The legal form of a co-operation: § 2 Abs. 1 KGG."""

    PUBLIC_LAW_AGREEMENT = "public_law_agreement"
    SPECIAL_PURPOSE_ASSOCIATION = "special_purpose_association"
    PRIVATE_LAW = "private_law"
    OTHER = "other"


class Transfer(StrEnum):
    """Whether tasks pass over or are only performed for the others: § 24 Abs. 1 KGG."""

    DELEGATION = "delegation"
    MANDATE = "mandate"


class ObligationKind(StrEnum):
    """What is owed after a grant."""

    PROOF = "proof"
    REPORT = "report"
    OTHER = "other"


COMPLETE, COUNCILS = "complete", "resolutions"
"""What stands in an application's way first, as far as START tells it in words of its own."""
