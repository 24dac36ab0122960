"""Lists as XLSX: every cell typed, nothing computed, the head frozen and with filters."""

import warnings
from datetime import datetime, time
from typing import IO, TYPE_CHECKING, Any

from db.errors import RefusedError
from ozg_tui.desk.exchange.writing.sheet import Cell, Holds, Sheet, written

if TYPE_CHECKING:
    from datetime import date

_WIDTHS = {Holds.TEXT: 24, Holds.PHONE: 22, Holds.NUMBER: 12, Holds.AMOUNT: 16, Holds.DAY: 12}
_MOST_ROWS = 1_048_575


def write_xlsx(sheet: Sheet, file: IO[bytes], on: "date") -> int:
    """Write a workbook of the list and what is said about it; `on` is the day of its making.

    Raises `RefusedError` for what a sheet cannot hold.
    """
    from xlsxwriter import Workbook

    with warnings.catch_warnings():
        # XlsxWriter 3.3 leaves things out with a warning.
        warnings.simplefilter("error")
        book = Workbook(file, {"constant_memory": True})
        book.set_properties({"title": sheet.name, "created": datetime.combine(on, time(12))})
        count = _fill(book, sheet)
        _tell(book, sheet)
        book.close()
    return count


def _tell(book: Any, sheet: Sheet) -> None:
    """What is said about the list, on a sheet of its own."""
    page = book.add_worksheet("Angaben")
    page.set_column(0, 0, _WIDTHS[Holds.TEXT])
    for line, (label, text) in enumerate(sheet.about):
        page.write_string(line, 0, label)
        page.write_string(line, 1, text)


def _fill(book: Any, sheet: Sheet) -> int:
    page = book.add_worksheet("Liste")
    bold = book.add_format({"bold": True})
    forms = {
        Holds.DAY: book.add_format({"num_format": "dd.mm.yyyy"}),
        Holds.AMOUNT: book.add_format({"num_format": "#,##0.00"}),
    }
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, _WIDTHS[column.holds], forms.get(column.holds))
    page.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        page.write_string(0, at, column.heading, bold)
    holds = [column.holds for column in sheet.columns]
    text = page.write_string
    count = 0
    for count, row in enumerate(sheet.rows, 1):
        if count > _MOST_ROWS:
            raise RefusedError("Ein Tabellenblatt fasst nicht mehr als 1.048.575 Zeilen.")
        for at, cell in enumerate(row):
            if cell is None or cell == "":
                continue
            failed = (
                text(count, at, cell)
                if isinstance(cell, str)
                else _write(page, count, at, cell, holds[at], forms)
            )
            if failed:
                raise RefusedError(
                    f"In Zeile {count + 1} ist ein Text zu lang für ein Tabellenblatt."
                )
    page.autofilter(0, 0, max(count, 1), len(holds) - 1)
    return count


def _write(page: Any, line: int, at: int, cell: Cell, holds: Holds, forms: Any) -> int:
    """One cell that is no text; answers other than 0 where it does not fit."""
    if holds is Holds.AMOUNT:
        return page.write_number(line, at, cell / 100, forms[holds])  # type: ignore[operator, no-any-return]
    if holds is Holds.DAY:
        return page.write_datetime(line, at, cell, forms[holds])  # type: ignore[no-any-return]
    if holds is Holds.NUMBER and isinstance(cell, int):
        return page.write_number(line, at, cell)  # type: ignore[no-any-return]
    return page.write_string(line, at, written(cell))  # type: ignore[no-any-return]
