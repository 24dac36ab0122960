"""What stands in the way of an application first, as a code and in words."""

from ozg_tui.codes.checks import State
from ozg_tui.codes.ikz import COMPLETE, COUNCILS
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.rule_sets.in_force import rule_sets
from ozg_tui.german.counting import noun
from ozg_tui.rules.ikz.judge import IkzVerdict, Result
from ozg_tui.rules.money import format_percent
from ozg_tui.rules.rule_set import IkzParameters
from ozg_tui.rules.verdict import Check

_WORST_FIRST = (State.failed, State.clarify, State.open)
_LABELS = {
    "partners failed": "Beteiligte reichen nicht",
    "partners clarify": "Beteiligte zu klären",
    "resolutions failed": "Beschluss abgelehnt",
    "agreement open": "Vereinbarung fehlt",
    "agreement clarify": "Vereinbarung zu klären",
    "term failed": "Laufzeit zu kurz",
    "term open": "Laufzeit nicht bekannt",
    "saving open": "Einsparung nicht bekannt",
    "saving clarify": "Einsparung zu klären",
}
_NO_RULES = "Regelwerk zu klären"


def first_obstacle(desk: Desk, verdict: IkzVerdict) -> tuple[str, str, str]:
    """Code, label and what the rules say of it."""
    if verdict.result is Result.eligible:
        return COMPLETE, "Prüfung vollständig", ""
    # A check that is open only because no rules are in force asks what the verdict hints at.
    objections = [
        check
        for state in _WORST_FIRST
        for check in verdict.checks
        if check.state is state and check.question not in verdict.hints
    ]
    if not objections:
        return "rules", _NO_RULES, next(iter(verdict.hints), "")
    check = objections[0]
    if check.code == "resolutions" and check.state is State.open:
        return COUNCILS, noun(check.missing or 0, "Beschluss fehlt", "Beschlüsse fehlen"), ""
    # How far the saving is from the threshold is told by its percentage, a term by its days.
    said = check.value if check.code == "saving" else check.distance
    code = f"{check.code} {check.state}"
    return code, _label(desk, verdict, check), said if check.state is State.failed else ""


def _label(desk: Desk, verdict: IkzVerdict, check: Check) -> str:
    if (check.code, check.state) == ("saving", State.failed):
        for each in rule_sets(desk):
            if each.code == verdict.rule_set and isinstance(each.parameters, IkzParameters):
                return f"Einsparung unter {format_percent(each.parameters.minimum_saving_percent)}"
    return _LABELS.get(f"{check.code} {check.state}", check.title)
