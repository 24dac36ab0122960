"""A document as headings, paragraphs, facts and tables: one model for text, Markdown and PDF."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from ozg_tui.rules.values import Value
from ozg_tui.text import clean

Clean = Annotated[str, BeforeValidator(clean)]
"""Text of one line, without anything that a reader could take for a command."""


class Heading(Value):
    """A heading below the title; 2 is the highest level."""

    text: Clean
    level: int = Field(default=2, ge=2, le=4)


class Paragraph(Value):
    """One paragraph of running text."""

    text: Clean


class Facts(Value):
    """Pairs of label and text, in their order."""

    rows: tuple[tuple[Clean, Clean], ...]


class Table(Value):
    """Rows below heads. The first column names the row; every row has as many cells as heads.

    Numbers stand at the right of their columns, which `right` names by their places.
    """

    heads: tuple[Clean, ...] = Field(min_length=2)
    rows: tuple[tuple[Clean, ...], ...]
    right: frozenset[int] = frozenset()


class Bar(Value):
    """One bar of a chart: its name, what it measures, and that as it is written."""

    name: Clean
    value: int = Field(ge=0)
    text: Clean


class Bars(Value):
    """A chart of bars below its title; who does not see the bars reads the same in the texts."""

    title: Clean
    rows: tuple[Bar, ...] = Field(min_length=1)

    def share(self, bar: Bar) -> float:
        """How long a bar is beside the longest, from 0 to 1."""
        longest = max(each.value for each in self.rows)
        return bar.value / longest if longest else 0.0


Block = Heading | Paragraph | Facts | Table | Bars

AUTHOR = "Koordinierungsstelle OZG-Kommunal"
"""Whose documents these are."""


class Document(Value):
    """A document in German. `reference` stands on every page, `printed_on` below the last block.

    A `wide` one has its pages laid across.
    """

    title: Clean
    reference: Clean
    author: Clean
    printed_on: date
    blocks: tuple[Block, ...]
    wide: bool = False

    def texts(self) -> Iterator[str]:
        """All texts in their reading order."""
        yield self.title
        for block in self.blocks:
            match block:
                case Heading() | Paragraph():
                    yield block.text
                case Facts():
                    yield from (text for row in block.rows for text in row)
                case Table():
                    yield from block.heads
                    yield from (cell for row in block.rows for cell in row)
                case Bars():
                    yield block.title
                    yield from (text for bar in block.rows for text in (bar.name, bar.text))


def lines_of(text: str | None) -> tuple[Paragraph, ...]:
    """A text of several lines as paragraphs, one a line that says something."""
    lines = clean(text, multiline=True).splitlines()
    return tuple(Paragraph(text=line.strip()) for line in lines if line.strip())
