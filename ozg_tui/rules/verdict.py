"""The answer of a rule: never a bare yes or no, always with what decided it."""

from enum import StrEnum

from ozg_tui.rules.values import Value


class State(StrEnum):
    """How one precondition stands."""

    fulfilled = "fulfilled"
    failed = "failed"
    open = "open"
    clarify = "clarify"


_STATE_LABELS = {
    State.fulfilled: "erfüllt",
    State.failed: "nicht erfüllt",
    State.open: "offen",
    State.clarify: "zu klären",
}


def state_label(state: State) -> str:
    """Give the German word for a state."""
    return _STATE_LABELS[state]


class Check(Value):
    """One precondition with the value that decided, the threshold and the distance between them.

    `text` is the rule in German, `source` where it stands, `question` the one thing to ask the
    caller now, `hints` warnings that do not change the state.
    """

    code: str
    state: State
    title: str
    value: str = ""
    threshold: str = ""
    distance: str = ""
    text: str
    source: str
    question: str = ""
    hints: tuple[str, ...] = ()


def with_reservation(check: Check, reservation: str) -> Check:
    """Turn a fulfilled check into an open one that asks `reservation`, unless that is empty.

    Rules that are not in force cannot say yes.
    """
    if not reservation or check.state is not State.fulfilled:
        return check
    return check.model_copy(update={"state": State.open, "question": reservation})
