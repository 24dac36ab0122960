"""The OZG-Modellkommunen: what a single project and the programme as a whole may cost."""

from collections.abc import Sequence
from datetime import date

from ozg_tui.codes.checks import State
from ozg_tui.codes.funding import RuleTopic
from ozg_tui.german.counting import counted
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents
from ozg_tui.rules.rule_set import ModelParameters, RuleSet, applicable, parameters_of
from ozg_tui.rules.verdict import Check, with_reservation


def judge(
    amount_cents: int | None,
    joint: bool,
    applied_on: date | None,
    start: date | None,
    end: date | None,
    rule_sets: Sequence[RuleSet],
    on: date,
) -> tuple[Check, ...]:
    """Judge one project: `cap`, `deadline` and `period`, in this order.

    `joint` means an application of two or more municipalities. Caps, deadline and both ends of the
    period are inclusive. Empty when there is no rule set for model projects.
    Source: programme page OZG-Modellkommunen, ozg.hessen.de.
    """
    rules = applicable(rule_sets, RuleTopic.MODEL, on)
    if rules is None:
        return ()
    parameters = parameters_of(rules.rule_set, ModelParameters)
    source = rules.rule_set.source
    return tuple(
        with_reservation(check, rules.reservation)
        for check in (
            _cap(amount_cents, joint, parameters, source),
            _deadline(applied_on, parameters, source),
            _period(start, end, parameters, source),
        )
    )


def _cap(amount: int | None, joint: bool, parameters: ModelParameters, source: str) -> Check:
    cap = parameters.joint_cap_cents if joint else parameters.single_cap_cents
    who = "gemeinsame Vorhaben" if joint else "einzelne Kommunen"
    over = 0 if amount is None else max(0, amount - cap)
    state = State.open if amount is None else State.failed if over else State.fulfilled
    return Check(
        code="cap",
        state=state,
        title="Höchstbetrag",
        value="nicht bekannt" if amount is None else format_cents(amount),
        threshold=f"höchstens {format_cents(cap)}",
        distance=f"{format_cents(over)} zu viel" if over else "",
        text=f"Die Förderung für {who} beträgt höchstens {format_cents(cap)}.",
        source=source,
        question="Welcher Betrag ist beantragt?" if amount is None else "",
    )


def _deadline(applied_on: date | None, parameters: ModelParameters, source: str) -> Check:
    deadline = parameters.application_deadline
    state, distance = State.open, ""
    if applied_on is not None:
        late = (applied_on - deadline).days
        state = State.failed if late > 0 else State.fulfilled
        distance = f"{counted(late, 'Tag', 'Tage')} zu spät" if late > 0 else ""
    return Check(
        code="deadline",
        state=state,
        title="Bewerbungsfrist",
        value=format_date(applied_on) if applied_on else "nicht bekannt",
        threshold=f"bis {format_date(deadline)}",
        distance=distance,
        text=f"Bewerbungen waren bis zum {format_date(deadline)} möglich.",
        source=source,
        question="" if applied_on else "Wann ist die Bewerbung eingegangen?",
    )


def _period(
    start: date | None, end: date | None, parameters: ModelParameters, source: str
) -> Check:
    first, last = parameters.period_from, parameters.period_to
    problems = []
    if start is not None and not first <= start <= last:
        problems.append(f"der Beginn {format_date(start)} liegt außerhalb")
    if end is not None and not first <= end <= last:
        problems.append(f"das Ende {format_date(end)} liegt außerhalb")
    if start is not None and end is not None and end < start:
        problems.append("das Ende liegt vor dem Beginn")
    known = start is not None and end is not None
    state = State.failed if problems else State.fulfilled if known else State.open
    shown = [format_date(day) if day else "nicht bekannt" for day in (start, end)]
    return Check(
        code="period",
        state=state,
        title="Zuwendungszeitraum",
        value=" bis ".join(shown),
        threshold=f"{format_date(first)} bis {format_date(last)}",
        distance="; ".join(problems),
        text=(
            f"Das Vorhaben liegt im Zuwendungszeitraum vom {format_date(first)} bis zum "
            f"{format_date(last)}; beide Tage zählen mit."
        ),
        source=source,
        question="" if known or problems else "Von wann bis wann läuft das Vorhaben?",
    )
