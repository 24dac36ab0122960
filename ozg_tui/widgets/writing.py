"""Writes into a widget of lines without laying the whole screen out anew each time."""

from textual.content import Content
from textual.widgets import Static


def write(lines: Static, text: Content) -> None:
    """Show a text; only when it takes another number of rows is the screen laid out anew."""
    size = lines.content_size
    is_as_high = size.width > 0 and text.get_height({}, size.width) == size.height
    lines.update(text, layout=not is_as_high)
