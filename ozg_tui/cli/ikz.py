"""`ozg-tui ikz`: judge an application given as JSON, without keeping it."""

import json
from argparse import Namespace
from typing import TYPE_CHECKING

from pydantic import TypeAdapter

from ozg_tui.cli.command import desk_of
from ozg_tui.cli.failures import Exit
from ozg_tui.cli.inputs import day, read_model
from ozg_tui.cli.output import paragraph, say, table, write_json
from ozg_tui.cli.verdict import content, show
from ozg_tui.rules.ikz import Case, IkzVerdict, Result, result_label
from ozg_tui.rules.money import format_cents

if TYPE_CHECKING:
    from ozg_tui.desk.desk import Desk


def run(options: Namespace) -> int:
    """Judge the application; only `eligible` is a success. `--stichtag` replaces the file's day."""
    from ozg_tui.desk.applications import judge_case

    case = read_model(options.datei, TypeAdapter(Case))
    with desk_of(options) as desk:
        if options.stichtag is not None:
            on = day(options.stichtag, desk.today())
            case = case.model_copy(update={"reference_date": on})
        verdict = judge_case(desk, case)
        names = _names(desk, verdict)
    if options.json:
        write_json(
            {
                "result": verdict.result,
                "rule_set": verdict.rule_set,
                "checks": [content(each) for each in verdict.checks],
                "grant": verdict.grant.model_dump(),
                "hints": list(verdict.hints),
            }
        )
    else:
        _print(verdict, names)
    return Exit.OK if verdict.result is Result.eligible else Exit.NOT_FULFILLED


def schema(_options: Namespace) -> int:
    """Print the JSON schema of an application; it needs no store."""
    print(json.dumps(Case.model_json_schema(), indent=2))
    return Exit.OK


def _names(desk: "Desk", verdict: IkzVerdict) -> dict[str, str]:
    from ozg_tui.desk.territory import territory

    land = territory(desk)
    return {
        key: place.latest.name
        for key in verdict.grant.shares_cents
        if (place := land.by_key.get(key))
    }


def _print(verdict: IkzVerdict, names: dict[str, str]) -> None:
    say(f"Ergebnis: {result_label(verdict.result)}", f"Regelstand: {verdict.rule_set_name}")
    show(verdict.checks)
    if verdict.grant.standard_cents:
        say(f"Regelzuwendung: {format_cents(verdict.grant.standard_cents)}")
        table(
            [
                (key, names.get(key, ""), format_cents(cents))
                for key, cents in verdict.grant.shares_cents.items()
            ]
        )
    for hint in verdict.hints:
        paragraph(hint)
