"""Two people changed the same field: mine, theirs and the origin, side by side."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from ozg_tui.german.columns import lay_out, wrap
from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.text import clean, paragraphs
from ozg_tui.widgets.boxes import cut

_WIDEST, _FRAME = 100, 4
_LONGEST = 200
"""So many columns of a text are enough to tell it from the others."""

_KEYS = "1 meine Angaben sichern, 2 die aktuellen behalten, Esc zurück zum Formular"


class ConflictScreen(Dialog["bool | None"]):
    """Answers whether to keep mine; None goes back to the form with everything typed."""

    BINDINGS = [
        ("1", "answer(True)", "Meins"),
        ("2", "answer(False)", "Aktuell"),
        ("escape,f3,f12", "cancel", "Zurück"),
    ]

    def __init__(self, sentence: str, rows: list[tuple[str, str, str, str]]) -> None:
        super().__init__()
        self.sentence = sentence
        self.rows = rows

    def compose(self) -> ComposeResult:
        """A row for each thing that both changed."""
        yield Static(classes="dialog")

    def on_resize(self) -> None:
        """Give each column the width that the window leaves it; what is too long goes on below."""
        room = min(self.size.width, _WIDEST) - _FRAME
        rows = [tuple(cut(clean(cell), _LONGEST) for cell in row) for row in self.rows]
        lines = lay_out(rows, room, ("Feld", "Meins", "Aktuell", "Ursprung"))
        said = [*wrap(clean(self.sentence), room), "", *lines, "", *wrap(_KEYS, room)]
        self.query_one(Static).update(paragraphs("\n".join(said)))

    def action_answer(self, mine: bool) -> None:
        """Close with the choice."""
        self.dismiss(mine)

    def action_cancel(self) -> None:
        """Back to the form."""
        self.dismiss(None)
