"""What the path of an IKZ application needs to know about it."""

from ozg_tui.codes.ikz import Station
from ozg_tui.rules.ikz.case import Day
from ozg_tui.rules.ikz.route import Route
from ozg_tui.rules.values import Value


class Payment(Value):
    """An amount in cents that was paid out on a day."""

    day: Day
    cents: int


class Progress(Value):
    """How far an application has come; what is missing counts as not known yet.

    `councils` are all that have to resolve, `resolutions` those that have, `copies` the resolutions
    of which a copy is at hand. `left` is the station an incomplete or withdrawn application came
    from. `notice_on` is the day of the Bescheid, whether it grants or rejects. `term_end` is the
    last day of the term, or of the least term when the agreement is open-ended.
    """

    councils: int = 0
    resolutions: int = 0
    copies: int = 0
    signed_on: Day | None = None
    signed_by_all: bool | None = None
    applied_on: Day | None = None
    route: Route = Route()
    left: Station | None = None
    notice_on: Day | None = None
    granted_cents: int | None = None
    payments: tuple[Payment, ...] = ()
    term_start: Day | None = None
    term_end: Day | None = None
    proof_due_on: Day | None = None
    proof_received_on: Day | None = None
