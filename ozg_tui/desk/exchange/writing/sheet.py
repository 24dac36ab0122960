"""What goes out: a list with typed columns, whatever the format of the file will be."""

from collections.abc import Iterable
from datetime import date, time
from enum import StrEnum
from typing import NamedTuple

from ozg_tui.rules.dates import format_date
from ozg_tui.rules.money import format_cents

Cell = str | int | bool | date | time | None


class Holds(StrEnum):
    """What a column holds; a spreadsheet gets numbers and days as such, everything else as text."""

    TEXT = "text"
    PHONE = "phone"
    NUMBER = "number"
    AMOUNT = "amount"
    DAY = "day"


class Column(NamedTuple):
    """A column: its code for JSON, its German heading; amounts are whole cents."""

    code: str
    heading: str
    holds: Holds = Holds.TEXT


class Sheet(NamedTuple):
    """A list as it goes out; `about` is said by JSON, Markdown and XLSX; rows are read once."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
    about: tuple[tuple[str, str], ...] = ()


def written(cell: Cell) -> str:
    """A cell as a person would write it."""
    match cell:
        case None:
            return ""
        case bool():
            return "ja" if cell else "nein"
        case date():
            return format_date(cell)
        case time():
            return f"{cell:%H:%M}"
    return str(cell)


def as_text(cell: Cell, holds: Holds) -> str:
    """A cell of a column as text."""
    if isinstance(cell, str):
        return cell
    if holds is Holds.AMOUNT and isinstance(cell, int):
        return format_cents(cell).removesuffix("EUR").strip()
    return written(cell)
