"""How checks are printed, for people and for scripts."""

from collections.abc import Iterable

from ozg_tui.cli.kit.output import paragraph
from ozg_tui.rules.verdict import Check, state_label

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
        for label, text in (
            ("Angabe", check.value),
            ("Verlangt", check.threshold),
            ("Abstand", check.distance),
            ("Regel", check.text),
            ("Quelle", check.source),
            ("Regelstand", check.rule_set if editions else ""),
            ("Frage", check.question),
            ("Auskunft gibt", check.supplier),
        ):
            if text:
                paragraph(f"{label}: {text}", _INDENT)
        for hint in check.hints:
            paragraph(f"Hinweis: {hint}", _INDENT)
    print()
