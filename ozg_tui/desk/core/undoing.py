"""How undo words the parts of a record; each subject says it of its own."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ozg_tui.desk.core.session import DeskSession
from ozg_tui.text import clean

_LENGTH = 34


class PartWords(NamedTuple):
    """How a part is told: `prefix` says which of several it is, `whole` what comes or goes."""

    prefix: Callable[[DeskSession, Any], str]
    whole: Callable[[DeskSession, Mapping[str, Any]], str] | None = None


def shortened(text: Any) -> str:
    """A text in one line, cut where it is long."""
    line = clean(" ".join(str(text).split()))
    return line if len(line) <= _LENGTH else f"{line[: _LENGTH - 1]}…"
