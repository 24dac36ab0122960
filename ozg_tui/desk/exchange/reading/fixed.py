"""The Gemeindeverzeichnis GV100AD (Destatis): records of 220 characters, one a line.

Positions as three open readers have them, checked against the edition of 30.11.2023. They count
characters: editions until 2017 are Windows-1252, later ones UTF-8.
"""

import re
from typing import NamedTuple

from ozg_tui.desk.exchange.reading.table import Format, Row, Table, UnreadableError, refuse_too_many
from ozg_tui.desk.exchange.reading.text import Text

_LENGTH = 220
_RECORD = re.compile(r"(?:10|20|30|40|50|60)(?:19|20)\d{6}(?P<key>\d{2,8}) *")


class _Field(NamedTuple):
    heading: str
    begin: int
    """The first position, counted from one as the description of the file does."""
    length: int


_FIELDS = (
    _Field("Satzart", 1, 2),
    _Field("Gebietsstand", 3, 8),
    _Field("Schlüssel", 11, 8),
    _Field("Gemeindeverband", 19, 4),
    _Field("Name", 23, 50),
    _Field("Sitz der Verwaltung", 73, 50),
    _Field("Textkennzeichen", 123, 2),
    _Field("Fläche in ha", 129, 11),
    _Field("Bevölkerung", 140, 11),
    _Field("Bevölkerung männlich", 151, 11),
    _Field("PLZ", 166, 5),
)
_KIND, _DAY, _KEY, _GROUP = 0, 1, 2, 3
_NUMBERS = frozenset({"Fläche in ha", "Bevölkerung", "Bevölkerung männlich"})


def is_fixed(content: str) -> bool:
    """Whether a text begins with a record of this register."""
    return _RECORD.match(content.removeprefix("\ufeff").lstrip("\r\n")) is not None


def read_fixed(text: Text) -> Table:
    """Read the records. Raises `UnreadableError` with the line of what cannot be one."""
    lines = text.content.removeprefix("\ufeff").split("\n")
    refuse_too_many(len(lines), len(_FIELDS))
    rows: list[Row] = []
    seen: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        row = _read(line.rstrip("\r"), number)
        if rows and row.cells[_DAY] != rows[0].cells[_DAY]:
            raise UnreadableError(f"In Zeile {number} beginnt ein anderer Gebietsstand.")
        identity = row.cells[_KIND], row.cells[_KEY], row.cells[_GROUP]
        if (first := seen.setdefault(identity, number)) != number:
            raise UnreadableError(f"Zeile {number} hat denselben Schlüssel wie Zeile {first}.")
        rows.append(row)
    form = Format("gv100ad", text.encoding)
    return Table(form, tuple(field.heading for field in _FIELDS), tuple(rows))


def _read(line: str, number: int) -> Row:
    if not _RECORD.match(line) or len(line) > _LENGTH:
        raise UnreadableError(f"Zeile {number} ist kein Satz des Gemeindeverzeichnisses (GV100AD).")
    cells = []
    for field in _FIELDS:
        cell = line[field.begin - 1 : field.begin - 1 + field.length].strip()
        cells.append(cell.lstrip("0") if field.heading in _NUMBERS else cell)
    return Row(number, tuple(cells))
