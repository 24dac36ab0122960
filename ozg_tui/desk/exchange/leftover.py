"""The rows that did not come in, as a file with the reason of each: to correct and read again."""

from pathlib import Path

from ozg_tui.desk.exchange.imports import Plan
from ozg_tui.desk.exchange.understood import Fault, Outcome, Question, Understood
from ozg_tui.desk.exchange.writing.file import new_file
from ozg_tui.desk.exchange.writing.formats import write_csv
from ozg_tui.desk.exchange.writing.sheet import Column, Sheet

REASON = "Grund"
_OPEN = frozenset({Outcome.QUESTION, Outcome.FAILED})


def write_open_rows(plan: Plan, path: Path, *, overwrite: bool = False) -> int:
    """Write the rows with questions and errors as CSV; answers how many. Raises `InputError`."""
    # Records may be longer than their headings.
    width = max((len(row.cells) for row in plan.table.rows), default=0)
    headings = [*plan.table.headings, *[""] * (width - len(plan.table.headings))]
    cells = {(row.line, row.part): row.cells for row in plan.table.rows}
    reasons: dict[tuple[int, int], list[str]] = {}
    for row in plan.rows:
        if row.outcome in _OPEN:
            for line in (row.line, *row.also):
                reasons.setdefault((line, row.part), []).append(reason(row))
    rows = [
        (*_padded(cells.get(place, ()), len(headings)), " ".join(dict.fromkeys(told)))
        for place, told in reasons.items()
    ]
    columns = tuple(Column(str(at), heading) for at, heading in enumerate((*headings, REASON)))
    with new_file(path, overwrite=overwrite) as file:
        return write_csv(Sheet("offen", columns, rows), file)


def reason(row: Understood) -> str:
    """Why a row did not come in, with the columns."""
    open_things: list[Fault | Question] = [*row.faults, *row.questions]
    told = [
        f"{each.column}: {each.sentence}" if each.column else each.sentence for each in open_things
    ]
    return " ".join(dict.fromkeys(told))


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells, *[""] * (width - len(cells)))
