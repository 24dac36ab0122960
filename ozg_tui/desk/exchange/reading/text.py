"""Text files: which encoding, which separator, which line begins the table."""

import codecs
import csv
import io
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from ozg_tui.desk.exchange.reading.header import LOOKED_AT, Known, header_at, known_in, records_of
from ozg_tui.desk.exchange.reading.table import (
    Format,
    Row,
    Table,
    UnreadableError,
    Wanted,
    refuse_too_long,
    refuse_too_many,
)
from ozg_tui.desk.exchange.writing.guard import unguarded

_SEPARATORS = (";", ",", "\t", "|")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WINDOWS = "cp1252"
_MIXED = "utf-8/cp1252"


class Text(NamedTuple):
    """A decoded file and how it was written."""

    content: str
    encoding: str


def decode(raw: bytes, wanted: str | None = None) -> Text:
    """Read bytes as text: by their mark, as UTF-8, else line by line as UTF-8 or Windows-1252.

    Lists that were put together by hand hold lines of both. Raises `UnreadableError`.
    """
    text = _as_wanted(raw, wanted) if wanted else _recognised(raw)
    if (at := text.content.find("\0")) >= 0:
        line = text.content.count("\n", 0, at) + 1
        raise UnreadableError(f"In Zeile {line} stehen Nullzeichen. Das ist keine Textdatei.")
    return text


def _as_wanted(raw: bytes, encoding: str) -> Text:
    try:
        return Text(raw.decode(encoding), encoding)
    except LookupError:
        raise UnreadableError(f"Die Zeichenkodierung »{encoding}« gibt es nicht.") from None
    except UnicodeError:
        raise UnreadableError(f"Die Datei ist nicht in »{encoding}« geschrieben.") from None


def _recognised(raw: bytes) -> Text:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _as_wanted(raw, encoding)
    if wide := _wide(raw):
        return _as_wanted(raw, wide)
    try:
        return Text(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _line_by_line(raw)


def _wide(raw: bytes) -> str | None:
    """UTF-16 without its mark: every other byte of Latin text is zero."""
    head = raw[:400]
    if len(head) < 4 or head.count(0) < len(head) // 3:
        return None
    return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"


def _line_by_line(raw: bytes) -> Text:
    found, parts = set(), []
    for line in raw.splitlines(keepends=True):
        try:
            parts.append(line.decode("utf-8"))
            if not line.isascii():
                found.add("utf-8")
        except UnicodeDecodeError:
            # The five bytes that Windows-1252 leaves open stand for themselves, as browsers do it.
            parts.append(line.decode(_WINDOWS, errors="surrogateescape").translate(_OPEN_BYTES))
            found.add(_WINDOWS)
    return Text("".join(parts), _MIXED if len(found) > 1 else _WINDOWS)


_OPEN_BYTES = {0xDC00 + byte: byte for byte in range(0x80, 0x100)}


def read_separated(text: Text, wanted: Wanted, known: Known) -> Table:
    """Read a file whose fields stand between separators. Raises `UnreadableError`."""
    separator = wanted.separator or _separator(text.content, known)
    records = list(_records(text.content, separator))
    if not records:
        raise UnreadableError("Die Datei ist leer.")
    refuse_too_many(len(records), max(len(record.cells) for record in records))
    if wanted.header_line is None:
        at = header_at([record.cells for record in records], known)
    else:
        lines = [record.line for record in records]
        if wanted.header_line not in lines:
            raise UnreadableError(f"In Zeile {wanted.header_line} beginnt kein Datensatz.")
        at = lines.index(wanted.header_line)
    head = records[at]
    form = Format(
        "tsv" if separator == "\t" else "csv", text.encoding, separator, header_line=head.line
    )
    rows, left_out = records_of(head.cells, records[at + 1 :])
    above = tuple(record.cells for record in records[:at])
    return Table(form, head.cells, rows, left_out, above=above)


def _separator(content: str, known: Known) -> str:
    """The separator that yields most known headings, and of those alike most columns.

    The csv module's own guess fails on quoted line breaks and on files of one column.
    """

    def score(separator: str) -> tuple[int, int]:
        rows = [row.cells for row in islice(_records(content, separator, hurried=True), LOOKED_AT)]
        return (
            max((known_in(row, known) for row in rows), default=0),
            max((len(row) for row in rows), default=0),
        )

    return max(_SEPARATORS, key=score)


def _records(content: str, separator: str, *, hurried: bool = False) -> Iterator[Row]:
    """The records of the text with the lines where they begin; `hurried` looks and refuses nothing.

    Raises `UnreadableError` for a quotation that nobody ended: it would swallow all that follows.
    """
    if len(separator) != 1 or separator in '\r\n"':
        raise UnreadableError("Das Trennzeichen ist ein einzelnes Zeichen wie ; oder ein Komma.")
    is_at_end = False

    def lines() -> Iterator[str]:
        nonlocal is_at_end
        # Broken at the ends of lines alone, as the csv module expects it; never at U+2028.
        yield from io.StringIO(content, newline="")
        is_at_end = True

    reader = csv.reader(lines(), delimiter=separator)
    begun = 1
    try:
        for cells in reader:
            if not hurried:
                for cell in cells:
                    refuse_too_long(cell, begun)
                if is_at_end:
                    raise UnreadableError(
                        f"In Zeile {begun} beginnt ein Anführungszeichen, das nicht endet."
                    )
            yield Row(begun, tuple(unguarded(cell.strip()) for cell in cells))
            begun = reader.line_num + 1
    except csv.Error:
        if not hurried:
            raise UnreadableError(
                f"Ab Zeile {begun} lässt sich die Datei nicht in Felder teilen. Fehlt dort ein "
                "Anführungszeichen?"
            ) from None
