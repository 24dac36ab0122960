"""How checks read: a short report beside the form, everything about each under F7."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.codes.checks import State
from ozg_tui.german.columns import wrap
from ozg_tui.rules.verdict import state_label, told
from ozg_tui.text import clean
from ozg_tui.widgets.boxes import bar, cells, cut, spread
from ozg_tui.widgets.ink import Ink, Line, Run, runs
from ozg_tui.widgets.signs import CHECK_SIGNS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ozg_tui.desk.core.records import Examination
    from ozg_tui.rules.verdict import Check

_ORDER = (State.failed, State.clarify, State.open, State.fulfilled)
_WORD = max(len(word) for _, word, _ in CHECK_SIGNS.values())
_INDENT = "  "
_BAR = 10


def report(examination: Examination, width: int) -> list[Line]:
    """The verdict with its figures, a block for each check, then what else is known.

    What stands in the way comes first: in a low window it is all that is seen. Nothing goes on
    below its own beginning.
    """
    checks = _by_weight(examination.checks)
    lines = _paragraph(f"ERGEBNIS: {examination.verdict}", width, Ink.STRONG)
    if checks:
        done = sum(check.state is State.fulfilled for check in checks)
        lines.append(runs(f"{bar(done, len(checks), _BAR)} {done} von {len(checks)} erfüllt"))
    for text in examination.figures:
        lines += _paragraph(text, width)
    was_fulfilled = False
    for check in checks:
        # What is in order takes little room.
        is_fulfilled = check.state is State.fulfilled
        lines += [*(() if was_fulfilled and is_fulfilled else [()]), *_block(check, width)]
        was_fulfilled = is_fulfilled
    lines.append(())
    for text in examination.lines:
        lines += _paragraph(text, width)
    return lines


def _block(check: Check, width: int) -> list[Line]:
    """Sign, word and title, the value at the end of the line where it fits; the rest indented."""
    sign, word, ink = CHECK_SIGNS[check.state]
    head = f"{sign} {word:<{_WORD}} {clean(check.title)}"
    marked = ((f"{sign} {word}", ink), (clean(check.title), Ink.STRONG))
    value = clean(check.value)
    if cells(head) + cells(value) + len(_INDENT) <= width:
        lines = [runs(spread(head, value, width), marked)]
    else:
        lines = [runs(cut(head, width), marked)]
        lines += _below(value, width)
    if check.state is not State.fulfilled:
        for text in filter(None, (check.distance, check.question)):
            lines += _below(text, width)
    for hint in check.hints:
        lines += _below(f"! {hint}", width, Ink.OPEN)
    return lines


def _below(text: str, width: int, ink: Ink = Ink.PLAIN) -> list[Line]:
    space = max(1, width - len(_INDENT))
    return [(Run(_INDENT), Run(line, ink)) for line in wrap(clean(text), space)]


def _paragraph(text: str, width: int, ink: Ink = Ink.PLAIN) -> list[Line]:
    """A text broken with a hanging indent."""
    first, *rest = wrap(clean(text), width)
    if rest:
        rest = wrap(" ".join(rest), max(1, width - len(_INDENT)))
    return [(Run(first, ink),), *((Run(_INDENT + line, ink),) for line in rest)]


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
