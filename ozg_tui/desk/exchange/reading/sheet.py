"""Spreadsheets: XLSX and ODS by python-calamine, every cell as the text that one would type."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ozg_tui.desk.exchange.reading.header import Known, header_at, known_in, records_of
from ozg_tui.desk.exchange.reading.table import (
    Format,
    Row,
    Table,
    UnreadableError,
    Wanted,
    refuse_too_long,
    refuse_too_many,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_PANIC = "PanicException"


def read_sheet(raw: bytes, kind: str, wanted: Wanted, known: Known) -> Table:
    """Read the wanted sheet, or the one that holds most known headings.

    `raw` was looked into before. Raises `UnreadableError`.
    """
    try:
        name, cells = _chosen(_opened(raw), wanted.sheet, known)
    except UnreadableError:
        raise
    except Exception as error:
        raise _broken() from error
    except BaseException as error:
        # calamine is written in Rust: what it did not expect comes as a panic, past `Exception`.
        if type(error).__name__ != _PANIC:
            raise
        raise _broken() from error
    rows = [tuple(cell_text(cell) for cell in row) for row in cells]
    refuse_too_many(len(rows), max((len(row) for row in rows), default=0))
    if not any(any(row) for row in rows):
        raise UnreadableError(f"Das Blatt »{name}« ist leer.")
    at = _header(rows, wanted, known)
    below = (Row(line, row) for line, row in enumerate(rows[at + 1 :], at + 2))
    found, left_out = records_of(rows[at], below)
    for record in found:
        for cell in record.cells:
            refuse_too_long(cell, record.line)
    form = Format(kind, header_line=at + 1, sheet=name)
    return Table(form, rows[at], found, left_out, above=tuple(rows[:at]))


def cell_text(cell: Any) -> str:
    """A cell as it would be typed: whole numbers without a point, German dates, ja and nein.

    calamine gives every number as a float, and a date-time at midnight as a date.
    """
    write = _WRITTEN.get(type(cell))
    return write(cell) if write else ""


def _moment(cell: datetime) -> str:
    return f"{_day(cell)} {cell:%H:%M}" if (cell.hour, cell.minute) != (0, 0) else _day(cell)


def _day(cell: date) -> str:
    return f"{cell.day:02}.{cell.month:02}.{cell.year:04}"


def _number(cell: float) -> str:
    return str(int(cell)) if cell.is_integer() else repr(cell).replace(".", ",")


def _duration(cell: timedelta) -> str:
    minutes = int(cell.total_seconds()) // 60
    return f"{minutes // 60:02}:{minutes % 60:02}"


_WRITTEN: Mapping[type, Callable[[Any], str]] = {
    str: str.strip,
    bool: lambda cell: "ja" if cell else "nein",
    int: str,
    float: _number,
    datetime: _moment,
    date: _day,
    time: lambda cell: f"{cell:%H:%M}",
    timedelta: _duration,
}


def _opened(raw: bytes) -> "CalamineWorkbook":
    from python_calamine import CalamineWorkbook

    return CalamineWorkbook.from_filelike(BytesIO(raw))


def _chosen(
    book: "CalamineWorkbook", wanted: str | None, known: Known
) -> tuple[str, Sequence[Sequence[Any]]]:
    names = book.sheet_names
    if wanted is not None and wanted not in names:
        listed = ", ".join(f"»{name}«" for name in names)
        raise UnreadableError(f"Ein Blatt »{wanted}« gibt es nicht. Vorhanden: {listed}.")
    best: tuple[int, str, Sequence[Sequence[Any]]] | None = None
    for name in [wanted] if wanted is not None else names:
        sheet: CalamineSheet = book.get_sheet_by_name(name)
        refuse_too_many(sheet.total_height, sheet.total_width)
        cells = sheet.to_python(skip_empty_area=False)
        score = _score(cells, known)
        if best is None or score > best[0]:
            best = (score, name, cells)
    if best is None:
        raise UnreadableError("Die Datei enthält kein Tabellenblatt.")
    return best[1], best[2]


def _score(cells: Sequence[Sequence[Any]], known: Known) -> int:
    """Headings count most; of sheets without any, the first that holds something."""
    rows = [[cell_text(cell) for cell in row] for row in cells[:30]]
    if not any(any(row) for row in rows):
        return -1
    return max(known_in(row, known) for row in rows)


def _header(rows: Sequence[Sequence[str]], wanted: Wanted, known: Known) -> int:
    if wanted.header_line is None:
        return header_at(rows, known)
    if not 1 <= wanted.header_line <= len(rows):
        raise UnreadableError(f"Das Blatt hat keine Zeile {wanted.header_line}.")
    return wanted.header_line - 1


def _broken() -> UnreadableError:
    return UnreadableError("Die Tabelle ist beschädigt und lässt sich nicht lesen.")
