"""Where an IKZ application is on its way, and which steps there are from here."""

from datetime import date
from typing import Any

from db.tables import Application
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.codes.ikz import ObligationKind, ResolutionStatus, Station
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.ikz.case import case_of
from ozg_tui.desk.ikz.input import ApplicationInput
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.rules.ikz.agreement import signed_on
from ozg_tui.rules.ikz.case import Agreement, Case, Resolution, Term
from ozg_tui.rules.ikz.partners import Partner, members, resolve, signature_of
from ozg_tui.rules.ikz.path import Step, step
from ozg_tui.rules.ikz.progress import Payment, Progress
from ozg_tui.rules.ikz.route import Traveller, route
from ozg_tui.rules.ikz.term import begins, least_end
from ozg_tui.rules.rule_set import IkzParameters, applicable, parameters_of

_AWAY = {Station.INCOMPLETE.value, Station.WITHDRAWN.value}


def step_to(desk: Desk, value: ApplicationInput, row: Application, on: date) -> Step:
    """The step from the stored station to that of the form, judged on a day."""
    return step(progress_of(desk, value, row, on), row.station, value.station.value, on)


def progress_of(
    desk: Desk, value: Any, row: Application | None, on: date | None = None
) -> Progress:
    """What the path needs to know about an application as it stands in a form, filled in or not.

    Councils count that have resolved by a day, today where none is given.
    """
    land, today = territory(desk), desk.today()
    case = case_of(value, land, today)
    partners = members(resolve(case, land.by_key))
    agreement, term = case.agreement or Agreement(), case.term or Term()
    copies = {
        land.by_id[each.organisation_id].latest.key
        for each in value.participants or ()
        if each.copy_at_hand and each.organisation_id in land.by_id
    }
    resolved = [each for each in partners if _has_resolved(each, on or today)]
    proofs = [each for each in value.obligations or () if each.kind in (None, ObligationKind.PROOF)]
    due = [each.due_on for each in proofs if each.due_on and each.done_on is None]
    done = [each.done_on for each in proofs if each.done_on]
    return Progress(
        councils=len(partners),
        resolutions=len(resolved),
        copies=sum(bool(each.place and each.place.latest.key in copies) for each in resolved),
        signed_on=signed_on(case, partners),
        signed_by_all=bool(partners)
        and all(signature_of(each, agreement) is not None for each in partners),
        applied_on=value.applied_on,
        route=route(_travellers(partners, land), value.applied_on or today),
        left=_left(row),
        notice_on=value.notice_on,
        granted_cents=value.granted_cents,
        payments=tuple(
            Payment(day=each.paid_on, cents=each.amount_cents)
            for each in value.payments or ()
            if each.paid_on is not None and each.amount_cents is not None
        ),
        term_start=begins(case, partners).day,
        term_end=term.end or _least_end(desk, case, partners),
        proof_due_on=min(due, default=None),
        proof_received_on=max(done, default=None),
    )


def _has_resolved(partner: Partner, on: date) -> bool:
    resolution = partner.participant.resolution or Resolution()
    return (
        resolution.status is ResolutionStatus.PASSED
        and resolution.date is not None
        and resolution.date <= on
    )


def _travellers(partners: tuple[Partner, ...], land: Territory) -> tuple[Traveller, ...]:
    return tuple(
        Traveller(
            name=each.name,
            place=each.place,
            role=each.participant.role,
            district=land.district(each.place),
        )
        for each in partners
        if each.place is not None
    )


def _left(row: Application | None) -> Station | None:
    """From where the application went to `incomplete` or `withdrawn`."""
    if row is None or row.station not in _AWAY:
        return None
    # Who takes a withdrawal back has not come from it.
    ways = [
        each.from_station
        for each in row.steps
        if each.to_station == row.station and each.from_station != Station.WITHDRAWN.value
    ]
    return Station(ways[-1]) if ways else None


def _least_end(desk: Desk, case: Case, partners: tuple[Partner, ...]) -> date | None:
    """The last day of the least term, which an open-ended application has to reach."""
    rules = applicable(rule_sets(desk), RuleTopic.IKZ, case.reference_date)
    if rules is None:
        return None
    return least_end(case, partners, parameters_of(rules.rule_set, IkzParameters))
