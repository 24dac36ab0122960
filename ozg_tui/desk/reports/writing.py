"""An answer as a file: the formats of lists and those of documents, by one door each."""

import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from ozg_tui.desk.exchange.writing.file import new_file
from ozg_tui.desk.exchange.writing.formats import write_csv, write_tsv
from ozg_tui.desk.exchange.writing.sheet import Cell, Column, Sheet
from ozg_tui.desk.exchange.writing.xlsx import write_xlsx
from ozg_tui.desk.papers.html import as_html
from ozg_tui.desk.papers.markdown import as_markdown
from ozg_tui.desk.papers.pdf import as_pdf
from ozg_tui.desk.papers.text import as_text
from ozg_tui.desk.reports.answering import Answer, of_line, stored
from ozg_tui.desk.reports.paper import basis, document_of
from ozg_tui.desk.reports.report import Row
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

SCHEMA_VERSION = 1
BINARY = frozenset({"xlsx", "pdf"})
"""What no terminal can show."""


def made(answer: Answer, form: str) -> bytes:
    """The answer as the content of a file. Raises `InputError` for a format that does not exist."""
    if form not in FORMATS:
        raise InputError(f"»{clean(form)}« gibt es nicht. Möglich sind: {', '.join(FORMATS)}.")
    return FORMATS[form](answer)


def write(answer: Answer, form: str, path: Path, *, overwrite: bool = False) -> None:
    """Write the answer into a new file, whole or not at all. Raises `InputError`."""
    content = made(answer, form)
    with new_file(path, overwrite=overwrite) as file:
        file.write(content)


def content(answer: Answer) -> dict[str, Any]:
    """The answer for other programs: amounts in cents, each line with the rows behind it."""
    return {
        "schema_version": SCHEMA_VERSION,
        "report": answer.report.code,
        "name": answer.report.name,
        "title": answer.report.title,
        "asked": stored(answer.asked),
        "sentences": [clean(each) for each in answer.found.sentences],
        "remarks": [clean(each) for each in answer.found.remarks],
        "columns": [_column(column) for column in answer.columns],
        "rows": _rows(answer.columns, answer.found.rows),
        "chapters": [
            {
                "report": each.report.code,
                "title": each.report.title,
                "asked": stored(each.asked),
                "columns": [_column(column) for column in each.columns],
                "rows": _rows(each.columns, each.rows),
                "receipt": each.receipt,
            }
            for each in answer.found.chapters
        ],
        "definition": answer.report.definition,
        "denominator": answer.report.denominator,
        "source": answer.report.source,
        "rule_sets": list(answer.rules),
        "counted": answer.rows,
        "receipt": answer.receipt,
    }


def _rows(columns: Sequence[Column], rows: Sequence[Row]) -> list[dict[str, Any]]:
    codes = [column.code for column in columns]
    return [
        {
            "cells": dict(zip(codes, map(_plain, row.cells), strict=True)),
            "total": row.is_total,
            "counted": of_line(row.counted),
        }
        for row in rows
    ]


def _column(column: Column) -> dict[str, str]:
    return {"code": column.code, "heading": column.heading, "holds": column.holds.value}


def _plain(cell: Cell) -> str | int | bool | None:
    if cell is None or isinstance(cell, int):
        return cell
    return clean(cell if isinstance(cell, str) else cell.isoformat())


def _sheet(answer: Answer) -> Sheet:
    rows = (
        tuple(clean(cell) if isinstance(cell, str) else cell for cell in row.cells)
        for row in answer.found.rows
    )
    about = tuple((label, clean(text)) for label, text in basis(answer))
    return Sheet(answer.report.name, answer.columns, rows, about)


def _xlsx(answer: Answer) -> bytes:
    file = io.BytesIO()
    write_xlsx(_sheet(answer), file, answer.made)
    return file.getvalue()


def _separated(write: Callable[[Sheet, io.BytesIO], int]) -> Callable[[Answer], bytes]:
    def of(answer: Answer) -> bytes:
        file = io.BytesIO()
        write(_sheet(answer), file)
        return file.getvalue()

    return of


def _json(answer: Answer) -> bytes:
    return f"{json.dumps(content(answer), indent=2)}\n".encode()


FORMATS: Mapping[str, Callable[[Answer], bytes]] = {
    "text": lambda answer: as_text(document_of(answer)).encode(),
    "csv": _separated(write_csv),
    "tsv": _separated(write_tsv),
    "xlsx": _xlsx,
    "json": _json,
    "md": lambda answer: as_markdown(document_of(answer)).encode(),
    "html": lambda answer: as_html(document_of(answer)).encode(),
    "pdf": lambda answer: as_pdf(document_of(answer)),
}
