"""A screen in a frame over the one below, which stays as it is."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import ModalScreen
from textual.widget import Widget

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """Closes with an answer, or with None. What is inside has the class `dialog`."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background; }
    Dialog .dialog {
        width: auto; max-width: 100%; height: auto; max-height: 100%;
        border: solid $border; padding: 0 1;
    }
    Dialog .wide { width: 96; max-height: 90%; }
    Dialog .heading { text-style: bold; color: $text-accent; }
    Dialog .above { color: $text-muted; margin-bottom: 1; }
    Dialog OptionList { height: auto; max-height: 18; background: $background; }
    Dialog OptionList > .option-list--option-highlighted {
        background: $block-cursor-background; color: $block-cursor-foreground;
    }
    """

    @property
    def attended(self) -> Widget | None:
        """The widget that somebody looks at: the field, else all that is asked."""
        return self.focused or next(iter(self.query(".dialog")), None)
