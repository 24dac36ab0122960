"""The widgets of a form: an entry for every one-line field, a text box for notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.binding import Binding
from textual.message import Message
from textual.widgets import TextArea

from ozg_tui.desk.core.values import TEXT_LENGTH
from ozg_tui.desk.entry.fields import Field, FieldKind
from ozg_tui.seams.fields import SeamTextArea
from ozg_tui.text import clean
from ozg_tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from textual import events

    from ozg_tui.desk.entry.check import Path

_UNDO_DEPTH = 200
_KEYS_OF_FORMS = frozenset({"f6", "f7", "pageup", "pagedown"})


class Entry(TextLine):
    """A one-line field. Enter and the arrow keys go on to the next one, Esc leaves the form.

    `picked` is the number of what was chosen in a field that picks records; `overtaken` whether
    others have changed what is stored.
    """

    overtaken = False

    class Left(Message):
        """The cursor leaves the field; what was typed can be written out."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    class Edited(Message):
        """The field holds something else."""

        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

    def __init__(
        self, field: Field, path: Path, text: str = "", picked: str = "", classes: str = ""
    ) -> None:
        text = clean(text)
        # A date is typed anew, a text goes on.
        super().__init__(text, select_on_focus=field.kind is not FieldKind.TEXT, classes=classes)
        self.field = field
        self.path = path
        self.picked = picked
        self._label = text if picked else ""
        self._typed = [text]
        self._taken_back: list[str] = []
        self._stepping = False

    @property
    def raw(self) -> Any:
        """What the model gets: text as typed, the code of a choice, the number of a pick."""
        if self.field.kind is FieldKind.CHOICE:
            return self.field.chosen(self.value)
        if self.field.kind is FieldKind.PICK:
            return self.picked if self.picked and self.value == self._label else self.value
        return self.value

    @property
    def typed(self) -> str:
        """The text as it stands in the field."""
        return self.value

    def take(self, value: Any, label: str) -> None:
        """Fill in what was chosen from a list."""
        self.picked, self._label = str(value), label
        self.value = label
        self.cursor_position = len(label)
        self.post_message(self.Edited(self))

    def undo(self) -> None:
        """Take the last typing back."""
        if len(self._typed) > 1:
            self._taken_back.append(self._typed.pop())
            self._step(self._typed[-1])

    def redo(self) -> None:
        """Type again what was taken back."""
        if self._taken_back:
            text = self._taken_back.pop()
            self._typed.append(text)
            self._step(text)

    def write_out_from(self, values: Any, path: Path) -> None:
        """Replace a short form by the full one, as a step that can be taken back.

        `values` is what the form holds of what is right, `path` where in it; empty for nowhere.
        """
        if self.field.kind in {FieldKind.PICK, FieldKind.TEXT} or not path:
            return
        for step in path:
            values = values[step] if isinstance(step, int) else getattr(values, step)
        text = self.field.text(values)
        if text and text != self.value:
            self.value = text

    def watch_value(self, value: str) -> None:
        """Remember for taking back, and tell the form in the key's own turn."""
        if not self.is_mounted:
            return
        if not self._stepping and value != self._typed[-1]:
            self._typed = [*self._typed[-_UNDO_DEPTH:], value]
            self._taken_back.clear()
        self.post_message(self.Edited(self))

    def takes_first(self, event: events.Key) -> bool:
        """Up and down go from field to field, before the sheet scrolls with them."""
        if event.key not in {"up", "down"}:
            return False
        if event.key == "down":
            self.screen.focus_next()
        else:
            self.screen.focus_previous()
        return True

    def on_blur(self) -> None:
        """Tell the form, and show the beginning of what is too long."""
        self.scroll_to(x=0, animate=False, force=True)
        self.post_message(self.Left(self))

    def _step(self, text: str) -> None:
        self._stepping = True
        self.value = text
        self._stepping = False
        self.cursor_position = len(text)


class Gate(Entry):
    """Stands for rows that nobody has filled in yet: `ja` opens them, everything else passes by.

    `key` is the section of the rows, or their field; `opens` where the cursor goes then.
    """

    def __init__(self, label: str, key: str, opens: Path) -> None:
        field = Field(
            name=key,
            label=label,
            kind=FieldKind.CHOICE,
            required=False,
            choices=((True, "ja"), (False, "nein")),
            help="ja öffnet die Zeilen. Wer nichts einträgt, geht mit Enter weiter.",
        )
        super().__init__(field, (opens[0], -1, key))
        self.placeholder = "j und Enter öffnen die Zeilen"
        self.key = key
        self.opens = opens

    @property
    def is_asked(self) -> bool:
        """Whether the rows are to be shown."""
        return self.raw is True


class NoteBox(SeamTextArea, inherit_bindings=False):
    """A field of several lines. Tab leaves it, Enter breaks the line."""

    overtaken = False
    limit = TEXT_LENGTH

    # These mean the same here as everywhere else.
    BINDINGS = [
        binding
        for binding in TextArea.BINDINGS
        if isinstance(binding, Binding) and not _KEYS_OF_FORMS & set(binding.key.split(","))
    ]

    def __init__(self, field: Field, path: Path, text: str = "") -> None:
        super().__init__(
            clean(text, multiline=True), compact=True, tab_behavior="focus", soft_wrap=True
        )
        self.field = field
        self.path = path

    @property
    def raw(self) -> str:
        """What the model gets."""
        return self.text

    @property
    def typed(self) -> str:
        """The text as typed."""
        return self.text


Control = Entry | NoteBox
