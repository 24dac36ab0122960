"""A screen in a frame over the one below, which stays as it is."""

from __future__ import annotations

from typing import Generic, TypeVar

from textual.screen import ModalScreen

T = TypeVar("T")


class Dialog(ModalScreen[T], Generic[T]):
    """Closes with an answer, or with None. What is inside has the class `dialog`."""

    DEFAULT_CSS = """
    Dialog { align: center middle; background: $background; }
    Dialog .dialog {
        width: auto; max-width: 100%; height: auto; max-height: 100%;
        border: round $primary; padding: 0 1;
    }
    Dialog .wide { width: 96; max-height: 90%; }
    Dialog .heading { text-style: bold; }
    Dialog .above { color: $text-muted; margin-bottom: 1; }
    Dialog OptionList { height: auto; max-height: 18; }
    """
