"""A document as PDF/UA-1: tagged, with language, title, reading order and embedded fonts."""

import json
import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from ozg_tui.desk.papers.document import Bars, Block, Document, Facts, Heading, Paragraph, Table
from ozg_tui.desk.papers.text import printed
from ozg_tui.german.columns import width
from ozg_tui.text import SUBSTITUTE

_TEMPLATE = "document.typ"
_NARROW, _LEAST_SHARE, _MOST_SHARE = 27, 36, 60
_LAST_LATIN = "\u024f"
_SIGNS = frozenset("–—‘’‚“”„…‹›€−→≤≥⏎" + SUBSTITUTE)


def as_pdf(document: Document) -> bytes:
    """The document as PDF/UA-1; the same document always gives the same bytes.

    Letters that the fonts of the package do not have become a visible substitute.
    """
    import typst

    template = files(__package__).joinpath(_TEMPLATE).read_bytes()

    def compiled(content: Mapping[str, Any]) -> bytes:
        return typst.compile(
            template,
            format="pdf",
            # What fonts a machine has must not decide how a document looks.
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(content)},
            pdf_standards="ua-1",
        )

    content = _content(document)
    try:
        return compiled(content)
    except typst.TypstError:
        # PDF/UA allows no sign without a glyph, and only the compiler knows its fonts.
        return compiled(_plain_letters(content))


def _content(document: Document) -> dict[str, Any]:
    day = document.printed_on
    return {
        "title": document.title,
        "wide": document.wide,
        "reference": document.reference,
        "author": document.author,
        "printed": printed(document),
        "year": day.year,
        "month": day.month,
        "day": day.day,
        "blocks": [_block(each) for each in document.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "text": block.text}
        case Facts():
            return {"kind": "facts", "rows": block.rows}
        case Table():
            return {
                "kind": "table",
                "heads": block.heads,
                "rows": block.rows,
                "widths": _shares(block),
                "right": sorted(block.right),
            }
        case Bars():
            return {
                "kind": "bars",
                "title": block.title,
                "rows": [[each.name, each.text, block.share(each)] for each in block.rows],
            }


def _shares(table: Table) -> list[int]:
    """How the columns share the line: 0 takes what it needs, the others divide the rest."""
    columns = zip(table.heads, *table.rows, strict=True)
    longest = [max(map(width, column)) for column in columns]
    return [0 if each <= _NARROW else max(_LEAST_SHARE, min(each, _MOST_SHARE)) for each in longest]


def _plain_letters(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(map(_plain_letter, unicodedata.normalize("NFKC", value)))
    if isinstance(value, dict):
        return {key: _plain_letters(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain_letters(each) for each in value]
    return value


def _plain_letter(char: str) -> str:
    return char if char <= _LAST_LATIN or char in _SIGNS else SUBSTITUTE
