"""Writes into a widget of lines without laying the whole screen out anew each time."""

from textual.content import Content
from textual.widgets import Static

from ozg_tui.text import content


def write(lines: Static, text: str, style: str = "") -> None:
    """Show a text; only when it takes another number of rows is the screen laid out anew."""
    shown, before, size = content(text, style), lines.content, lines.content_size
    if isinstance(before, Content) and before.is_same(shown):
        return
    is_as_high = size.width > 0 and shown.get_height({}, size.width) == size.height
    lines.update(content(text, style), layout=not is_as_high)
