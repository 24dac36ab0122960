"""Lists as CSV, TSV, JSON and Markdown; XLSX and vCards have modules of their own."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any

from ozg_tui.desk.exchange.writing.guard import guarded
from ozg_tui.desk.exchange.writing.sheet import Cell, Sheet, as_text, written

SCHEMA_VERSION = 1
_MARK = "\ufeff"

Write = Callable[[Sheet, IO[bytes]], int]
"""Writes a list into an opened file; answers how many rows it had."""


def write_csv(sheet: Sheet, file: IO[bytes]) -> int:
    """Semicolons, UTF-8 with its mark, CRLF: what a German spreadsheet opens with a click."""
    return _separated(sheet, file, ";", _MARK)


def write_tsv(sheet: Sheet, file: IO[bytes]) -> int:
    """Tabs and plain UTF-8, for scripts."""
    return _separated(sheet, file, "\t", "")


def _separated(sheet: Sheet, file: IO[bytes], separator: str, mark: str) -> int:
    holds = [column.holds for column in sheet.columns]
    with _text_of(file) as text:
        text.write(mark)
        writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
        writer.writerow(column.heading for column in sheet.columns)
        count = 0
        for row in sheet.rows:
            writer.writerow([
                "" if cell is None else guarded(as_text(cell, kind))
                for cell, kind in zip(row, holds, strict=True)
            ])  # fmt: skip
            count += 1
    return count


def write_json(sheet: Sheet, file: IO[bytes]) -> int:
    """One object; the rows by the codes of the columns, amounts in cents, days in ISO."""
    codes = [column.code for column in sheet.columns]
    head: dict[str, Any] = {"schema_version": SCHEMA_VERSION, "list": sheet.name}
    head |= dict(sheet.about)
    with _text_of(file) as text:
        text.write(json.dumps(head, indent=1)[:-2] + ',\n "rows": [')
        count = 0
        for row in sheet.rows:
            content = {code: _plain(cell) for code, cell in zip(codes, row, strict=True)}
            text.write(f"{',' if count else ''}\n  {json.dumps(content)}")
            count += 1
        text.write("\n ]\n}\n" if count else "]\n}\n")
    return count


def write_markdown(sheet: Sheet, file: IO[bytes]) -> int:
    """A table of Markdown (CommonMark with tables); whatever is stored stays text."""
    from ozg_tui.desk.papers.markdown import escaped

    def line(cells: Iterable[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    with _text_of(file) as text:
        text.writelines(f"{escaped(f'{label}: {said}')}\n\n" for label, said in sheet.about)
        text.write(line(escaped(column.heading) for column in sheet.columns))
        text.write(line("---" for _ in sheet.columns))
        count = 0
        for row in sheet.rows:
            cells = zip(row, sheet.columns, strict=True)
            text.write(line(escaped(as_text(cell, column.holds)) for cell, column in cells))
            count += 1
    return count


def _plain(cell: Cell) -> str | int | bool | None:
    if cell is None or isinstance(cell, str | int):
        return cell
    return cell.isoformat() if not hasattr(cell, "hour") else written(cell)


class _text_of:
    """A text layer over an opened file that leaves the file open."""

    def __init__(self, file: IO[bytes]) -> None:
        self._layer = io.TextIOWrapper(file, encoding="utf-8", newline="")

    def __enter__(self) -> io.TextIOWrapper:
        return self._layer

    def __exit__(self, *_error: object) -> None:
        self._layer.flush()
        self._layer.detach()


FORMATS: Mapping[str, Write] = {
    "csv": write_csv,
    "tsv": write_tsv,
    "json": write_json,
    "md": write_markdown,
}
