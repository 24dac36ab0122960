"""Lists as ODS (OpenDocument 1.3): every cell typed, no formula, written row by row."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import IO

from ozg_tui.desk.exchange.writing.sheet import Cell, Holds, Sheet, written
from ozg_tui.text import clean

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)
_HEAD = (
    f'<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0"'
    f' xmlns:text="{_NAMES}:text:1.0" office:version="1.3"><office:body><office:spreadsheet>'
)
_FOOT = "</office:spreadsheet></office:body></office:document-content>"
_BLANKS = re.compile(r"^ | {2,}| $", re.MULTILINE)
"""Blanks that a reader of XML would leave out."""

_MARKS = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time of every part, so that the same list gives the same bytes."""


def write_ods(sheet: Sheet, file: IO[bytes]) -> int:
    """Write the list and what is said about it; answers how many rows it had."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        # Readers tell the kind of file by its first bytes.
        archive.writestr(_part("mimetype", zipfile.ZIP_STORED), _TYPE)
        archive.writestr(_part("META-INF/manifest.xml"), _MANIFEST)
        with archive.open(_part("content.xml"), "w", force_zip64=True) as content:
            content.write(_HEAD.encode())
            lines = sum(bool(content.write(row.encode())) for row in _table("Liste", _rows(sheet)))
            content.write(b"</table:table>")
            about = ([_text(label), _text(said)] for label, said in sheet.about)
            content.writelines(row.encode() for row in _table("Angaben", about))
            content.write(f"</table:table>{_FOOT}".encode())
    return lines - 1


def _part(name: str, kind: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, _ALWAYS)
    part.compress_type = kind
    return part


def _table(name: str, rows: Iterable[list[str]]) -> Iterator[str]:
    """The rows of a table; its beginning stands before the first, which is never left out."""
    begin = f'<table:table table:name="{name}">'
    for row in rows:
        yield f"{begin}<table:table-row>{''.join(row)}</table:table-row>"
        begin = ""
    if begin:
        yield f"{begin}<table:table-row><table:table-cell/></table:table-row>"


def _rows(sheet: Sheet) -> Iterator[list[str]]:
    yield [_text(column.heading) for column in sheet.columns]
    holds = [column.holds for column in sheet.columns]
    for row in sheet.rows:
        yield [_cell(cell, kind) for cell, kind in zip(row, holds, strict=True)]


def _cell(cell: Cell, holds: Holds) -> str:
    if cell is None or cell == "":
        return "<table:table-cell/>"
    if isinstance(cell, int) and not isinstance(cell, bool):
        if holds is Holds.AMOUNT:
            return _value("float", "value", str(Decimal(cell).scaleb(-2)))
        if holds is Holds.NUMBER:
            return _value("float", "value", str(cell))
    if holds is Holds.DAY and isinstance(cell, date):
        return _value("date", "date-value", cell.isoformat())
    return _text(cell if isinstance(cell, str) else written(cell))


def _value(kind: str, attribute: str, value: str) -> str:
    return f'<table:table-cell office:value-type="{kind}" office:{attribute}="{value}"/>'


def _text(text: str) -> str:
    lines = clean(text, multiline=True).translate(_MARKS).split("\n")
    told = "".join(f"<text:p>{_BLANKS.sub(_blanks, line)}</text:p>" for line in lines)
    return f'<table:table-cell office:value-type="string">{told}</table:table-cell>'


def _blanks(found: re.Match[str]) -> str:
    return f'<text:s text:c="{len(found[0])}"/>'
