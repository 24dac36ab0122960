"""Text to read: reasons, rules, sources."""

from __future__ import annotations

import re

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ozg_tui.german.columns import beside
from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.text import clean, content, paragraphs

_LABELLED = re.compile(r" *(\S+ )*\S+ {2,}(?=\S)")
"""A label with the blanks that bring it to its column."""


def hanging(text: str, width: int) -> str:
    """Break lines so that what goes on stands below its beginning, not below the label."""
    broken: list[str] = []
    for line in text.splitlines():
        label = _LABELLED.match(line)
        indent = label.end() if label else len(line) - len(line.lstrip())
        indent = indent if indent <= width // 2 else 0
        broken += beside(line[:indent].rstrip(), line[indent:], indent, width)
    return "\n".join(broken)


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
            yield Static(paragraphs(self.text), id="text")

    def on_mount(self) -> None:
        """Let the arrow keys scroll."""
        self.query_one(VerticalScroll).focus()

    def on_resize(self) -> None:
        """Break the text anew."""
        frame = self.query_one(VerticalScroll)
        width = frame.content_size.width - frame.styles.scrollbar_size_vertical
        if width > 0:
            text = hanging(clean(self.text, multiline=True), width)
            self.query_one("#text", Static).update(paragraphs(text))

    def action_close(self) -> None:
        """Back to where the question came from."""
        self.dismiss(None)
