"""Plain frames around lines of text, side by side: readable without colour on any terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from ozg_tui.text import clean


class Box(NamedTuple):
    """A titled frame; `lines` are cut to its width."""

    title: str
    lines: tuple[str, ...]


def fit(text: str, width: int) -> str:
    """The text in exactly this many cells, cut with an ellipsis."""
    shown = clean(text)
    if cell_len(shown) <= width:
        return set_cell_size(shown, width)
    return set_cell_size(shown, width - 1) + "…" if width > 0 else ""


def side_by_side(left: Box, right: Box, width: int) -> list[str]:
    """Two frames of equal height that fill the width."""
    half = width // 2
    height = max(len(left.lines), len(right.lines))
    columns = (frame(left, half, height), frame(right, width - half, height))
    return [first + second for first, second in zip(*columns, strict=True)]


def frame(box: Box, width: int, height: int) -> Iterator[str]:
    """The lines of one frame with this many lines inside."""
    inner = width - 4
    title = fit(box.title, min(cell_len(clean(box.title)), inner - 1))
    yield f"+- {title} {'-' * (width - cell_len(title) - 5)}+"
    for index in range(height):
        line = box.lines[index] if index < len(box.lines) else ""
        yield f"| {fit(line, inner)} |"
    yield f"+{'-' * (width - 2)}+"
