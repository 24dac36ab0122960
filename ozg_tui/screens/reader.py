"""Text to read: reasons, rules, sources."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ozg_tui.screens.dialog import Dialog
from ozg_tui.text import content, paragraphs


class ReaderScreen(Dialog[None]):
    """Shows a text until Esc; the arrow keys scroll."""

    BINDINGS = [
        ("escape,f3,f7,f12,enter", "close", "Schließen"),
    ]

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self.heading = title
        self.text = text

    def compose(self) -> ComposeResult:
        """Title and text."""
        with VerticalScroll(classes="dialog wide"):
            yield Static(content(self.heading), classes="heading")
            yield Static(paragraphs(self.text))

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Back to where the question came from."""
        self.dismiss(None)
