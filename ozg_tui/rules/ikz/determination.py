"""What was answered once, so that the same answer can be given again."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ozg_tui.codes.funding import RuleTopic
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.judge import IkzVerdict, judge
from ozg_tui.rules.ikz.overlaps import Engagement
from ozg_tui.rules.rule_set import RuleSet, applicable
from ozg_tui.rules.territory import Place
from ozg_tui.rules.values import Value

_DIGITS, _GROUP = 12, 4
_ANY_KEY = "00000"


class Determination(Value):
    """An answer with all it follows from; `id` is the same wherever the same was asked.

    `inputs` holds the application, the rule set, the partners' places and their other
    co-operations, as JSON: what changes in the store later does not reach it.
    """

    id: str
    rule_set: str
    reference_date: date | None
    inputs: dict[str, Any]
    verdict: IkzVerdict


def determine(
    case: Case,
    rule_sets: Sequence[RuleSet],
    places: Mapping[str, Place],
    code: str | None = None,
    engagements: Sequence[Engagement] = (),
) -> Determination:
    """Judge an application as `ozg_tui.rules.ikz.judge.judge` does, and name the answer.

    The id is a short hash over the canonical inputs and the rule set with its content. Only what
    the judgement uses goes into it: the places of the partners, the one rule set.
    """
    rules = applicable(rule_sets, RuleTopic.IKZ, case.reference_date, code)
    asked = [rules.rule_set] if rules else []
    known = {each.key: places[each.key] for each in case.participants if each.key in places}
    inputs: dict[str, Any] = {
        "case": _known(case.model_dump(mode="json", exclude_defaults=True)),
        "rule_sets": [each.model_dump(mode="json") for each in asked],
        "code": code,
        "places": {
            key: place.model_dump(mode="json", exclude={"population"})
            for key, place in sorted(known.items())
        },
        "engagements": [each.model_dump(mode="json") for each in engagements],
    }
    return Determination(
        id=_short(inputs),
        rule_set=rules.rule_set.code if rules else "",
        reference_date=case.reference_date,
        inputs=inputs,
        verdict=judge(case, rule_sets, places, code, engagements),
    )


def replay(inputs: Mapping[str, Any]) -> IkzVerdict:
    """Judge again what a determination was made from; nothing else is asked."""
    return judge(
        _case(inputs["case"]),
        [RuleSet.model_validate(each) for each in inputs["rule_sets"]],
        {key: Place.model_validate(each) for key, each in inputs["places"].items()},
        inputs["code"],
        [Engagement.model_validate(each) for each in inputs["engagements"]],
    )


def _case(data: Mapping[str, Any]) -> Case:
    """The application again, also with partners that have no official key."""
    participants = data.get("participants", ())
    case = Case.model_validate(
        {**data, "participants": [{**each, "key": _ANY_KEY} for each in participants]}
    )
    named = zip(case.participants, participants, strict=True)
    return case.model_copy(
        update={
            "participants": tuple(
                each.model_copy(update={"key": given["key"]}) for each, given in named
            )
        }
    )


def _known(value: Any) -> Any:
    """The value without what says nothing, so that the same application has one form."""
    if isinstance(value, dict):
        kept = {key: _known(each) for key, each in value.items()}
        return {key: each for key, each in kept.items() if each not in (None, {}, [])}
    return [_known(each) for each in value] if isinstance(value, list) else value


def _short(inputs: Mapping[str, Any]) -> str:
    """Twelve digits in groups: `7f3a-91c2-04be`."""
    canonical = json.dumps(inputs, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    digits = hashlib.sha256(canonical.encode()).hexdigest()[:_DIGITS]
    return "-".join(digits[at : at + _GROUP] for at in range(0, _DIGITS, _GROUP))
