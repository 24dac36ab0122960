"""Whether a consulting is funded, and the funding account that follows from the same rule."""

from collections.abc import Sequence
from datetime import date

from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import AWAITED_STATES, AccountState
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.rules.consulting.checks import (
    check_module,
    check_municipality,
    check_repeat,
    check_slot,
    check_source,
    check_start,
    check_window,
    describe,
    using_slot,
)
from ozg_tui.rules.consulting.values import Booking, Request
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.rule_set import (
    ConsultingParameters,
    RuleSet,
    applicable,
    parameters_of,
)
from ozg_tui.rules.territory import Place
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check, with_reservation


class ConsultingVerdict(Value):
    """The answer to a request.

    `eligible`: it may be entered as asked; a missing consultation date leaves a check open and does
    not stand in the way. `funding_source`: who pays, None where nobody is to.
    """

    eligible: bool
    funding_source: str | None
    checks: tuple[Check, ...]
    hints: tuple[str, ...]


class AccountLine(Value):
    """One line of the funding account; `until` is the last day of the window.

    `checks` are those that decide the state, `used` the references of the bookings that take the
    slot.
    """

    source: str
    label: str
    state: AccountState
    detail: str
    until: date | None = None
    checks: tuple[Check, ...] = ()
    used: tuple[str, ...] = ()


_DECISIVE = frozenset({"slot", "window", "start", "municipality"})
"""The checks that are the same for all modules of a source, and no matter of the request."""


def judge(
    request: Request,
    existing: Sequence[Booking],
    place: Place | None,
    rule_sets: Sequence[RuleSet],
    today: date,
) -> ConsultingVerdict:
    """Judge a request by the rule set in force today.

    `existing` are the bookings of the same municipality. A refusal because of the slot names the
    booking that uses it. Where no funding is asked for, slot and window are only mentioned.
    Source: slides OZG-Umsetzung in den Kommunen, HMdIS, 19.05.2021.
    """
    rules = applicable(rule_sets, RuleTopic.CONSULTING, today)
    if rules is None:
        sentence = "Es ist kein Regelwerk für die Digitalisierungsberatung hinterlegt."
        return ConsultingVerdict(eligible=False, funding_source=None, checks=(), hints=(sentence,))
    parameters = parameters_of(rules.rule_set, ConsultingParameters)
    source = rules.rule_set.source
    module = parameters.module(request.module)
    checks = [check_module(request, parameters, source)]
    if module is not None:
        checks += [
            check_source(request, module, source),
            check_slot(request, module, existing, parameters, source),
            check_window(request, module, today, parameters.notice_days, source),
            check_start(request, module, today, source),
        ]
    checks += [
        check_municipality(request, place, today, source),
        check_repeat(request, existing, source),
    ]
    return ConsultingVerdict(
        eligible=not rules.reservation and all(each.state is not State.failed for each in checks),
        funding_source=module.funding_source if module and request.funded else None,
        checks=tuple(with_reservation(each, rules.reservation) for each in checks),
        hints=(rules.reservation,) if rules.reservation else (),
    )


def funding_account(
    bookings: Sequence[Booking], place: Place | None, rule_sets: Sequence[RuleSet], on: date
) -> tuple[AccountLine, ...]:
    """Give one line per funding source, as seen on a day.

    A line is FREI exactly when a funded request for a day still to come would be eligible: it is
    that very judgement, asked for the first day possible.
    """
    rules = applicable(rule_sets, RuleTopic.CONSULTING, on)
    if rules is None:
        return ()
    parameters = parameters_of(rules.rule_set, ConsultingParameters)
    return tuple(
        _line(source, parameters, bookings, place, rule_sets=rule_sets, on=on)
        for source in parameters.funding_sources
    )


def _line(
    source: str,
    parameters: ConsultingParameters,
    bookings: Sequence[Booking],
    place: Place | None,
    *,
    rule_sets: Sequence[RuleSet],
    on: date,
) -> AccountLine:
    key = place.latest.key if place else ""
    modules = [each for each in parameters.modules if each.funding_source == source]
    verdicts = []
    for module in modules:
        day = max(on, module.window_from)
        request = Request(key=key, module=module.number, consultation_on=day)
        verdict = judge(request, bookings, place, rule_sets, on)
        verdicts.append(verdict)
        if verdict.eligible:
            break
    used = using_slot(source, request, bookings, parameters)
    state, detail = _standing(verdicts, used, module.window_to)
    return AccountLine(
        source=source,
        label="/".join(f"M{each.number}" for each in modules)
        + f" {modules[0].funding_source_name}",
        state=state,
        detail=detail,
        until=max(each.window_to for each in modules),
        checks=tuple(check for check in verdicts[-1].checks if check.code in _DECISIVE),
        used=tuple(booking.reference for booking in used),
    )


def _standing(
    verdicts: Sequence[ConsultingVerdict], used: Sequence[Booking], window_to: date
) -> tuple[AccountState, str]:
    """State and reason that follow from the verdicts on the modules of one source."""
    if verdicts[-1].eligible:
        return AccountState.FREI, f"bis {format_date(window_to)}"
    refusals: dict[str, str] = {}
    for verdict in verdicts:
        for check in verdict.checks:
            if check.state is State.failed:
                refusals.setdefault(check.code, check.distance)
    if "slot" in refusals:
        awaited = all(booking.state in AWAITED_STATES for booking in used)
        state = AccountState.BELEGT if awaited else AccountState.VERBRAUCHT
        return state, ", ".join(describe(booking) for booking in used)
    if "municipality" in refusals:
        return AccountState.OFFEN, refusals["municipality"]
    if "window" in refusals:
        return AccountState.ABGELAUFEN, refusals["window"]
    reservation = next(iter(verdicts[-1].hints), "")
    return AccountState.OFFEN, reservation or next(iter(refusals.values()), "")
