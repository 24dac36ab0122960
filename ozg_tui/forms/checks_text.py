"""How checks read: a short line each beside the form, everything about each under F7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.rules.verdict import State, state_label, told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ozg_tui.desk.core.records import Examination
    from ozg_tui.rules.verdict import Check

SIGNS = {
    State.fulfilled: "[ OK  ]",
    State.failed: "[NEIN ]",
    State.open: "[OFFEN]",
    State.clarify: "[KLÄR.]",
}

_ORDER = (State.failed, State.clarify, State.open, State.fulfilled)


def beside(examination: Examination) -> str:
    """The verdict with its figures, the checks with signs and values, then what else is known.

    What stands in the way comes first: in a low window it is all that is seen.
    """
    lines = [f"ERGEBNIS: {examination.verdict}", *examination.figures, ""]
    for check in _by_weight(examination.checks):
        lines.append(f"{SIGNS[check.state]} {check.title}: {check.value}".rstrip(": "))
        if check.state is not State.fulfilled:
            lines += [f"        {text}" for text in (check.distance, check.question) if text]
        lines += [f"        ! {hint}" for hint in check.hints]
    return "\n".join([*lines, "", *examination.lines])


def in_full(examination: Examination, basis: Sequence[str] = ()) -> str:
    """Every check with value, threshold, distance, rule, source and the question to ask.

    What stands in the way comes first. `basis` are lines about the whole, below the verdict.
    """
    explained = [
        _explained(check) for check in (*_by_weight(examination.checks), *examination.further)
    ]
    return "\n\n".join(["\n".join([examination.verdict, *basis]), *explained])


def _by_weight(checks: Sequence[Check]) -> list[Check]:
    return sorted(checks, key=lambda check: _ORDER.index(check.state))


def _explained(check: Check) -> str:
    body = [f"  {label:<13} {text}" for label, text in told(check)]
    return "\n".join([f"{check.title} — {state_label(check.state).upper()}", *body])
