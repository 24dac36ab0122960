"""What the rules say about an IKZ application: one judgement for form, detail and command line."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from ozg_tui.codes.checks import State
from ozg_tui.codes.ikz import ParticipantRole, ResolutionStatus
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.records import Examination
from ozg_tui.desk.core.territory import Territory, territory
from ozg_tui.desk.ikz.engagements import engagements, number_of
from ozg_tui.desk.ikz.rows import COSTS
from ozg_tui.desk.rule_sets.in_force import rule_sets, validity
from ozg_tui.rules.ikz.case import (
    Agreement,
    Case,
    Costs,
    Participant,
    Resolution,
    Term,
    YearlyCosts,
)
from ozg_tui.rules.ikz.determination import Determination, determine
from ozg_tui.rules.ikz.grant import equal_shares, standard_grant
from ozg_tui.rules.ikz.judge import IkzVerdict, Result, judge
from ozg_tui.rules.money import format_cents, to_cents
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.verdict import state_label

_VERDICTS = {
    Result.eligible: "FÖRDERFÄHIG",
    Result.not_eligible: "NEIN",
    Result.open: "OFFEN",
    Result.clarify: "ZU KLÄREN",
}
_COUNTED = (State.fulfilled, State.open, State.clarify, State.failed)


def case_of(value: Any, land: Territory, today: date, number: str | None = None) -> Case:
    """The application as the rules see it; what is not filled in yet counts as not known.

    Judged is the day of the application, before that the day today. A participant goes by the
    key it has on that day, so that a change of key or kind in between changes nothing.
    """
    on = value.applied_on or today
    return Case(
        number=number,
        reference_date=on,
        field_of_work=value.field_of_work,
        two_partner_reason=value.two_partner_reason,
        participants=tuple(
            _participant(each, land, on)
            for each in value.participants or ()
            if each.organisation_id in land.by_id
        ),
        agreement=Agreement(
            form=value.agreement_form,
            signed_on=value.agreement_signed_on,
            signed_by_all=value.agreement_signed_by_all,
            transfer=value.agreement_transfer,
            tasks_named=value.agreement_tasks_named,
            approved_on=value.agreement_approved_on,
            notified_on=value.agreement_notified_on,
            published_on=value.agreement_published_on,
            termination_clause=value.termination_clause,
            terminable_on=value.terminable_on,
        ),
        term=_term(value),
        costs=Costs(**_costs(value), notional_reason=value.notional_reason),
        requested=_euros(value.requested_cents),
        granted=_euros(value.granted_cents),
        deviation_reason=value.deviation_reason,
        deviation_confirmed=bool(value.deviation_confirmed),
    )


def judge_case(desk: Desk, case: Case, code: str | None = None) -> IkzVerdict:
    """The judgement that form, detail view, command line and import share.

    `code` asks for one rule set instead of the one in force on the reference date.
    """
    return judge(case, rule_sets(desk), territory(desk).by_key, code, engagements(desk, case))


def determine_case(desk: Desk, case: Case, code: str | None = None) -> Determination:
    """The same judgement with the id under which it can be given again."""
    return determine(case, rule_sets(desk), territory(desk).by_key, code, engagements(desk, case))


def examined(desk: Desk, value: Any, record_id: int | None) -> Examination:
    """Checks, the result in one line, and the figures and hints that belong to it."""
    number = number_of(desk, record_id) if record_id is not None else None
    case = case_of(value, territory(desk), desk.today(), number)
    verdict = judge_case(desk, case)
    return Examination(
        verdict.checks,
        verdict_line(verdict),
        (*_shares(case, verdict), *_hints(verdict), *_basis(desk, verdict)),
        _grant_lines(desk, verdict),
        verdict.further,
        _remarks(value, verdict),
    )


def verdict_line(verdict: IkzVerdict) -> str:
    """The result with the states it follows from: `NEIN (3 erfüllt, 1 offen, 1 nicht erfüllt)`."""
    word = _VERDICTS[verdict.result]
    if verdict.result is Result.eligible:
        return word
    states = Counter(check.state for check in verdict.checks)
    parts = [f"{states[each]} {state_label(each)}" for each in _COUNTED if states[each]]
    return f"{word} ({', '.join(parts)})"


def _participant(value: Any, land: Territory, on: date) -> Participant:
    place = land.by_id[value.organisation_id]
    # Unchecked: of an organisation without an official key the rules say that it is no Kommune.
    return Participant.model_construct(
        key=(place.on(on) or place.latest).key,
        role=value.role or ParticipantRole.PARTNER,
        resolution=Resolution(
            status=value.resolution or ResolutionStatus.OPEN, date=value.session_on
        ),
        joined_on=value.joined_on,
        left_on=value.left_on,
        signed_on=value.signed_on,
        costs=YearlyCosts(**_costs(value)),
    )


def _costs(value: Any) -> dict[str, Any]:
    return {
        "notional": bool(value.costs_notional),
        **{name.removesuffix("_cents"): _euros(getattr(value, name)) for name in COSTS},
    }


def _term(value: Any) -> Term:
    # To the rules a start without an end is open-ended; a form may just not be there yet.
    if value.term_end is None and not value.term_open_ended:
        return Term()
    open_ended = value.term_end is None and value.term_start is None
    return Term(start=value.term_start, end=value.term_end, open_ended=open_ended)


def _euros(cents: int | None) -> Decimal | None:
    return None if cents is None else Decimal(cents).scaleb(-2)


def _hints(verdict: IkzVerdict) -> tuple[str, ...]:
    said = [hint for check in verdict.checks for hint in check.hints] + [*verdict.hints]
    return tuple(f"Hinweis: {hint}" for hint in said)


def _basis(desk: Desk, verdict: IkzVerdict) -> tuple[str, ...]:
    return tuple(
        f"Regelwerk: {validity(each)}" for each in rule_sets(desk) if each.code == verdict.rule_set
    )


def _grant_lines(desk: Desk, verdict: IkzVerdict) -> tuple[str, ...]:
    """The standard grant, and what one Kommune more would change."""
    total, number = verdict.grant.standard_cents, len(verdict.grant.shares_cents)
    used = next((each for each in rule_sets(desk) if each.code == verdict.rule_set), None)
    if not total or used is None or not isinstance(used.parameters, IkzParameters):
        return ()
    more = standard_grant(number + 1, used.parameters)
    return (
        f"Regelzuwendung: {format_cents(total)} für {number} Kommunen",
        f"mit einer mehr: {format_cents(more)} (+{format_cents(more - total)}), ein Beschluss mehr",
    )


def _remarks(value: Any, verdict: IkzVerdict) -> Mapping[tuple[str | int, ...], str]:
    """What the checks have to say at single fields, without keeping anybody from saving."""
    checks = {each.code: each for each in (*verdict.checks, *verdict.further)}
    found: dict[tuple[str | int, ...], str] = {}
    saving, term, amount = checks["saving"], checks["term"], checks.get("amount")
    if value.personnel_before_cents == 0 and saving.state is State.open:
        found["personnel_before_cents",] = f"Keine Vergleichskosten. {saving.question}"
    if "fiktiven" in saving.distance:
        found["notional_reason",] = saving.question
    if term.missing and value.term_end is not None:
        found["term_end",] = f"Für {term.threshold}: {term.distance}."
    if amount is not None and amount.state is State.open:
        found["deviation_reason",] = amount.question
    elif amount is not None and amount.state is State.clarify:
        found["deviation_confirmed",] = amount.question
    return found


def _shares(case: Case, verdict: IkzVerdict) -> tuple[str, ...]:
    """How the Regelzuwendung is shared equally, and another sum of the Bescheid; the saving."""
    number, standard = len(verdict.grant.shares_cents), verdict.grant.standard_cents or 0
    granted = 0 if case.granted is None else to_cents(case.granted)
    amounts = {"der Regelzuwendung": standard, "der Bewilligung": granted}
    if granted == standard:
        del amounts["der Bewilligung"]
    lines = [
        f"Gleiche Anteile {of} von {format_cents(cents)}: {equal_shares(number, cents)}"
        for of, cents in amounts.items()
        if number and cents
    ]
    saving = next((each.value for each in verdict.checks if each.code == "saving"), "")
    return (*lines, f"Einsparung: {saving}") if saving else tuple(lines)
