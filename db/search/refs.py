"""The entries of records that are already known, a page at a time: the rows behind a figure."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from db.search.pages import Line
from db.search.statements import COLUMNS
from db.search.table import search_entry

GONE = "nicht mehr vorhanden"

_ENTRIES = select(*(search_entry.c[name] for name in COLUMNS)).where(
    search_entry.c.kind == bindparam("kind"),
    search_entry.c.record_id.in_(bindparam("ids", expanding=True)),
)


class Refs(NamedTuple):
    """Records of one kind of search entry, in the order in which they are shown."""

    kind: int
    ids: Sequence[int]


def page_of(
    connection: Connection,
    refs: Refs,
    count: int,
    *,
    after: int | None = None,
    before: int | None = None,
) -> list[Line]:
    """Up to `count` lines: the first ones, those after, or those before a position.

    A line's position is its place among the records. One that has lost its entry since keeps its
    line, so that there are as many lines as were counted.
    """
    ids = cut(refs.ids, count, after=after, before=before)
    rows = connection.execute(_ENTRIES, {"kind": refs.kind, "ids": list(ids.values())})
    found = {row.record_id: Line(*row) for row in rows}
    return [
        found.get(number, Line(0, refs.kind, number, GONE, "", "", ""))._replace(position=position)
        for position, number in ids.items()
    ]


def cut(
    records: Sequence[int], count: int, *, after: int | None = None, before: int | None = None
) -> dict[int, int]:
    """The records of a page by their positions."""
    first = 0 if after is None else after + 1
    if before is not None:
        end = min(before, len(records))
        first = max(0, end - count)
        count = end - first
    return dict(enumerate(records[first : first + count], first))
