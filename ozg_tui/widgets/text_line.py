"""A field of one line whose width the screen decides, not its text."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class TextLine(Input):
    """Textual would lay the whole screen out anew at each letter, because the text got longer, and
    look for the place of scrollbars that are never seen."""

    DEFAULT_CSS = "TextLine { overflow: hidden; }"

    virtual_size = Reactive(Size(0, 0), layout=False)
