"""`ozg-tui ikz erklaeren`: why the rules answer as they do, check by check."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ozg_tui.cli.ikz.judged import case_meant, check_content
from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit
from ozg_tui.cli.kit.output import paragraph, say, write_json
from ozg_tui.cli.kit.verdict import show
from ozg_tui.codes.checks import State
from ozg_tui.rules.dates import format_date
from ozg_tui.rules.ikz.judge import Result, result_label

if TYPE_CHECKING:
    from ozg_tui.rules.ikz.determination import Determination
    from ozg_tui.rules.verdict import Check

_FURTHER: Mapping[str | None, str] = {
    "amount": "Zuwendung",
    "overlap": "Doppelförderung",
    "changes": "Beitritt und Austritt",
}
"""The checks that are made only where there is something to say."""


def run(options: Namespace) -> int:
    """Explain all checks or one; only what is fulfilled is a success, as when judging."""
    from ozg_tui.desk.ikz.case import determine_case
    from ozg_tui.desk.rule_sets.in_force import rule_sets, validity

    with desk_of(options) as desk:
        case = case_meant(desk, options.nummer, options)
        determination = determine_case(desk, case)
        used = [validity(each) for each in rule_sets(desk) if each.code == determination.rule_set]
    verdict = determination.verdict
    asked: str | None = options.pruefung
    checks = _asked((*verdict.checks, *verdict.further), asked)
    if options.json:
        write_json(_content(determination, checks, case.number))
    else:
        _print(determination, checks, case.number, used)
        for hint in _hints(determination, checks) if asked is None else ():
            paragraph(hint)
    if asked is not None:
        is_fulfilled = all(each.state is State.fulfilled for each in checks)
    else:
        is_fulfilled = verdict.result is Result.eligible
    return Exit.OK if is_fulfilled else Exit.NOT_FULFILLED


def _asked(checks: "Sequence[Check]", code: str | None) -> "tuple[Check, ...]":
    """The checks that are asked for. Raises `NotFoundError` where there is nothing to check."""
    from db.errors import NotFoundError

    found = tuple(each for each in checks if code in (None, each.code))
    if not found:
        raise NotFoundError(f"Zu »{_FURTHER.get(code, code)}« gibt es hier nichts zu prüfen.")
    return found


def _content(
    determination: "Determination", checks: "Sequence[Check]", number: str | None
) -> dict[str, object]:
    verdict = determination.verdict
    return {
        "number": number,
        "result": verdict.result,
        "rule_set": verdict.rule_set,
        "edition": verdict.edition,
        "reference_date": determination.reference_date,
        "determination": determination.id,
        "checks": [check_content(each) for each in checks],
        "hints": list(verdict.hints),
    }


def _print(
    determination: "Determination",
    checks: "Sequence[Check]",
    number: str | None,
    rule_sets: Sequence[str],
) -> None:
    verdict, on = determination.verdict, determination.reference_date
    heads = (
        ("Antrag", number or ""),
        ("Ergebnis", result_label(verdict.result)),
        ("Stichtag", format_date(on) if on else "nicht angegeben"),
        ("Regelwerk", "; ".join(rule_sets) or "keines hinterlegt"),
        ("Prüfzeichen", verdict.edition),
        ("Kennung", determination.id),
    )
    say(*(f"{label}: {text}" for label, text in heads if text))
    show(checks, editions=True)


def _hints(determination: "Determination", checks: "Sequence[Check]") -> list[str]:
    """What concerns the application as a whole and stands in no check."""
    said = {hint for check in checks for hint in check.hints}
    return [hint for hint in determination.verdict.hints if hint not in said]
