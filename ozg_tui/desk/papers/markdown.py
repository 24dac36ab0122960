"""A document as Markdown (CommonMark with tables), stored text escaped."""

import re
from collections.abc import Iterator

from ozg_tui.desk.papers.document import Bars, Block, Document, Facts, Heading, Paragraph, Table
from ozg_tui.desk.papers.text import bars, printed

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_THE_START = re.compile(r"^([#+=-])|^(\d+)([.)])(?= |$)")


def as_markdown(document: Document) -> str:
    """The document in Markdown; what is stored stays text, whatever signs are in it."""
    blocks = [f"# {escaped(document.title)}"]
    blocks += ["\n".join(_block(block)) for block in document.blocks]
    blocks.append(f"*{escaped(f'{document.reference}, {printed(document)}')}*")
    return "\n\n".join(blocks) + "\n"


def escaped(text: str) -> str:
    """A text of one line that Markdown shows as it is."""
    words = " ".join(text.split())
    words = _ANYWHERE.sub(r"\\\1", words)
    return _AT_THE_START.sub(lambda at: f"\\{at[1]}" if at[1] else f"{at[2]}\\{at[3]}", words)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {escaped(block.text)}"
        case Paragraph():
            yield escaped(block.text)
        case Facts():
            yield from (f"- **{escaped(label)}:** {escaped(text)}" for label, text in block.rows)
        case Table():
            marks = ["---:" if at in block.right else "---" for at in range(len(block.heads))]
            yield _row(block.heads)
            yield _row(marks, escape=False)
            yield from (_row(row) for row in block.rows)
        case Bars():
            yield f"**{escaped(block.title)}**"
            yield ""
            # Indented lines are shown as they are, whatever signs are in them.
            yield from (f"    {line}" for line in bars(block))


def _row(cells: tuple[str, ...] | list[str], *, escape: bool = True) -> str:
    return f"| {' | '.join(escaped(cell) if escape else cell for cell in cells)} |"
