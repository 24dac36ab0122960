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
    """Rows below heads. The first column names the row; every row has as many cells as heads."""

    heads: tuple[Clean, ...] = Field(min_length=2)
    rows: tuple[tuple[Clean, ...], ...]


Block = Heading | Paragraph | Facts | Table


class Document(Value):
    """A document in German. `reference` stands on every page, `printed_on` below the last block."""

    title: Clean
    reference: Clean
    author: Clean
    printed_on: date
    blocks: tuple[Block, ...]

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


def lines_of(text: str | None) -> tuple[Paragraph, ...]:
    """A text of several lines as paragraphs, one a line that says something."""
    lines = clean(text, multiline=True).splitlines()
    return tuple(Paragraph(text=line.strip()) for line in lines if line.strip())
