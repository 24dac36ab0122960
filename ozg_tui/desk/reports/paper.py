"""An answer as a document: sentences, table, chart, and what everything rests on."""

from collections.abc import Iterator, Sequence

from ozg_tui.desk.exchange.writing.sheet import Column, Holds, as_text
from ozg_tui.desk.papers.document import (
    AUTHOR,
    Bar,
    Bars,
    Block,
    Document,
    Facts,
    Heading,
    Paragraph,
    Table,
)
from ozg_tui.desk.papers.text import bars, facts, table_lines
from ozg_tui.desk.reports.answering import Answer
from ozg_tui.desk.reports.report import Row
from ozg_tui.german.columns import wrap
from ozg_tui.german.counting import counted, number
from ozg_tui.rules.dates import format_date
from ozg_tui.text import clean

SHOWN = 12
"""So many signs of a receipt name it."""

_NUMBERS = frozenset({Holds.NUMBER, Holds.AMOUNT})
_MOST_UPRIGHT = 6
"""So many columns stand beside each other on an upright page."""


def document_of(answer: Answer) -> Document:
    """The answer as it is printed."""
    on = format_date(answer.asked.on)
    return Document(
        title=f"{answer.report.title}, Stichtag {on}",
        reference=f"Bericht {answer.report.code}, Quittung {answer.receipt[:SHOWN]}",
        author=AUTHOR,
        printed_on=answer.made,
        blocks=(*blocks_of(answer), Heading(text="Grundlage"), Facts(rows=basis(answer))),
        wide=len(answer.columns) > _MOST_UPRIGHT,
    )


def blocks_of(answer: Answer) -> Iterator[Block]:
    """What was found: in sentences, as a table, as a chart."""
    found = answer.found
    yield from (Paragraph(text=sentence) for sentence in found.sentences)
    yield _table(answer.columns, found.rows)
    yield from chart_of(answer)
    for chapter in found.chapters:
        yield Heading(text=chapter.report.title)
        yield _table(chapter.columns, chapter.rows)
        yield Paragraph(text=f"Quittung {chapter.receipt}")
    yield from (Paragraph(text=remark) for remark in found.remarks)


def _table(columns: Sequence[Column], rows: Sequence[Row]) -> Table | Paragraph:
    if not rows:
        return Paragraph(text="Dazu ist nichts erfasst.")
    return Table(
        heads=tuple(column.heading for column in columns),
        rows=tuple(_texts(columns, rows)),
        right=frozenset(at for at, column in enumerate(columns) if column.holds in _NUMBERS),
    )


def chart_of(answer: Answer) -> Iterator[Bars]:
    """The chart of an answer; none where there is nothing to compare."""
    chart, columns = answer.report.chart, answer.columns
    rows = [row for row in answer.found.rows if not row.is_total]
    if chart is None or len(rows) < 2:
        return
    values = [row.cells[chart.measure] for row in rows]
    shown = zip(rows, values, strict=True)
    bars = tuple(
        Bar(
            name=str(row.cells[chart.name]),
            value=value,
            text=as_text(value, columns[chart.measure].holds),
        )
        for row, value in shown
        if isinstance(value, int)
    )
    if any(bar.value for bar in bars):
        yield Bars(title=chart.title, rows=bars)


def on_screen(answer: Answer, room: int) -> tuple[list[str], list[list[str]], list[str]]:
    """What stands above the rows, the lines of each row, and what stands below them."""
    head: list[str] = []
    rows: list[list[str]] = []
    below: list[str] = []
    for block in blocks_of(answer):
        match block:
            case Paragraph():
                (below if rows else head).extend([*wrap(block.text, room), ""])
            case Table():
                heads, rows = table_lines(block, room)
                head += heads
            case Bars():
                below += ["", block.title, *bars(block, room), ""]
    return head, rows, [*below, "", *facts(basis(answer), space=room)]


def foot(answer: Answer) -> str:
    """What an answer rests on, in one line."""
    parts = (
        f"Stichtag {format_date(answer.asked.on)}",
        *(f"{label} {clean(text)}" for label, text in answer.parameters),
        *answer.rules,
        counted(answer.rows, "Zeile", "Zeilen"),
        f"Quittung {answer.receipt[:SHOWN]}",
    )
    return " | ".join(parts)


def texts(answer: Answer) -> Iterator[tuple[str, ...]]:
    """The lines as they are read, numbers with their points."""
    return _texts(answer.columns, answer.found.rows)


def _texts(columns: Sequence[Column], rows: Sequence[Row]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        cells = zip(row.cells, columns, strict=True)
        yield tuple(
            number(cell)
            if column.holds is Holds.NUMBER and isinstance(cell, int)
            else as_text(cell, column.holds)
            for cell, column in cells
        )


def basis(answer: Answer) -> tuple[tuple[str, str], ...]:
    """What an answer rests on, label by label; the last line is its receipt."""
    report = answer.report
    return (
        ("Stichtag", format_date(answer.asked.on)),
        *answer.parameters,
        ("Gezählt wird", report.definition),
        ("Nenner", report.denominator),
        ("Quelle", report.source),
        *((("Regelwerk", ", ".join(answer.rules)),) if answer.rules else ()),
        *((("Hinweis", "nennt Personen der Stelle"),) if report.personal else ()),
        ("Zeilen", number(answer.rows)),
        ("Quittung", answer.receipt),
    )
