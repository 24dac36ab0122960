"""Texts in so many cells of a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len, set_cell_size

from ozg_tui.text import clean


def cells(text: str) -> int:
    """How many cells the text takes."""
    return cell_len(clean(text))


def fit(text: str, width: int) -> str:
    """The text in exactly this many cells, cut with an ellipsis."""
    shown = clean(text)
    if cell_len(shown) <= width:
        return set_cell_size(shown, width)
    return set_cell_size(shown, width - 1) + "…" if width > 0 else ""


def cut(text: str, width: int) -> str:
    """The text in at most this many cells, cut with an ellipsis."""
    shown = clean(text)
    return shown if cell_len(shown) <= width else fit(shown, width)


def spread(left: str, right: str, width: int) -> str:
    """Both in exactly so many cells, `right` at the end; of the two, `left` is cut."""
    room = width - cells(right) - 1
    if not right or room < 1:
        return fit(right or left, width)
    return f"{fit(left, room)} {clean(right)}"


def packed(texts: Iterable[str], width: int, between: str) -> list[str]:
    """As many texts to a line as fit whole; none is broken."""
    lines: list[str] = []
    for text in texts:
        longer = f"{lines[-1]}{between}{text}" if lines else ""
        if longer and cells(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(text)
    return lines


def bar(part: int, whole: int, width: int) -> str:
    """How much of a whole there is: `███░░░`. A cell is full only when all of it is there."""
    full = width * part // whole if whole else 0
    return "█" * full + "░" * (width - full)
