"""Where on the screen somebody looks: the cell that the terminal's cursor goes to."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from textual.geometry import Offset
from textual.screen import Screen
from textual.widget import Widget


@runtime_checkable
class Attentive(Protocol):
    """A widget that knows where in it somebody looks."""

    @property
    def attention(self) -> Offset:
        """The cell within its content."""


@runtime_checkable
class Attending(Protocol):
    """A screen whose attention is not always where letters go."""

    @property
    def attended(self) -> Widget | None:
        """The widget that somebody looks at."""


def attention(screen: Screen[Any]) -> Offset:
    """The cell of the screen that somebody looks at."""
    widget = screen.attended if isinstance(screen, Attending) else screen.focused
    if widget is None:
        return Offset(0, 0)
    within = widget.attention if isinstance(widget, Attentive) else Offset(0, 0)
    return widget.content_region.offset + within
