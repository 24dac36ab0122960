"""The one search over everything: as START, and over whatever screen is in front."""

from __future__ import annotations

from ozg_tui.resources.catalogue import START
from ozg_tui.screens.kit.list import ListScreen


class EverythingScreen(ListScreen):
    """Searches in all kinds of record; F2 leads back into its own box."""

    LABEL = " Suche: "
    PLACEHOLDER = "Name, Ort, Schlüssel, Telefon, E-Mail, Nummer"

    def action_search(self) -> None:
        """Go into the box that is here already."""
        self.action_narrow()


class SearchScreen(EverythingScreen):
    """The search over another screen, to which Esc leads back."""

    def __init__(self, text: str = "") -> None:
        super().__init__(START, is_overlay=True)
        self._first_text = text

    def caption(self) -> str:
        """START is another screen, with the day on it."""
        return "SUCHE IN ALLEM"

    def on_mount(self) -> None:
        """Begin with the text that a list has not found."""
        if self._first_text:
            self.look_for(self._first_text)
