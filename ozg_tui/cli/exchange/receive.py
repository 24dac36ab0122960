"""`ozg-tui import`: what a file brings, and with `--uebernehmen` into the store with it."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ozg_tui.cli.kit.command import desk_of
from ozg_tui.cli.kit.failures import Exit, UsageError
from ozg_tui.cli.kit.output import say, table, title, write_json

if TYPE_CHECKING:
    from ozg_tui.desk.exchange.imports import Chosen, Plan
    from ozg_tui.desk.exchange.understood import Fault, Question, Understood

_SHOWN = 20


def run(options: Namespace) -> int:
    """Understand a file, write if asked to, and say what came of it."""
    from ozg_tui.desk.exchange.imports import open_file, take_over
    from ozg_tui.desk.exchange.kinds import kind_called
    from ozg_tui.desk.exchange.leftover import write_open_rows

    kind, path, chosen = kind_called(options.art), Path(options.datei), _chosen(options)
    with desk_of(options) as desk:
        if options.antwort:
            asked = open_file(desk, kind, path, chosen)
            chosen = chosen._replace(answers=_answers(asked, options.antwort))
        plan, unit = open_file(desk, kind, path, chosen), None
        if options.uebernehmen or options.alles_oder_nichts:
            plan, unit = take_over(
                desk,
                plan,
                lambda: open_file(desk, kind, path, chosen),
                everything_or_nothing=options.alles_oder_nichts,
            )
    if options.fehler is not None and not plan.is_whole:
        write_open_rows(plan, Path(options.fehler))
    if options.json:
        write_json(content(plan, unit))
    else:
        _say(plan, unit, options)
    return Exit.OK if plan.is_whole else Exit.NOT_FULFILLED


def content(plan: "Plan", unit: str | None) -> dict[str, Any]:
    """The answer as JSON."""
    from ozg_tui.desk.exchange.understood import Outcome

    form = plan.table.format
    return {
        "kind": plan.kind.code,
        "format": {name: value for name, value in form._asdict().items() if value is not None},
        "mapped": plan.mapped.mapped,
        "unmapped": list(plan.mapped.unmapped(plan.table.rows)),
        "left_out": dict(plan.table.left_out),
        "rows": len(plan.rows),
        "new": plan.number(Outcome.NEW),
        "changed": plan.number(Outcome.CHANGED),
        "unchanged": plan.number(Outcome.UNCHANGED),
        "questions": plan.number(Outcome.QUESTION),
        "failed": plan.number(Outcome.FAILED),
        "written": unit is not None,
        "changes": [_changes(row) for row in plan.rows if row.outcome is Outcome.CHANGED],
        "asked": [_asked(each) for each in plan.questions],
        "errors": [each._asdict() for each in plan.faults],
        "unit": unit,
    }


def _changes(row: "Understood") -> dict[str, Any]:
    return {
        "line": row.line,
        "id": row.record_id,
        "name": row.title,
        "fields": [each._asdict() for each in row.differences],
    }


def _asked(question: "Question") -> dict[str, Any]:
    return {
        "key": question.key,
        "line": question.line,
        "column": question.column,
        "text": question.text,
        "sentence": question.sentence,
        "answers": [answer.label for answer in question.answers],
    }


def _chosen(options: Namespace) -> "Chosen":
    from ozg_tui.desk.exchange.imports import Chosen
    from ozg_tui.desk.exchange.reading.table import Wanted

    columns = {}
    for text in options.spalte:
        heading, is_pair, field = text.rpartition("=")
        if not is_pair:
            raise UsageError(f"»{text}« ist keine Zuordnung wie Telex=note.")
        columns[heading] = field
    wanted = Wanted(options.kodierung, options.trennzeichen, options.kopfzeile, options.blatt)
    return Chosen(wanted, columns)


def _answers(plan: "Plan", said: list[str]) -> dict[str, str]:
    """The answers that somebody gave, by the keys of their questions. Raises `UsageError`."""
    found = {}
    for text in said:
        key, is_pair, typed = text.rpartition("=")
        offered = {
            each.value: each.label
            for question in plan.questions
            if question.key == key
            for each in question.answers
        }
        if not is_pair or not offered:
            raise UsageError(f"»{text}« beantwortet keine Frage; --json nennt ihre Kennungen.")
        exact = [value for value, label in offered.items() if label == typed]
        meant = exact or [value for value, label in offered.items() if label.startswith(typed)]
        if len(meant) != 1:
            possible = "; ".join(offered.values())
            raise UsageError(f"»{typed}« ist keine der Antworten. Möglich sind: {possible}.")
        found[key] = meant[0]
    return found


def _say(plan: "Plan", unit: str | None, options: Namespace) -> None:
    from ozg_tui.desk.exchange.told import WORDS, recognised

    say(f"{plan.name}: {recognised(plan)}")
    table([(heading, field) for heading, field in plan.mapped.mapped.items()], ("Spalte", "Feld"))
    if unmapped := plan.mapped.unmapped(plan.table.rows):
        say(f"Nicht übernommen: {', '.join(unmapped)}")
    for what, count in plan.table.left_out.items():
        say(f"Ausgelassen: {count} {what}")
    say("")
    table([(label, str(plan.number(outcome))) for outcome, label in WORDS.items()])
    _say_open(plan)
    say("", _result(plan, unit, options))


def _say_open(plan: "Plan") -> None:
    lines: list[Fault | Question] = [*plan.faults, *plan.questions]
    lines.sort(key=lambda each: each.line)
    if not lines:
        return
    title("Offen")
    table(
        [(str(each.line or ""), each.column, each.text, each.sentence) for each in lines[:_SHOWN]],
        ("Zeile", "Spalte", "Text", "Grund"),
    )
    if len(lines) > _SHOWN:
        say(f"… und {len(lines) - _SHOWN} weitere; alle nennt --json, alle Zeilen --fehler.")


def _result(plan: "Plan", unit: str | None, options: Namespace) -> str:
    if unit is not None:
        return "Übernommen. Im Programm nimmt u das zurück."
    if options.alles_oder_nichts and not plan.is_whole:
        return "Nichts übernommen, weil noch etwas offen ist."
    if options.uebernehmen or options.alles_oder_nichts:
        return "Nichts zu übernehmen."
    return "Probelauf: Es wurde nichts geschrieben. Mit --uebernehmen wird eingetragen."
