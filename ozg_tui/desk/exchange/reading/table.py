"""What every file becomes before anybody asks what it means: headings, rows, the lines they had."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ozg_tui.rules.errors import InputError

MOST_BYTES = 20_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 10_000


class UnreadableError(InputError):
    """A file that cannot be read, with the sentence that says where and why."""


class Format(NamedTuple):
    """How a file was read, so that it can be shown and be changed.

    `header_line` is the line of the file, or the row of the sheet, in which the headings stand;
    None where the format has names of its own. `spread` is how many columns of a wide table were
    taken apart into records of their own; None where each row is a record.
    """

    type: str
    encoding: str | None = None
    separator: str | None = None
    header_line: int | None = None
    sheet: str | None = None
    spread: int | None = None


class Wanted(NamedTuple):
    """What a person says about a file instead of having it recognised; None is recognised."""

    encoding: str | None = None
    separator: str | None = None
    header_line: int | None = None
    sheet: str | None = None


class Row(NamedTuple):
    """The texts of one record and the line of the file where it begins.

    It may be shorter than the headings, as Outlook writes them, or longer. `part` tells records
    apart that one line of a wide table holds.
    """

    line: int
    cells: tuple[str, ...]
    part: int = 0


class Table(NamedTuple):
    """A file as read.

    `above` are the lines over the headings, the first first. `left_out` counts what is no record,
    by the German word for it; `faults` are records that could not be read, by line.
    """

    format: Format
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    left_out: Mapping[str, int] = MappingProxyType({})
    faults: tuple[tuple[int, str], ...] = ()
    above: tuple[tuple[str, ...], ...] = ()


def refuse_too_many(rows: int, columns: int) -> None:
    """Raise `UnreadableError` where a table is larger than an import takes."""
    if rows > MOST_ROWS:
        raise UnreadableError("Die Datei hat mehr als 200.000 Zeilen. Bitte teilen Sie sie.")
    if columns > MOST_COLUMNS:
        raise UnreadableError("Die Datei hat mehr als 200 Spalten. Ist das Trennzeichen richtig?")


def refuse_too_long(cell: str, line: int) -> None:
    """Raise `UnreadableError` where one field holds more than any field of the desk."""
    if len(cell) > MOST_CHARACTERS:
        raise UnreadableError(
            f"In Zeile {line} beginnt ein Feld mit mehr als 10.000 Zeichen. Fehlt dort ein "
            "Anführungszeichen?"
        )
