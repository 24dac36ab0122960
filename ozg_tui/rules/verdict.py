"""The answer of a rule: never a bare yes or no, always with what decided it."""

from enum import StrEnum

from ozg_tui.codes.checks import State
from ozg_tui.german.labels import CHECK_PARTS
from ozg_tui.rules.values import Value

_STATE_LABELS = {
    State.fulfilled: "erfüllt",
    State.failed: "nicht erfüllt",
    State.open: "offen",
    State.clarify: "zu klären",
}


def state_label(state: State) -> str:
    """Give the German word for a state."""
    return _STATE_LABELS[state]


class Unit(StrEnum):
    """What a distance is counted in."""

    days = "days"
    cents = "cents"
    councils = "councils"
    municipalities = "municipalities"
    signatures = "signatures"


class Check(Value):
    """One precondition with the value that decided, the threshold and the distance between them.

    `text` is the rule in German, `source` where it stands with page or date, `rule_set` the state
    of the rules it was judged by, `question` the one thing to ask the caller now, `supplier` who
    can answer it, `hints` warnings that do not change the state. `missing` is the distance as a
    number of `unit`: 0 where the threshold is reached, None where it is no number.
    """

    code: str
    state: State
    title: str
    value: str = ""
    threshold: str = ""
    distance: str = ""
    missing: int | None = None
    unit: Unit | None = None
    text: str
    source: str
    rule_set: str = ""
    question: str = ""
    supplier: str = ""
    hints: tuple[str, ...] = ()


def told(check: Check, *, editions: bool = True) -> tuple[tuple[str, str], ...]:
    """What a check says, each part with its German name, without what it leaves open.

    `editions` tells whether the state of the rules is told.
    """
    parts = [
        (label, getattr(check, part))
        for part, label in CHECK_PARTS.items()
        if part != "hints" and (editions or part != "rule_set")
    ]
    parts += [(CHECK_PARTS["hints"], hint) for hint in check.hints]
    return tuple((label, text) for label, text in parts if text)


def with_reservation(check: Check, reservation: str) -> Check:
    """Turn a fulfilled check into an open one that asks `reservation`, unless that is empty.

    Rules that are not in force cannot say yes.
    """
    if not reservation or check.state is not State.fulfilled:
        return check
    return check.model_copy(update={"state": State.open, "question": reservation})
