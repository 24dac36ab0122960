"""Waits for the letter of a section."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.widgets import Static

from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.text import paragraphs

if TYPE_CHECKING:
    from textual import events

    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host


class GoScreen(Dialog["Resource | None"]):
    """Shows the letters; any other key goes nowhere."""

    def __init__(self, sections: tuple[Resource, ...]) -> None:
        super().__init__()
        self.sections = {section.letter: section for section in sections}

    def compose(self) -> ComposeResult:
        """A line for each section."""
        lines = [f"{letter}  {section.title}" for letter, section in self.sections.items()]
        yield Static(paragraphs("\n".join(["Gehe zu …", *lines])), classes="dialog")

    def on_key(self, event: events.Key) -> None:
        """Close with the section of the letter, if there is one."""
        event.stop()
        section = self.sections.get(event.character or "")
        self.dismiss(section)
        if section is None and event.is_printable:
            sentence = f"»{event.character}« führt in keinen Bereich. g zeigt, welche es gibt."
            self.app.call_later(cast("Host", self.app).say, sentence)
