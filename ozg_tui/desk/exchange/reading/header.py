"""Finds the line of the headings: the one in which most words are known."""

from collections.abc import Callable, Iterable, Sequence

from ozg_tui.desk.exchange.reading.table import Row

Known = Callable[[str], bool]
"""Whether a text is a heading that some program writes."""

LOOKED_AT = 30
"""So many records may stand above the headings: a title, a date, an empty line."""


_REPEATED = "wiederholte Überschriften"


def records_of(
    headings: tuple[str, ...], rows: Iterable[Row]
) -> tuple[tuple[Row, ...], dict[str, int]]:
    """The rows that hold something, without headings that are printed on every page again."""
    filled = [row for row in rows if any(row.cells)]
    records = tuple(row for row in filled if row.cells != headings)
    repeated = len(filled) - len(records)
    return records, {_REPEATED: repeated} if repeated else {}


def known_in(cells: Iterable[str], known: Known) -> int:
    """How many cells of a row are headings."""
    return sum(1 for cell in cells if known(cell))


def header_at(rows: Sequence[Sequence[str]], known: Known) -> int:
    """The index of the row that holds most known headings; without any the first that is filled.

    Of several alike the first is meant: what follows repeats it.
    """
    scores: list[int] = [known_in(row, known) for row in rows[:LOOKED_AT]]
    if any(scores):
        return scores.index(max(scores))
    return next((index for index, row in enumerate(rows) if any(row)), 0)
