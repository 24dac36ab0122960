"""The filled-in sheet: all controls of a form, what they hold, and where errors are shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from textual.containers import Vertical, VerticalScroll
from textual.widgets import Button, Static

from ozg_tui.forms.entry import Control, Entry, ErrorLine, FieldLine, NoteBox, RowLine
from ozg_tui.forms.fields import Field, FieldKind, fields_of
from ozg_tui.text import content

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ozg_tui.forms.check import Path

SAVE_LABEL = "Sichern (F8)"


class Rows(Vertical):
    """The rows of one field, with their titles above."""

    def __init__(self, field: Field, rows: list[list[Entry]]) -> None:
        super().__init__()
        self.field = field
        self.rows = rows

    def compose(self) -> ComposeResult:
        """Titles, then a line for each row."""
        assert self.field.row_model is not None
        with FieldTitles():
            yield Static("", classes="row-number")
            for column in fields_of(self.field.row_model):
                yield Static(content(column.label), classes=f"cell -{column.kind}")
        for index, entries in enumerate(self.rows):
            yield RowLine(index, entries)
            yield ErrorLine((self.field.name, index))


class FieldTitles(RowLine):
    """The titles above rows."""

    def __init__(self) -> None:
        super().__init__(0, [])

    def compose(self) -> ComposeResult:
        """Only what is given."""
        yield from ()


class Sheet(VerticalScroll, can_focus=False):
    """All fields of a form below each other.

    `texts` are the texts to begin with: by field name, for rows a list of such mappings; what
    picks a record is a pair of number and label.
    """

    def __init__(self, fields: tuple[Field, ...], texts: Mapping[str, Any]) -> None:
        super().__init__()
        self.fields = fields
        self.controls: list[Control] = []
        self.rows: dict[str, Rows] = {}
        self._texts = texts

    def compose(self) -> ComposeResult:
        """A line for each field, and the button that saves."""
        for field in self.fields:
            if field.kind is FieldKind.ROWS:
                yield Static(content(f" {field.label}"), classes="label")
                yield self._rows(field, self._texts.get(field.name, [{}, {}]))
            else:
                control = _control(field, (field.name,), self._texts.get(field.name, ""))
                self.controls.append(control)
                yield FieldLine(control)
            yield ErrorLine((field.name,))
        yield ErrorLine(())
        yield Button(content(SAVE_LABEL), id="save", compact=True)

    def raw(self) -> dict[str, Any]:
        """What the model gets, by field name."""
        found: dict[str, Any] = {}
        for field in self.fields:
            if field.kind is FieldKind.ROWS:
                found[field.name] = [_filled_in(row) for row in self._filled(field)]
        return found | _filled_in(each for each in self.controls if len(each.path) == 1)

    def texts(self) -> dict[str, Any]:
        """What is typed, in the shape that a new sheet begins with."""
        found: dict[str, Any] = {
            name: [{entry.field.name: _typed(entry) for entry in row} for row in rows.rows]
            for name, rows in self.rows.items()
        }
        for control in self.controls:
            if len(control.path) == 1:
                found[control.field.name] = _typed(control)
        return found

    def show_errors(self, errors: Mapping[Path, str]) -> None:
        """Write each sentence below its field."""
        for line in self.query(ErrorLine):
            own = [sentence for path, sentence in errors.items() if _belongs(path, line.path)]
            line.tell(" ".join(own))

    def first_control(self, path: Path = ()) -> Control:
        """The first control below a path; without a path the first one that is empty."""
        if path:
            return next(each for each in self.controls if each.path[: len(path)] == path)
        return next((each for each in self.controls if not each.typed), self.controls[0])

    def first_with_error(self, errors: Iterable[Path]) -> Control | None:
        """The first control in the form's order that an error is about."""
        paths = [path for path in errors if path]
        for control in self.controls:
            if any(control.path[: len(path)] == path for path in paths):
                return control
        return None

    def with_row_added(self) -> tuple[str, dict[str, Any]]:
        """The texts with an empty row at the end of the first field that has rows."""
        name, texts = next(iter(self.rows)), self.texts()
        texts[name].append({})
        return name, texts

    def without_row(self, path: Path) -> dict[str, Any]:
        """The texts without the row of this path; the last row is emptied instead."""
        texts = self.texts()
        rows = texts[str(path[0])]
        del rows[int(path[1])]
        if not rows:
            rows.append({})
        return texts

    def _rows(self, field: Field, texts: Iterable[Mapping[str, Any]]) -> Rows:
        assert field.row_model is not None
        columns = fields_of(field.row_model)
        rows: list[list[Entry]] = []
        for index, row in enumerate(texts):
            entries = []
            for column in columns:
                entry = _control(column, (field.name, index, column.name), row.get(column.name, ""))
                assert isinstance(entry, Entry)
                entry.add_class("cell", f"-{column.kind}")
                entries.append(entry)
            rows.append(entries)
            self.controls += entries
        self.rows[field.name] = Rows(field, rows)
        return self.rows[field.name]

    def _filled(self, field: Field) -> Iterator[list[Entry]]:
        for row in self.rows[field.name].rows:
            if any(entry.typed.strip() for entry in row):
                yield row


def _filled_in(controls: Iterable[Control]) -> dict[str, Any]:
    """What the controls hold; a field left empty is left out, so that its default holds."""
    return {
        each.field.name: each.raw for each in controls if each.field.required or each.typed.strip()
    }


def _control(field: Field, path: Path, text: Any) -> Control:
    if field.kind is FieldKind.MULTILINE:
        return NoteBox(field, path, str(text))
    if isinstance(text, list | tuple):
        picked, label = text
        return Entry(field, path, label, str(picked))
    return Entry(field, path, str(text))


def _typed(control: Control) -> Any:
    if isinstance(control, NoteBox):
        return control.text
    if control.field.kind is FieldKind.PICK and control.raw != control.value:
        return [control.picked, control.value]
    return control.value


def _belongs(path: Path, line: Path) -> bool:
    return path[:2] == line if len(line) > 1 else path[:1] == line and len(path) < 2
