"""The judgement of an IKZ application: five preconditions, one result, the standard grant."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from ozg_tui.codes.checks import State
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.codes.ikz import ParticipantRole
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.agreement import check_agreement
from ozg_tui.rules.ikz.amount import check_amount
from ozg_tui.rules.ikz.case import CHECK_TITLES, Case
from ozg_tui.rules.ikz.changes import check_changes
from ozg_tui.rules.ikz.grant import shares, standard_grant
from ozg_tui.rules.ikz.overlaps import Engagement, check_overlaps
from ozg_tui.rules.ikz.partners import (
    MINISTRY,
    Partner,
    check_partners,
    check_resolutions,
    counted,
    members,
    resolve,
)
from ozg_tui.rules.ikz.saving import check_saving
from ozg_tui.rules.ikz.term import check_term
from ozg_tui.rules.in_force import expiring
from ozg_tui.rules.rule_set import (
    Applicable,
    IkzParameters,
    RuleSet,
    applicable,
    parameters_of,
)
from ozg_tui.rules.territory import Place
from ozg_tui.rules.values import Value
from ozg_tui.rules.verdict import Check, with_reservation


class Result(StrEnum):
    """What follows from the five preconditions together."""

    eligible = "eligible"
    not_eligible = "not_eligible"
    open = "open"
    clarify = "clarify"


_RESULT_LABELS = {
    Result.eligible: "förderfähig",
    Result.not_eligible: "nicht förderfähig",
    Result.open: "offen",
    Result.clarify: "zu klären",
}


def result_label(result: Result) -> str:
    """Give the German word for a result."""
    return _RESULT_LABELS[result]


class Grant(Value):
    """The standard grant in cents and its equal shares; never the sum of a Bescheid."""

    standard_cents: int | None
    shares_cents: dict[str, int]


class IkzVerdict(Value):
    """The result with its checks, in the order partners, resolutions, agreement, term, saving.

    `further` are checks that do not decide the result: `amount`, `overlap` (double funding) and
    `changes` (joining and leaving later), each only where there is something to say. `hints`
    concern the application as a whole, with those of the further checks; what concerns one
    precondition stands in its check. `edition` tells versions of a rule set apart.
    """

    result: Result
    rule_set: str
    rule_set_name: str
    edition: str = ""
    checks: tuple[Check, ...]
    further: tuple[Check, ...] = ()
    grant: Grant
    hints: tuple[str, ...]


def judge(
    case: Case,
    rule_sets: Sequence[RuleSet],
    places: Mapping[str, Place],
    code: str | None = None,
    engagements: Sequence[Engagement] = (),
) -> IkzVerdict:
    """Judge an application by the rule set in force on its reference date.

    `places` holds every municipality under each key it ever had. `code` asks for one rule set
    instead of the default one. `engagements` are the partners' places in other applications for the
    same field of work. A rule set that is not in force says neither yes nor no: the result is open,
    and the checks show what it would have said.
    Source: Konzept IKZ-OZG, HMdIS, 19.05.2021, and the sources the rule set names.
    """
    rules = applicable(rule_sets, RuleTopic.IKZ, case.reference_date, code)
    if rules is None:
        return _without_rules()
    rule_set = rules.rule_set
    parameters, source = parameters_of(rule_set, IkzParameters), rule_set.source
    edition = rule_set.edition
    label = f"{rule_set.code}, Prüfzeichen {edition}"
    partners = resolve(case, places)
    those = members(partners)
    checks = tuple(
        _by(label, with_reservation(check, rules.reservation))
        for check in (
            check_partners(case, partners, parameters),
            check_resolutions(case, those, source),
            check_agreement(case, those, parameters, source),
            check_term(case, those, parameters),
            check_saving(case, those, parameters),
        )
    )
    grant = _grant(counted(partners), parameters)
    further = tuple(
        _by(label, check)
        for check in (
            check_amount(case, those, grant.standard_cents, source),
            check_overlaps(case, those, engagements, source),
            check_changes(case, partners, places, parameters, source),
        )
        if check is not None
    )
    return IkzVerdict(
        result=Result.open if rules.reservation else _result(checks),
        rule_set=rule_set.code,
        rule_set_name=rule_set.name,
        edition=edition,
        checks=checks,
        further=further,
        grant=grant,
        hints=(
            *_validity_hints(case, rules),
            *_lead_hints(those),
            *(hint for check in further for hint in check.hints),
        ),
    )


def _by(rule_set: str, check: Check) -> Check:
    """The check with its rule set; what that alone leaves open, the ministry knows."""
    supplier = check.supplier or (MINISTRY if check.question else "")
    return check.model_copy(update={"rule_set": rule_set, "supplier": supplier})


def _result(checks: tuple[Check, ...]) -> Result:
    states = {check.state for check in checks}
    if State.failed in states:
        return Result.not_eligible
    if State.clarify in states:
        return Result.clarify
    return Result.open if State.open in states else Result.eligible


def _grant(keys: tuple[str, ...], parameters: IkzParameters) -> Grant:
    standard = standard_grant(len(keys), parameters)
    return Grant(standard_cents=standard, shares_cents=shares(keys, standard) if standard else {})


def _validity_hints(case: Case, rules: Applicable) -> tuple[str, ...]:
    if rules.reservation:
        return (rules.reservation,)
    if case.reference_date is None or not expiring([rules.rule_set], case.reference_date):
        return ()
    end = rules.rule_set.valid_to
    return (f"»{rules.rule_set.name}« gilt nur noch bis {format_date(end)}.",) if end else ()


def _lead_hints(partners: tuple[Partner, ...]) -> tuple[str, ...]:
    leading = [each.name for each in partners if each.participant.role is ParticipantRole.LEAD]
    if not partners or len(leading) == 1:
        return ()
    if not leading:
        return ("Keine Kommune ist als federführend angegeben.",)
    return (f"Mehr als eine Kommune ist als federführend angegeben: {', '.join(leading)}.",)


def _without_rules() -> IkzVerdict:
    question = "Es ist kein Regelwerk hinterlegt. Nach welchen Regeln soll geprüft werden?"
    return IkzVerdict(
        result=Result.open,
        rule_set="",
        rule_set_name="",
        checks=tuple(
            Check(
                code=code,
                state=State.open,
                title=title,
                text="Ohne Regelwerk lässt sich nichts prüfen.",
                source="",
                question=question,
            )
            for code, title in CHECK_TITLES.items()
        ),
        grant=Grant(standard_cents=None, shares_cents={}),
        hints=(question,),
    )
