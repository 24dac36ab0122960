"""How checks are printed, for people and for scripts."""

from collections.abc import Iterable

from ozg_tui.cli.kit.output import paragraph
from ozg_tui.rules.verdict import Check, state_label, told

_INDENT = "    "


def content(check: Check) -> dict[str, object]:
    """A check as JSON."""
    return {
        "code": check.code,
        "state": check.state,
        "title": check.title,
        "value": check.value,
        "threshold": check.threshold,
        "distance": check.distance,
        "text": check.text,
        "source": check.source,
        "question": check.question,
        "hints": list(check.hints),
    }


def show(checks: Iterable[Check], *, editions: bool = False) -> None:
    """Print checks with what decided each; with `editions` also the rule set each was judged by."""
    for check in checks:
        print()
        paragraph(f"{check.title}: {state_label(check.state)}")
        for label, text in told(check, editions=editions):
            paragraph(f"{label}: {text}", _INDENT)
    print()
