"""The statements that read lists, each built and compiled once for the database at hand.

A page walks positions and stops when it is full. Where hits are ranked, the walks of all ranks are
one statement: that of a rank begins when those before it have ended.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
    union_all,
)

from db.seams import Kept, kept, run
from db.search.query import EXACT_RANKS, HEARD_RANKS
from db.search.table import search_entry

COLUMNS = ("position", "kind", "record_id", "title", "place", "state", "detail")
"""What a line is made of."""

_LINE = [search_entry.c[name] for name in COLUMNS]
_POSITION = search_entry.c.position
_index = table("search_index", column("rowid"), column("search_index"))

AnySelect = Select[*tuple[Any, ...]]
AnyRow = Row[*tuple[Any, ...]]


class Statement:
    """A statement that keeps its text: with every key, to look it up would cost as much as to run.

    It is built for a database when it is first asked. Its columns are numbers and texts, which the
    drivers hand over as they are.
    """

    def __init__(self, build: Callable[[str], AnySelect]) -> None:
        self._build = build
        self._compiled: dict[str, Kept] = {}

    def rows(self, connection: Connection, asked: dict[str, Any]) -> Sequence[AnyRow]:
        """What the database answers to these parameters."""
        dialect = connection.dialect
        if dialect.name not in self._compiled:
            self._compiled[dialect.name] = kept(self._build(dialect.name), dialect)
        return run(connection, self._compiled[dialect.name], asked)


def _hits(dialect: str, name: str = "") -> tuple[AnySelect, ColumnElement[Any]]:
    """The hits of a question between two positions, and the column of their positions."""
    position: ColumnElement[Any]
    if dialect == "sqlite":
        position = column("rowid")
        found: AnySelect = select(position).select_from(_index)
        meets = literal_column("search_index").op("MATCH")(bindparam(f"query{name}"))
    else:
        position = _POSITION
        found = select(position)
        # `to_tsquery` would cut words such as `3e5x` in two.
        question = text(f"CAST(:query{name} AS tsquery)")
        meets = literal_column("search_entry.vector").op("@@")(question)
    between = position.between(bindparam(f"low{name}"), bindparam(f"high{name}"))
    return found.where(meets).where(between), position


def _page(dialect: str, backwards: bool) -> AnySelect:
    hits, position = _hits(dialect)
    found = hits.order_by(_order(position, backwards)).limit(bindparam("count")).subquery()
    return (
        select(*_LINE)
        .join_from(search_entry, found, found.c[0] == _POSITION)
        .order_by(_order(_POSITION, backwards))
    )


def _ranked_page(dialect: str, ranks: int, backwards: bool) -> AnySelect:
    walks = []
    for number in range(ranks)[:: -1 if backwards else 1]:
        hits, position = _hits(dialect, str(number))
        walk = (
            hits.add_columns(literal_column(str(number)).label("rank"))
            .order_by(_order(position, backwards))
            .limit(bindparam(f"count{number}"))
        )
        walks.append(select(walk.subquery()))
    found = union_all(*walks).limit(bindparam("count")).subquery()
    rank = found.c.rank
    line: list[ColumnElement[Any]] = [rank, *_LINE]
    return (
        select(*line)
        .join_from(search_entry, found, found.c[0] == _POSITION)
        .order_by(_order(rank, backwards), _order(_POSITION, backwards))
    )


def _plain_page(_dialect: str, backwards: bool) -> AnySelect:
    return (
        select(*_LINE)
        .where(_POSITION.between(bindparam("low"), bindparam("high")))
        .order_by(_order(_POSITION, backwards))
        .limit(bindparam("count"))
    )


def _count(dialect: str) -> AnySelect:
    return _counted(_hits(dialect)[0])


def _plain_count(_dialect: str) -> AnySelect:
    between = _POSITION.between(bindparam("low"), bindparam("high"))
    return _counted(select(_POSITION).where(between))


def _counted(hits: AnySelect) -> AnySelect:
    return select(func.count()).select_from(hits.limit(bindparam("count")).subquery())


def _order(what: ColumnElement[Any], backwards: bool) -> ColumnElement[Any]:
    return what.desc() if backwards else what


_WAYS = (False, True)

PLAIN_PAGE = {way: Statement(partial(_plain_page, backwards=way)) for way in _WAYS}
"""A page of everything between two positions: `low`, `high`, `count`; whether backwards."""

PAGE = {way: Statement(partial(_page, backwards=way)) for way in _WAYS}
"""A page of the hits of a `query`; whether backwards."""

RANKED_PAGE = {
    (ranks, way): Statement(partial(_ranked_page, ranks=ranks, backwards=way))
    for ranks in (EXACT_RANKS, HEARD_RANKS)
    for way in _WAYS
}
"""A page of ranked hits, by the number of ranks and whether backwards.

Takes each parameter of a page once for each rank, with its number, and `count`. The rank comes
first in each row.
"""

PLAIN_COUNT, COUNT = Statement(_plain_count), Statement(_count)
"""How many entries there are, how many hits; counted up to `count`."""
