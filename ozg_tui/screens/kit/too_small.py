"""Shown while the window is too small to work in."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.text import paragraphs


class TooSmallScreen(Dialog[None]):
    """Covers the program; what was typed is still there when the window grows."""

    def __init__(self, minimum: tuple[int, int]) -> None:
        super().__init__()
        self.minimum = minimum

    def compose(self) -> ComposeResult:
        """One sentence."""
        columns, rows = self.minimum
        yield Static(
            paragraphs(
                f"Das Fenster ist zu klein.\nBitte auf mindestens {columns} Spalten und {rows} "
                "Zeilen vergrößern. Alle Eingaben bleiben erhalten."
            )
        )
