"""A question that is answered with yes or no; no is what Enter and Esc mean."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.text import content


class QuestionScreen(Dialog[bool]):
    """Asks one question."""

    BINDINGS = [
        ("j", "answer(True)", "Ja"),
        ("n,enter,escape,f3,f12", "answer(False)", "Nein"),
    ]

    def __init__(self, question: str) -> None:
        super().__init__()
        self.question = question

    def compose(self) -> ComposeResult:
        """The question with its keys."""
        yield Static(content(f" {self.question}  (j/N) "), classes="dialog")

    def action_answer(self, yes: bool) -> None:
        """Close with the answer."""
        self.dismiss(yes)
