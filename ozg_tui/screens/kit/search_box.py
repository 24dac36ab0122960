"""The box above a list or a matrix that narrows it with every letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from textual import events


class Searched:
    """A screen with a search box."""

    def search(self, text: str) -> None:
        """Show what the text finds."""
        raise NotImplementedError

    def steer(self, key: str) -> bool:
        """Do what a key in the box asks of what is shown; answers whether it was one."""
        raise NotImplementedError


class SearchBox(TextLine):
    """Searches in the key's own turn; keys that move the list go on to it."""

    def watch_value(self, value: str) -> None:
        """Tell the screen before the frame is drawn, not one frame later."""
        if isinstance(self.screen, Searched):
            self.screen.search(value)

    def takes_first(self, event: events.Key) -> bool:
        """Keys that move the list go on to it."""
        return isinstance(self.screen, Searched) and self.screen.steer(event.key)
