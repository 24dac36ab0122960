"""Which column holds what: headings of other programs to fields of the desk, by words as data."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from db.fold import words
from ozg_tui.desk.exchange.reading.table import Row, Table
from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

_LEFT_OUT = "left_out"
_NUMBER = re.compile(r"\d+")
_BETWEEN = "\n"


class Synonyms(NamedTuple):
    """The folded headings of a kind of content, and those that are left out on purpose."""

    fields: Mapping[str, str]
    left_out: frozenset[str]

    def field_of(self, heading: str) -> str | None:
        """The field that a heading means; numbers in it count several columns of one field."""
        return self.fields.get(_folded(heading))

    def knows(self, heading: str) -> bool:
        """Whether some program writes this heading."""
        return self.field_of(heading) is not None or _folded(heading) in self.left_out


class Mapped(NamedTuple):
    """Where the fields of a table stand: by field the places of its columns, in their order."""

    headings: tuple[str, ...]
    places: Mapping[str, tuple[int, ...]]

    @property
    def mapped(self) -> dict[str, str]:
        """The field of each heading that is taken, by heading."""
        by_place = {at: field for field, places in self.places.items() for at in places}
        return {self.headings[at]: by_place[at] for at in sorted(by_place)}

    def unmapped(self, rows: Sequence[Row]) -> tuple[str, ...]:
        """The headings of columns that hold something and are taken for nothing."""
        taken = {at for places in self.places.values() for at in places}
        return tuple(
            heading
            for at, heading in enumerate(self.headings)
            if at not in taken and any(_cell(row, at) for row in rows)
        )

    def values(self, row: Row) -> dict[str, str]:
        """The texts of a row by field; several columns of one field are lines of one text."""
        found: dict[str, str] = {}
        for field, places in self.places.items():
            texts = dict.fromkeys(text for at in places if (text := _cell(row, at)))
            if texts:
                found[field] = _BETWEEN.join(texts)
        return found

    def heading_of(self, field: str, row: Row) -> str:
        """The heading of the column in which a row holds something of a field."""
        places = self.places.get(field, ())
        at = next((at for at in places if _cell(row, at)), places[0] if places else None)
        return "" if at is None else self.headings[at]


def synonyms(kind: str) -> Synonyms:
    """The headings of a kind of content: `contacts`."""
    return _all()[kind]


def map_columns(table: Table, known: Synonyms, said: Mapping[str, str]) -> Mapped:
    """Find the fields of a table's columns; `said` are fields by heading that a person chose.

    Raises `InputError` where a person chose a heading or a field that does not exist.
    """
    unknown = [heading for heading in said if heading not in table.headings]
    if unknown:
        raise InputError(f"Eine Spalte »{clean(unknown[0])}« gibt es in der Datei nicht.")
    fields = frozenset(known.fields.values())
    for field in said.values():
        if field and field not in fields:
            listed = ", ".join(sorted(fields))
            raise InputError(f"Ein Feld »{clean(field)}« gibt es nicht. Möglich sind {listed}.")
    places: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for at, heading in enumerate(table.headings):
        chosen = said.get(heading, known.field_of(heading))
        if chosen:
            places[chosen] += (at,)
    return Mapped(table.headings, dict(places))


def _cell(row: Row, at: int) -> str:
    return row.cells[at] if at < len(row.cells) else ""


@cache
def _all() -> Mapping[str, Synonyms]:
    text = files("ozg_tui.desk.exchange").joinpath("headings.toml").read_text(encoding="utf-8")
    found = {}
    for kind, fields in tomllib.loads(text).items():
        left_out = fields.pop(_LEFT_OUT, {})
        found[kind] = Synonyms(
            # Our own JSON has the codes of the fields.
            {_folded(field): field for field in fields}
            | {_folded(each): field for field, headings in fields.items() for each in headings},
            frozenset(_folded(each) for headings in left_out.values() for each in headings),
        )
    return found


def _folded(heading: str) -> str:
    return _NUMBER.sub("", "".join(words(heading)))
