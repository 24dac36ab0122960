"""Textual's fields: a key and a paste come here first.

Textual calls the handlers of a class and of its bases one after the other, so a public handler
would come beside the field's own and not before it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, OptionList, TextArea

from ozg_tui.text import in_one_line, pasted

if TYPE_CHECKING:
    from textual import events
    from textual.widgets.text_area import Edit, EditResult


class SeamInput(Input):
    """A field of one line that may take keys before Textual does, and all lines of a paste.

    The terminal's own cursor stands in it; nothing blinks besides.
    """

    cursor_blink = Reactive(False, init=False)

    @property
    def attention(self) -> Offset:
        """Where in the field the next letter comes."""
        return Offset(cell_len(self.value[: self.cursor_position]) - self.scroll_offset.x, 0)

    def takes_first(self, event: events.Key) -> bool:
        """Do what a key means here; whether it meant anything."""
        return False

    async def _on_key(self, event: events.Key) -> None:
        if self.takes_first(event):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        # Textual's own keeps the first line alone and does not clean.
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(in_one_line(event.text))


class SeamTextArea(TextArea, inherit_bindings=False):
    """A field of several lines that takes a paste without what a screen must not get."""

    cursor_blink = Reactive(False, init=False)

    limit = 0
    """How many characters the field takes; 0 for any number."""

    class Full(Message):
        """More was typed or pasted than the field takes."""

    def edit(self, edit: Edit) -> EditResult:
        """Take as much of what comes as there is room for."""
        if self.limit:
            replaced = len(self.get_text_range(*sorted((edit.from_location, edit.to_location))))
            room = max(0, self.limit - len(self.text) + replaced)
            if len(edit.text) > room:
                self.post_message(self.Full())
                edit = replace(edit, text=edit.text[:room])
        return super().edit(edit)

    @property
    def attention(self) -> Offset:
        """Where in the field the next letter comes."""
        return self.cursor_screen_offset - self.content_region.offset

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Show the cursor, where it is in the text.

        Textual asks for it in the middle of an undo as well: the lines are gone already, and with
        them the scroll bar, but the cursor still stands below them. It would end the program.
        """
        if self.cursor_location[0] >= self.document.line_count:
            return Offset()
        return super().scroll_cursor_visible(center, animate)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert(pasted(event.text))


class SeamOptionList(OptionList):
    """A list to choose from that tells where its highlighted option stands."""

    @property
    def attention(self) -> Offset:
        """The first line of the highlighted option."""
        if self.highlighted is None or not self.is_attached:
            return Offset(0, 0)
        return Offset(0, self._index_to_line.get(self.highlighted, 0) - self.scroll_offset.y)
