"""The validity of rule sets: one after the other, without a gap and without an overlap."""

from collections.abc import Sequence
from datetime import timedelta

from db.errors import RefusedError
from ozg_tui.codes.funding import RuleSetState
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.rule_set import RuleSet

_DAY = timedelta(days=1)


def with_successor(rule_sets: Sequence[RuleSet], draft: RuleSet) -> tuple[RuleSet, ...]:
    """The rule sets as they are once the draft is active: its predecessor ends the day before.

    Only active rule sets of the same topic and role (default or not) count. Raises `RefusedError`
    where two would be in force on one day, or none between two.
    """
    others = sorted(
        (each for each in rule_sets if _is_of_one_row(each, draft)),
        key=lambda each: each.valid_from,
    )
    earlier = [each for each in others if each.valid_from < draft.valid_from]
    later = [each for each in others if each.valid_from >= draft.valid_from]
    if later:
        _refuse_later(draft, later[0])
    changed = {draft.code: draft.model_copy(update={"state": RuleSetState.ACTIVE})}
    if earlier:
        before = earlier[-1]
        _refuse_hole(before, draft, is_last=not later)
        end = draft.valid_from - _DAY
        changed[before.code] = before.model_copy(update={"valid_to": end})
    return tuple(changed.get(each.code, each) for each in rule_sets)


def _is_of_one_row(each: RuleSet, draft: RuleSet) -> bool:
    is_active = each.state == RuleSetState.ACTIVE
    return is_active and (each.topic, each.default) == (draft.topic, draft.default)


def _refuse_later(draft: RuleSet, following: RuleSet) -> None:
    begins = format_date(following.valid_from)
    if draft.valid_to is None or draft.valid_to >= following.valid_from:
        raise RefusedError(
            f"»{following.name}« gilt schon ab {begins}; zwei Regelwerke können nicht am selben "
            "Tag gelten. Bitte Beginn oder Ende des Entwurfs ändern."
        )
    if draft.valid_to + _DAY != following.valid_from:
        raise RefusedError(
            f"Zwischen dem Ende des Entwurfs ({format_date(draft.valid_to)}) und dem Beginn von "
            f"»{following.name}« ({begins}) gälte keine Regel. Bitte das Ende auf "
            f"{format_date(following.valid_from - _DAY)} setzen."
        )


def _refuse_hole(before: RuleSet, draft: RuleSet, *, is_last: bool) -> None:
    if before.valid_to is not None and before.valid_to + _DAY < draft.valid_from:
        raise RefusedError(
            f"»{before.name}« gilt bis {format_date(before.valid_to)}; bis zum Beginn des Entwurfs "
            f"({format_date(draft.valid_from)}) gälte keine Regel. Bitte den Beginn auf "
            f"{format_date(before.valid_to + _DAY)} setzen."
        )
    if not is_last or draft.valid_to is None:
        return
    if before.valid_to is None or before.valid_to > draft.valid_to:
        until = format_date(before.valid_to) if before.valid_to else "auf Weiteres"
        raise RefusedError(
            f"»{before.name}« gilt bis {until}, der Entwurf endet schon am "
            f"{format_date(draft.valid_to)}; danach gälte keine Regel. Bitte das Ende des Entwurfs "
            "ändern."
        )
