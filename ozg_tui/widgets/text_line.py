"""A field of one line whose width the screen decides, not its text."""

from textual.geometry import Size
from textual.reactive import Reactive

from ozg_tui.seams.fields import SeamInput


class TextLine(SeamInput):
    """An input without a frame that costs little where there are hundreds.

    Textual's own lays the whole screen out anew at each letter, because the text got longer, looks
    for the place of scrollbars that are never seen, and matches all styles again for each of the
    classes that it gives itself.
    """

    DEFAULT_CSS = "TextLine { overflow: hidden; }"

    virtual_size = Reactive(Size(0, 0), layout=False)
    compact = Reactive(True)

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        select_on_focus: bool = False,
        max_length: int = 0,
        id: str | None = None,
        classes: str = "",
    ) -> None:
        super().__init__(
            value,
            placeholder,
            select_on_focus=select_on_focus,
            max_length=max_length,
            compact=True,
            id=id,
            classes=f"-textual-compact {classes}",
        )

    def validate(self, value: str) -> None:
        """Nothing: forms check their fields together, and boxes take any text."""
