"""`ozg-tui ikz`: judge an application, record one from a file, give an old answer again."""

import json
from argparse import Namespace

from ozg_tui.cli.ikz.judged import (
    case_of_file,
    case_of_store,
    judged_content,
    known_rule_set,
    names,
    on_the_day,
    print_judged,
    read_file,
)
from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, answer, complain
from ozg_tui.cli.kit.output import say, write_json
from ozg_tui.rules.ikz.judge import Result, result_label


def run(options: Namespace) -> int:
    """Judge a file or a stored application; only `eligible` is a success.

    `--stichtag` replaces the day of the application. `--festhalten` keeps the answer. A file is
    told apart from what the import would take; without a title it is only to be judged.
    """
    from ozg_tui.desk.ikz import determinations
    from ozg_tui.desk.ikz.applications import find_application
    from ozg_tui.desk.ikz.case import determine_case
    from ozg_tui.desk.ikz.file import refusal

    with desk_of(options) as desk:
        number = None if options.antrag is None else find_application(desk, options.antrag)
        refused, is_to_import = None, False
        if number is not None:
            case = case_of_store(desk, number)
        else:
            file = read_file(options.datei)
            case = case_of_file(desk, file)
            refused, is_to_import = refusal(desk, file), file.title is not None
        case = on_the_day(desk, case, options.stichtag)
        determination = determine_case(desk, case, known_rule_set(desk, options.regelstand))
        if options.festhalten:
            determinations.keep(desk, determination, number)
        named = names(desk, determination.verdict)
    if options.json:
        of_file = {"import_refused": str(refused) if refused else None}
        write_json(judged_content(determination) | (of_file if number is None else {}))
    else:
        print_judged(determination, named)
    code = Exit.OK if determination.verdict.result is Result.eligible else Exit.NOT_FULFILLED
    if refused is None or not is_to_import:
        return code
    refused_with, sentence = answer(refused)
    complain(f"`ikz import` würde diese Datei ablehnen. {sentence}")
    return code or refused_with


def record(options: Namespace) -> int:
    """Record the application of a file and say what the rules say about it."""
    from ozg_tui.desk.ikz.case import determine_case
    from ozg_tui.desk.ikz.file import import_file

    file = read_file(options.datei)
    with desk_of(options) as desk:
        imported = import_file(desk, file)
        case = case_of_store(desk, imported.stored.id)
        case = on_the_day(desk, case, options.stichtag)
        determination = determine_case(desk, case)
        named = names(desk, determination.verdict)
    done = "Gesichert" if imported.is_new else "Schon vorhanden, nichts geändert"
    if options.json:
        found = {"number": case.number, "id": imported.stored.id, "created": imported.is_new}
        write_json(found | judged_content(determination))
    else:
        say(f"{done}: {imported.stored.title}.")
        print_judged(determination, named)
    return Exit.OK


def recall(options: Namespace) -> int:
    """Give a kept answer again, and say whether the program still answers the same."""
    from ozg_tui.clock import BERLIN
    from ozg_tui.desk.ikz.determinations import find

    with desk_of(options) as desk:
        kept = find(desk, options.kennung)
        named = names(desk, kept.determination.verdict)
    if options.json:
        about = {
            "kept_at": kept.at.isoformat(),
            "kept_by": kept.actor,
            "number": kept.number or None,
            "reproduced": kept.reproduced,
        }
        write_json(about | judged_content(kept.determination))
        return Exit.OK if kept.reproduced else Exit.CONFLICT
    about_whom = f" zu {kept.number}" if kept.number else ""
    say(f"Festgehalten am {kept.at.astimezone(BERLIN):%d.%m.%Y} von {kept.actor}{about_whom}.")
    say(
        "Dieselben Angaben ergeben heute dasselbe."
        if kept.reproduced
        else f"Dieselben Angaben ergeben heute: {result_label(kept.again.result)}."
    )
    print_judged(kept.determination, named)
    return Exit.OK if kept.reproduced else Exit.CONFLICT


def schema(_options: Namespace) -> int:
    """Print the JSON schema of an application; it needs no store."""
    from ozg_tui.desk.ikz.file import ApplicationFile

    print(json.dumps(ApplicationFile.model_json_schema(), indent=2))
    return Exit.OK
