"""The lines of a form: labels with their entries, rows, titles, and the sentences below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import zip_longest
from typing import TYPE_CHECKING

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Static

from ozg_tui.german.columns import width, wrap
from ozg_tui.text import clean, content

if TYPE_CHECKING:
    from textual.content import Content
    from textual.geometry import Size

    from ozg_tui.desk.entry.check import Path
    from ozg_tui.forms.entry import Control, Entry


class FieldLine(Horizontal):
    """A label and its entry; the next field may stand beside them.

    Labels are drawn, not mounted: the time to open a form goes by the number of its widgets.
    """

    def __init__(self, *controls: Control) -> None:
        super().__init__(*controls)
        self.controls = controls

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the highest control, or a label that does not fit into one line."""
        height = super().get_content_height(container, viewport, width)
        return max(height, *(len(_label(each)) for each in self.controls))

    def render(self) -> Content:
        """The labels, each in the room that its control leaves free."""
        labels = [_label(each) for each in self.controls]
        starts = [each.virtual_region.x - each.styles.margin.left for each in self.controls]
        return content("\n".join(map(partial(_row, starts), zip_longest(*labels, fillvalue=""))))


def _label(control: Control) -> list[str]:
    """The lines of a label; a required field is marked with a star, an overtaken one before it."""
    star = " *" if control.field.required else ""
    room = control.styles.margin.left - 1
    first, *more = wrap(f"{clean(control.field.label)}{star}", max(room, 1))
    return [f"{mark_of(control.overtaken)}{first}", *(f" {line}" for line in more)]


def mark_of(overtaken: bool) -> str:
    """What stands before something that others have changed since the form was opened."""
    return "~" if overtaken else " "


def _row(starts: Sequence[int], texts: Iterable[str]) -> str:
    """Texts in one line, each where it starts."""
    line = ""
    for start, text in zip(starts, texts, strict=True):
        line += " " * (start - width(line)) + text
    return line


class ErrorLine(Static):
    """The sentence below a field; takes no space while there is none."""

    def __init__(self, path: Path) -> None:
        super().__init__("", classes="error")
        self.path = path
        self.sentence = ""

    def tell(self, sentence: str, *, is_wrong: bool = True) -> None:
        """Show the sentence, or nothing; what is not wrong is only remarked."""
        shown = f"{'!' if is_wrong else '?'} {sentence}" if sentence else ""
        if shown != self.sentence:
            self.sentence = shown
            self.set_class(not is_wrong, "-remark")
            self.update(content(shown))
            self.display = bool(shown)


class ErrorPlace:
    """Where the sentence about a field is told: below a widget, or below the place before.

    Its line is mounted with the first sentence. Below a row it is about the columns above it, and
    about the row as a whole where they name it.
    """

    def __init__(
        self, below: Widget | ErrorPlace, path: Path, columns: frozenset[str] = frozenset()
    ) -> None:
        self._below = below
        self.path = path
        self.columns = columns
        self._line: ErrorLine | None = None

    def is_about(self, path: Path) -> bool:
        """Whether what stands at this path is told here."""
        if len(self.path) > 1:
            return path[:2] == self.path and (len(path) < 3 or path[2] in self.columns)
        return path[:1] == self.path and len(path) < 2

    def tell(self, sentence: str, *, is_wrong: bool = True) -> None:
        """Show the sentence, or nothing."""
        if self._line is None:
            if not sentence:
                return
            self._line = ErrorLine(self.path)
            above = self.above
            assert isinstance(above.parent, Widget)
            above.parent.mount(self._line, after=above)
        self._line.tell(sentence, is_wrong=is_wrong)

    @property
    def above(self) -> Widget:
        """The widget above the line."""
        if isinstance(self._below, Widget):
            return self._below
        return self._below._line or self._below.above


class RowLine(Horizontal):
    """Several entries side by side: one row of a list inside the form, its number drawn before."""

    def __init__(self, index: int, entries: list[Entry], name: Static | None = None) -> None:
        shown = [*([] if name is None else [name]), *entries]
        shown[0].add_class("-first")
        super().__init__(*shown)
        self.index = index
        self.entries = entries
        self.overtaken = False

    def mark(self, *, overtaken: bool) -> None:
        """Tell whether others have changed the row."""
        if overtaken != self.overtaken:
            self.overtaken = overtaken
            self.refresh()

    def render(self) -> Content:
        """The number of the row."""
        return content(f"{mark_of(self.overtaken)}{self.index + 1:>2} ")


class RowTitles(Widget):
    """The titles above rows, each where its column is in the row below."""

    def __init__(self, first: RowLine) -> None:
        super().__init__()
        self._first = first

    def render(self) -> Content:
        """One title beside the other, as much of each as has room."""
        entries = self._first.entries
        return content(
            _row(
                [each.virtual_region.x for each in entries],
                [wrap(clean(each.field.label), each.size.width or 1)[0] for each in entries],
            )
        )
