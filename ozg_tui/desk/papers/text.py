"""A document as plain text of 80 columns."""

from collections.abc import Iterator, Sequence
from itertools import chain

from ozg_tui.desk.papers.document import Bars, Block, Document, Facts, Heading, Paragraph, Table
from ozg_tui.german.columns import lay_out_rows, needed, width, wrap
from ozg_tui.rules.dates import format_date

WIDTH = 80
_GAP = 2
_INDENT = "  "
_RULES = {2: "-", 3: "."}
_LABEL = 32
_LINES_A_ROW = 2
_BAR = "█"


def as_text(document: Document) -> str:
    """The document in lines of at most 80 columns, ending with a line break."""
    lines = [*wrap(document.title, WIDTH), "=" * min(width(document.title), WIDTH)]
    for block in document.blocks:
        lines += ["", *_block(block)]
    lines += ["", *wrap(f"{document.reference}, {printed(document)}", WIDTH)]
    return "\n".join(lines) + "\n"


def printed(document: Document) -> str:
    """Who made the document on which day."""
    return f"gedruckt am {format_date(document.printed_on)}, {document.author}"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from wrap(block.text, WIDTH)
            if block.level in _RULES:
                yield _RULES[block.level] * min(width(block.text), WIDTH)
        case Paragraph():
            yield from wrap(block.text, WIDTH)
        case Facts():
            yield from facts(block.rows)
        case Table():
            head, rows = table_lines(block)
            yield from (*head, *chain.from_iterable(rows))
        case Bars():
            yield from wrap(block.title, WIDTH)
            yield from bars(block)


def bars(chart: Bars, space: int = WIDTH) -> Iterator[str]:
    """A line a bar: its name, its length in blocks, what it measures."""
    names = min(_LABEL, max(width(each.name) for each in chart.rows))
    texts = max(width(each.text) for each in chart.rows)
    room = space - names - texts - 2 * _GAP - len(_INDENT)
    for each in chart.rows:
        length = round(chart.share(each) * room)
        # What is there is seen, however little it is.
        drawn = _BAR * (max(length, 1) if each.value else 0)
        first, *others = wrap(each.name, names)
        yield f"{first:<{names}}  {each.text:>{texts}}  {drawn}".rstrip()
        yield from others


def facts(rows: tuple[tuple[str, str], ...], indent: str = "", space: int = WIDTH) -> Iterator[str]:
    """Labels with their texts beside them."""
    label_width = min(_LABEL, max((width(label) for label, _ in rows), default=0))
    room = space - len(indent) - label_width - _GAP
    for label, text in rows:
        labels, texts = wrap(label, label_width), wrap(text, room)
        for index in range(max(len(labels), len(texts))):
            left = labels[index] if index < len(labels) else ""
            right = texts[index] if index < len(texts) else ""
            padding = " " * (label_width - width(left) + _GAP)
            yield f"{indent}{left}{padding}{right}".rstrip()


def table_lines(table: Table, space: int = WIDTH) -> tuple[list[str], list[list[str]]]:
    """The lines of the heads, and those of each row.

    They stand in columns where no word is cut and rows stay low; else each row is facts below its
    name, and the heads are its labels.
    """
    head, rows = lay_out_rows(table.rows, space, table.heads, table.right)
    is_low = len(head) + sum(map(len, rows)) <= _LINES_A_ROW * (len(rows) + 1)
    if is_low and needed([table.heads, *table.rows]) <= space:
        return head, rows
    return [], [_as_facts(table.heads, row, space) for row in table.rows]


def _as_facts(heads: Sequence[str], row: Sequence[str], space: int) -> list[str]:
    name, *cells = row
    told = tuple((head, cell) for head, cell in zip(heads[1:], cells, strict=True) if cell)
    return [*wrap(name, space), *facts(told, _INDENT, space)]
