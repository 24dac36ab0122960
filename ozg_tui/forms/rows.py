"""Rows inside a form: their cells, the sections that show some columns of them, what is folded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.containers import Vertical
from textual.widgets import Static

from ozg_tui.desk.entry.fields import Field, FieldKind, fields_of
from ozg_tui.forms.entry import Entry, Gate
from ozg_tui.forms.lines import ErrorPlace, RowLine, RowTitles
from ozg_tui.text import content

if TYPE_CHECKING:
    from ozg_tui.desk.entry.check import Path


class Blank(NamedTuple):
    """A cell of a section that is folded: nothing stands there but the `nein` of every record."""

    field: Field
    path: Path
    typed: str

    @property
    def raw(self) -> Any:
        """What the model gets."""
        return self.field.chosen(self.typed)


Cell = Entry | Blank


class Rows:
    """The rows of one field: all cells of each row, whichever section they stand in.

    A section is folded until something stands in it or its key is among the `opened`; the section
    of columns without a title only where the field says so.
    """

    def __init__(
        self, field: Field, texts: Sequence[Mapping[str, Any]], opened: Collection[str]
    ) -> None:
        assert field.row_model is not None
        self.field = field
        self.columns = fields_of(field.row_model)
        self._folded = {
            section
            for section in {column.section for column in self.columns}
            if (key := self.key(section)) and key not in opened and self._says(texts, section) == ""
        }
        self.cells: list[list[Cell]] = [
            [self._cell(column, index, row.get(column.name, "")) for column in self.columns]
            for index, row in enumerate(texts)
        ]

    def has(self, section: str) -> bool:
        """Whether some columns stand in this section."""
        return any(column.section == section for column in self.columns)

    def key(self, section: str) -> str:
        """Under what a section opens; empty for one that is always open."""
        return section or (self.field.name if self.field.folded else "")

    def filled(self) -> list[int]:
        """The places of the rows in which something is typed: what the model gets, in order."""
        return [
            index for index, row in enumerate(self.cells) if any(cell.typed.strip() for cell in row)
        ]

    def entries(self, section: str) -> Iterator[Entry]:
        """What can be typed into in a section, row by row."""
        for row in self.cells:
            yield from self.row(row, section)

    def row(self, cells: Sequence[Cell], section: str) -> list[Entry]:
        """The entries of one row in a section."""
        return [cell for cell in cells if isinstance(cell, Entry) and cell.field.section == section]

    def gate(self, section: str, title: str) -> Gate | None:
        """What stands for a folded section; None for one that is open."""
        if section not in self._folded:
            return None
        first = next(column.name for column in self.columns if column.section == section)
        return Gate(title, self.key(section), (self.field.name, 0, first))

    def _says(self, texts: Sequence[Mapping[str, Any]], section: str) -> str:
        """What stands in a section beyond the `nein` that every record has."""
        return "".join(
            str(text)
            for row in texts
            for column in self.columns
            if column.section == section
            and (text := row.get(column.name, ""))
            and column.chosen(text if isinstance(text, str) else "") is not False
        )

    def _cell(self, column: Field, index: int, text: Any) -> Cell:
        path: Path = (self.field.name, index, column.name)
        if column.section in self._folded:
            return Blank(column, path, str(text))
        picked, label = text if isinstance(text, list | tuple) else ("", text)
        return Entry(column, path, str(label), str(picked), _classes(column))


def _classes(column: Field) -> str:
    """How wide a column is: by its kind, and those of ja and nein are narrow."""
    is_flag = {code for code, _ in column.choices} == {True, False}
    return f"cell {'-flag' if is_flag else f'-{column.kind}'}"


class RowSection(Vertical):
    """Some columns of rows with their titles above; the first section is where rows are named."""

    def __init__(self, rows: Rows, section: str) -> None:
        self.rows = rows
        self.section = section
        self._labels: list[Static] = []
        columns = [each for each in rows.columns if each.section == section]
        names = frozenset(column.name for column in columns)
        self.lines = [
            RowLine(index, rows.row(cells, section), self._called(cells[0].typed))
            for index, cells in enumerate(rows.cells)
        ]
        self.places = [
            ErrorPlace(line, (rows.field.name, index), names)
            for index, line in enumerate(self.lines)
        ]
        # Where no record is picked, the text has the room.
        plain = all(each.kind is not FieldKind.PICK for each in columns)
        super().__init__(RowTitles(self.lines[0]), *self.lines, classes="-plain" if plain else None)

    def mark(self, names: Collection[str]) -> None:
        """Mark the rows of these names as changed by others."""
        for line, cells in zip(self.lines, self.rows.cells, strict=True):
            line.mark(overtaken=cells[0].typed in names)

    def name_row(self, index: int, name: str) -> None:
        """Show how the row is called in the first section."""
        if self._labels:
            self._labels[index].update(content(name))

    def _called(self, name: str) -> Static | None:
        if not self.section:
            return None
        self._labels.append(Static(content(name), classes="row-name"))
        return self._labels[-1]
