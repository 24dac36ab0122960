"""The filled-in sheet: all controls of a form, what they hold, and where errors are shown."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual.containers import VerticalScroll
from textual.widgets import Button, Static

from ozg_tui.desk.entry.fields import Field, FieldKind
from ozg_tui.forms.entry import Control, Entry, NoteBox
from ozg_tui.forms.lines import ErrorPlace, FieldLine, mark_of
from ozg_tui.forms.rows import Cell, Rows, RowSection
from ozg_tui.text import clean, content
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from ozg_tui.desk.entry.check import Path

SAVE_LABEL = "Sichern (F8)"


class Sheet(VerticalScroll, can_focus=False, inherit_bindings=False):
    """All fields of a form below each other.

    `texts` are the texts to begin with: by field name, for rows a list of such mappings; what
    picks a record is a pair of number and label. Rows that are folded show a gate until something
    stands in them or their key is among the `opened`. A sheet that `saves` ends with a button.
    `grey` are texts that stand in empty fields without being typed, by field name.
    """

    def __init__(
        self,
        fields: tuple[Field, ...],
        texts: Mapping[str, Any],
        opened: Collection[str] = (),
        *,
        saves: bool = True,
        grey: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        super().__init__()
        self._grey = grey
        self.fields = fields
        self.controls: list[Control] = []
        self.rows: dict[str, Rows] = {}
        self._texts = texts
        self._opened = opened
        self._titles: dict[RowSection, Static] = {}
        self._places: list[ErrorPlace] = []
        button = Button(content(SAVE_LABEL), id="save", compact=True)
        self._last = (button,) if saves else ()

    def compose(self) -> ComposeResult:
        """A line for each field, and the button that saves if there is one."""
        for field, *beside in _lines(self.fields):
            parts: list[Widget] = []
            if field.above:
                rows = next((each for each in self.rows.values() if each.has(field.above)), None)
                parts += self._section(rows, field.above, field.above) if rows else [_title(field)]
            if field.kind is FieldKind.ROWS:
                texts = self._texts.get(field.name) or [{}] * (1 if field.folded else 2)
                self.rows[field.name] = Rows(field, texts, self._opened)
                parts += self._section(self.rows[field.name], "", field.label)
            else:
                controls = [self._control(each) for each in (field, *beside)]
                self.controls += controls
                parts.append(FieldLine(*controls))
            yield from parts
            paths = [(each.name,) for each in (field, *beside)]
            self._tell_below(parts[-1], *paths)
        # What is about all of them stands at the end.
        self._places.append(ErrorPlace(self._places[-1], ()))
        yield from self._last

    @property
    def focus_chain(self) -> list[Widget]:
        """Where the cursor goes, in this order."""
        return [*self.controls, *self._last]

    def on_entry_edited(self, message: Entry.Edited) -> None:
        """A row is called the same in all its sections."""
        path = message.entry.path
        if len(path) == 1 or message.entry is not self.rows[str(path[0])].cells[int(path[1])][0]:
            return
        for section in self._titles:
            if section.rows.field.name == path[0]:
                section.name_row(int(path[1]), message.entry.typed)

    def shown(self, path: Path) -> Path:
        """Where on the sheet stands what the model has at this path; blank rows are not in it."""
        if len(path) < 2 or path[0] not in self.rows:
            return path
        filled = self.rows[str(path[0])].filled()
        return (path[0], filled[int(path[1])], *path[2:])

    def held(self, path: Path) -> Path:
        """Where the model has what stands on the sheet at this path."""
        if len(path) == 1:
            return path
        filled = self.rows[str(path[0])].filled()
        return (path[0], filled.index(int(path[1])), *path[2:]) if path[1] in filled else ()

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
            name: [{cell.field.name: _typed(cell) for cell in row} for row in rows.cells]
            # Folded rows that nobody opened are no rows: a colleague may have added some.
            if rows.filled() or not rows.field.folded
            else []
            for name, rows in self.rows.items()
        }
        for control in self.controls:
            if len(control.path) == 1:
                found[control.field.name] = _typed(control)
        return found

    def show_errors(
        self, errors: Mapping[Path, str], remarks: Mapping[Path, str] = MappingProxyType({})
    ) -> None:
        """Write each sentence below its field; remarks only where nothing is wrong."""
        for place in self._places:
            own = [sentence for path, sentence in errors.items() if place.is_about(path)]
            said = [sentence for path, sentence in remarks.items() if place.is_about(path)]
            place.tell(" ".join(own or said), is_wrong=bool(own))

    def mark(self, fields: Collection[str], rows: Collection[tuple[str, str]]) -> None:
        """Mark what others have changed: fields, and rows by their field and what they show first.

        Rows that came are marked at the title above.
        """
        folded = {name for name, _ in rows}
        for control in self.controls:
            is_gate = len(control.path) > 1 and control.path[1] == -1
            name = str(control.path[0])
            wanted = name in fields or (is_gate and name in folded)
            if (len(control.path) == 1 or is_gate) and control.overtaken != wanted:
                control.overtaken = wanted
                assert isinstance(control.parent, FieldLine)
                control.parent.refresh()
        for section, title in self._titles.items():
            name = section.rows.field.name
            section.mark({row for of, row in rows if of == name})
            mark = mark_of(name in fields and not section.section)
            write(title, f"{mark}{section.section or section.rows.field.label}")

    def first_control(self, path: Path = ()) -> Control:
        """The first control below a path; without a path the first one that is empty."""
        if path:
            return next(each for each in self.controls if each.path[: len(path)] == path)
        return next((each for each in self.controls if not each.typed), self.controls[0])

    def next_part(self, control: Control, direction: int) -> Control:
        """Where the next part of the form begins, a section of rows or the fields between two; with
        -1 this one, or from its beginning the one before."""
        starts = [next(part) for _, part in groupby(self.controls, _part)]
        place = self.controls.index(control)
        before = [each for each in starts if self.controls.index(each) < place]
        after = [each for each in starts if self.controls.index(each) > place]
        if direction < 0:
            return before[-1] if before else self.controls[0]
        return after[0] if after else self.controls[-1]

    def first_with_error(self, errors: Iterable[Path]) -> Control | None:
        """The first control in the form's order that an error is about."""
        paths = [path for path in errors if path]
        for control in self.controls:
            if any(control.path[: len(path)] == path for path in paths):
                return control
        return None

    def with_row_added(self, path: Path = ()) -> tuple[str, dict[str, Any]]:
        """The texts with an empty row more, where the path leads or in the first field of rows."""
        name, texts = str(path[0]) if len(path) > 1 else next(iter(self.rows)), self.texts()
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

    def _control(self, field: Field) -> Control:
        text, path = self._texts.get(field.name, ""), (field.name,)
        control: Control
        if field.kind is FieldKind.MULTILINE:
            control = NoteBox(field, path, str(text))
        elif isinstance(text, list | tuple):
            picked, label = text
            control = Entry(field, path, label, str(picked))
        else:
            control = Entry(field, path, str(text))
        control.placeholder = clean(self._grey.get(field.name, ""))
        return control

    def _section(self, rows: Rows, section: str, title: str) -> list[Widget]:
        """A section of rows, or the gate to it."""
        if gate := rows.gate(section, title):
            self.controls.append(gate)
            return [FieldLine(gate)]
        self.controls += rows.entries(section)
        shown = RowSection(rows, section)
        self._titles[shown] = Static(content(f" {title}"), classes="label section")
        self._places += shown.places
        return [self._titles[shown], shown]

    def _tell_below(self, widget: Widget, *paths: Path) -> None:
        """Tell what is wrong at these paths below a widget, one below the other."""
        below: Widget | ErrorPlace = widget
        for path in paths:
            below = ErrorPlace(below, path)
            self._places.append(below)

    def _filled(self, field: Field) -> Iterator[list[Cell]]:
        rows = self.rows[field.name]
        for index in rows.filled():
            yield rows.cells[index]


def _lines(fields: Iterable[Field]) -> list[list[Field]]:
    """The fields line by line."""
    lines: list[list[Field]] = []
    for field in fields:
        if field.beside and lines:
            lines[-1].append(field)
        else:
            lines.append([field])
    return lines


def _part(control: Control) -> tuple[object, ...]:
    return (control.path[0], control.field.section) if len(control.path) > 1 else ()


def _filled_in(controls: Iterable[Control | Cell]) -> dict[str, Any]:
    """What the controls hold; a field left empty is left out, so that its default holds."""
    return {
        each.field.name: each.raw for each in controls if each.field.required or each.typed.strip()
    }


def _typed(control: Control | Cell) -> Any:
    if isinstance(control, Entry) and control.field.kind is FieldKind.PICK:
        return control.value if control.raw == control.value else [control.picked, control.value]
    return control.typed


def _title(field: Field) -> Static:
    """What stands above a field where a part of the form begins that has no rows."""
    return Static(content(f" {field.above}"), classes="label section")
