"""The rows behind a figure: whoever asks what was counted sees exactly those."""

from collections.abc import Sequence
from typing import TypeAlias

from db.search.pages import Line
from db.search.refs import Refs, cut, page_of
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.search.lists import in_words

Rows: TypeAlias = Refs | tuple[Line, ...]
"""Records that have search entries, or lines made for what has none of its own."""


def number_of(rows: Rows) -> int:
    """How many rows there are."""
    return len(rows.ids) if isinstance(rows, Refs) else len(rows)


def page_behind(
    desk: Desk, rows: Rows, limit: int, *, after: int | None = None, before: int | None = None
) -> list[Line]:
    """One page of the rows; a line's position is its place among them."""
    if isinstance(rows, Refs):
        refs = rows
        found = desk.read(lambda reader: page_of(reader, refs, limit, after=after, before=before))
        return in_words(desk, found)
    wanted: Sequence[int] = range(len(rows))
    return [
        rows[index]._replace(position=position)
        for position, index in cut(wanted, limit, after=after, before=before).items()
    ]


def place_of(line: Line, rows: Rows) -> int:
    """Where the row of a line is now; one that is gone leaves its place to the next."""
    if isinstance(rows, Refs):
        found = (place for place, number in enumerate(rows.ids) if number == line.record_id)
    else:
        wanted = line.record_id, line.title
        found = (place for place, row in enumerate(rows) if (row.record_id, row.title) == wanted)
    return next(found, line.position)
