"""`ozg-tui ikz`: judge an application, record one from a file, give an old answer again."""

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
    from ozg_tui.rules.ikz_determination import Determination
    from ozg_tui.rules.verdict import Check


def run(options: Namespace) -> int:
    """Judge a file or a stored application; only `eligible` is a success.

    `--stichtag` replaces the day of the application. `--festhalten` keeps the answer.
    """
    from ozg_tui.desk import determinations
    from ozg_tui.desk.applications import determine_case, find_application

    with desk_of(options) as desk:
        number = None if options.antrag is None else find_application(desk, options.antrag)
        case = _of_store(desk, number) if number is not None else _of_file(desk, options.datei)
        if options.stichtag is not None:
            on = day(options.stichtag, desk.today())
            case = case.model_copy(update={"reference_date": on})
        determination = determine_case(desk, case, _rule_set(desk, options.regelstand))
        if options.festhalten:
            determinations.keep(desk, determination, number)
        names = _names(desk, determination.verdict)
    if options.json:
        write_json(_content(determination))
    else:
        _print(determination, names)
    return Exit.OK if determination.verdict.result is Result.eligible else Exit.NOT_FULFILLED


def record(options: Namespace) -> int:
    """Record the application of a file and say what the rules say about it."""
    from ozg_tui.desk.application_file import ApplicationFile, import_file
    from ozg_tui.desk.applications import determine_case

    file = read_model(options.datei, TypeAdapter(ApplicationFile))
    with desk_of(options) as desk:
        imported = import_file(desk, file)
        case = _of_store(desk, imported.stored.id)
        if options.stichtag is not None:
            on = day(options.stichtag, desk.today())
            case = case.model_copy(update={"reference_date": on})
        determination = determine_case(desk, case)
        names = _names(desk, determination.verdict)
    done = "Gesichert" if imported.is_new else "Schon vorhanden, nichts geändert"
    if options.json:
        found = {"number": case.number, "id": imported.stored.id, "created": imported.is_new}
        write_json(found | _content(determination))
    else:
        say(f"{done}: {imported.stored.title}.")
        _print(determination, names)
    return Exit.OK


def recall(options: Namespace) -> int:
    """Give a kept answer again, and say whether the program still answers the same."""
    from ozg_tui.clock import BERLIN
    from ozg_tui.desk.determinations import find

    with desk_of(options) as desk:
        kept = find(desk, options.kennung)
        names = _names(desk, kept.determination.verdict)
    if options.json:
        about = {
            "kept_at": kept.at.isoformat(),
            "kept_by": kept.actor,
            "number": kept.number or None,
            "reproduced": kept.reproduced,
        }
        write_json(about | _content(kept.determination))
        return Exit.OK if kept.reproduced else Exit.CONFLICT
    about_whom = f" zu {kept.number}" if kept.number else ""
    say(f"Festgehalten am {kept.at.astimezone(BERLIN):%d.%m.%Y} von {kept.actor}{about_whom}.")
    say(
        "Dieselben Angaben ergeben heute dasselbe."
        if kept.reproduced
        else f"Dieselben Angaben ergeben heute: {result_label(kept.again.result)}."
    )
    _print(kept.determination, names)
    return Exit.OK if kept.reproduced else Exit.CONFLICT


def schema(_options: Namespace) -> int:
    """Print the JSON schema of an application; it needs no store."""
    from ozg_tui.desk.application_file import ApplicationFile

    print(json.dumps(ApplicationFile.model_json_schema(), indent=2))
    return Exit.OK


def _of_file(desk: "Desk", source: str) -> Case:
    from ozg_tui.desk.application_file import ApplicationFile, case_of_file

    return case_of_file(read_model(source, TypeAdapter(ApplicationFile)), desk)


def _of_store(desk: "Desk", application_id: int) -> Case:
    from ozg_tui.desk.application_engagements import number_of
    from ozg_tui.desk.applications import APPLICATIONS, case_of
    from ozg_tui.desk.territory import territory

    value = APPLICATIONS.read(desk, application_id).value
    return case_of(value, territory(desk), desk.today(), number_of(desk, application_id))


def _rule_set(desk: "Desk", code: str | None) -> str | None:
    """The code, if there is such a rule set. Raises `NotFoundError`."""
    from db.errors import NotFoundError
    from ozg_tui.desk.rule_sets import rule_sets

    known = [each.code for each in rule_sets(desk) if each.topic == "ikz"]
    if code is None or code in known:
        return code
    raise NotFoundError(
        f"Einen Regelstand »{code[:40]}« gibt es nicht. Möglich sind: {', '.join(known)}."
    )


def _names(desk: "Desk", verdict: IkzVerdict) -> dict[str, str]:
    from ozg_tui.desk.territory import territory

    land = territory(desk)
    return {
        key: place.latest.name
        for key in verdict.grant.shares_cents
        if (place := land.by_key.get(key))
    }


def _content(determination: "Determination") -> dict[str, object]:
    verdict = determination.verdict
    return {
        "result": verdict.result,
        "rule_set": verdict.rule_set,
        "edition": verdict.edition,
        "reference_date": determination.reference_date,
        "determination": determination.id,
        "checks": [_check(each) for each in verdict.checks],
        "further": [_check(each) for each in verdict.further],
        "grant": verdict.grant.model_dump(),
        "hints": list(verdict.hints),
    }


def _check(check: "Check") -> dict[str, object]:
    return content(check) | {
        "missing": check.missing,
        "unit": check.unit,
        "rule_set": check.rule_set,
        "supplier": check.supplier,
    }


def _print(determination: "Determination", names: dict[str, str]) -> None:
    verdict = determination.verdict
    edition = f", Fassung {verdict.edition}" if verdict.edition else ""
    say(
        f"Ergebnis: {result_label(verdict.result)}",
        f"Regelstand: {verdict.rule_set_name}{edition}",
        f"Kennung: {determination.id}",
    )
    show(verdict.checks)
    if verdict.grant.standard_cents:
        say(f"Regelzuwendung: {format_cents(verdict.grant.standard_cents)}")
        table(
            [
                (key, names.get(key, ""), format_cents(cents))
                for key, cents in verdict.grant.shares_cents.items()
            ]
        )
    if verdict.further:
        show(verdict.further)
    said = {hint for check in verdict.further for hint in check.hints}
    for hint in verdict.hints:
        if hint not in said:
            paragraph(hint)
