"""Of which day a register is: its borders, and its inhabitants, counted on another one."""

import re
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ozg_tui.desk.core.undoing import shortened
from ozg_tui.desk.exchange.mapping import Mapped
from ozg_tui.desk.exchange.reading.table import Table
from ozg_tui.rules.dates import parse_date
from ozg_tui.rules.errors import InputError

_DAY = r"(?P<day>\d{1,2}\.\d{1,2}\.\d{4})"
_BORDERS = re.compile(rf"Gebietsstand\W{{0,3}}{_DAY}", re.IGNORECASE)
_OF_THE_LIST = re.compile(
    rf"^(?!.*(?:Bevölkerung|Einwohner)).*\bStand\W{{0,3}}{_DAY}", re.IGNORECASE
)
_INHABITANTS = re.compile(rf"(?:Bevölkerung|Einwohner)[^.;\n]{{0,60}}?{_DAY}", re.IGNORECASE)
_TITLE = re.compile(r"Anschriften|verzeichnis", re.IGNORECASE)
_SHEET = re.compile(r"(?P<day>\d{8})$")


class Edition(NamedTuple):
    """A register as it names itself; None for the days that it does not name."""

    name: str
    as_of: date | None
    population_on: date | None


def edition_of(table: Table, mapped: Mapped, today: date) -> Edition:
    """Read the days from the records, from what stands over them, or from the sheet's name."""
    over = [cell for line in (*table.above, table.headings) for cell in line if cell]
    title = next((cell for line in table.above for cell in line if _TITLE.search(cell)), "")
    return Edition(
        shortened(title) or "eingelesenes Verzeichnis",
        _of_records(table, mapped)
        or _found(_BORDERS, over, today)
        or _of_sheet(table, today)
        or _found(_OF_THE_LIST, over, today),
        _found(_INHABITANTS, over, today),
    )


def _of_records(table: Table, mapped: Mapped) -> date | None:
    """The Gebietsstand of the first record, as the fixed format writes it: `20231130`."""
    first = mapped.values(table.rows[0]).get("as_of", "") if table.rows else ""
    try:
        return date.fromisoformat(first) if len(first) == 8 else None
    except ValueError:
        return None


def _found(pattern: re.Pattern[str], texts: Iterable[str], today: date) -> date | None:
    for text in texts:
        if found := pattern.search(text):
            return _read(found["day"], today)
    return None


def _of_sheet(table: Table, today: date) -> date | None:
    found = _SHEET.search(table.format.sheet or "")
    return _read(found["day"], today) if found else None


def _read(text: str, today: date) -> date | None:
    try:
        return parse_date(text, today)
    except InputError:
        return None
