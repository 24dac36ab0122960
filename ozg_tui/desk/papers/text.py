"""A document as plain text of 80 columns."""

from collections.abc import Iterator

from ozg_tui.desk.papers.document import Bars, Block, Document, Facts, Heading, Paragraph, Table
from ozg_tui.german.columns import lay_out, needed, width, wrap
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
            yield from _facts(block.rows)
        case Table():
            yield from _table(block)
        case Bars():
            yield from wrap(block.title, WIDTH)
            yield from bars(block)


def bars(chart: Bars) -> Iterator[str]:
    """A line a bar: its name, its length in blocks, what it measures."""
    names = min(_LABEL, max(width(each.name) for each in chart.rows))
    texts = max(width(each.text) for each in chart.rows)
    room = WIDTH - names - texts - 2 * _GAP - len(_INDENT)
    for each in chart.rows:
        length = round(chart.share(each) * room)
        # What is there is seen, however little it is.
        drawn = _BAR * (max(length, 1) if each.value else 0)
        first, *others = wrap(each.name, names)
        yield f"{first:<{names}}  {each.text:>{texts}}  {drawn}".rstrip()
        yield from others


def _facts(rows: tuple[tuple[str, str], ...], indent: str = "") -> Iterator[str]:
    label_width = min(_LABEL, max((width(label) for label, _ in rows), default=0))
    room = WIDTH - len(indent) - label_width - _GAP
    for label, text in rows:
        labels, texts = wrap(label, label_width), wrap(text, room)
        for index in range(max(len(labels), len(texts))):
            left = labels[index] if index < len(labels) else ""
            right = texts[index] if index < len(texts) else ""
            padding = " " * (label_width - width(left) + _GAP)
            yield f"{indent}{left}{padding}{right}".rstrip()


def _table(table: Table) -> Iterator[str]:
    """In columns where no word is cut and rows stay low, else each row as facts below its name."""
    lines = lay_out(table.rows, WIDTH, table.heads, table.right)
    is_low = len(lines) <= _LINES_A_ROW * (len(table.rows) + 1)
    if is_low and needed([table.heads, *table.rows]) <= WIDTH:
        yield from lines
        return
    for name, *cells in table.rows:
        yield from wrap(name, WIDTH)
        rows = zip(table.heads[1:], cells, strict=True)
        yield from _facts(tuple((head, cell) for head, cell in rows if cell), _INDENT)
