"""Reading lists: a window of any length over the search entries, of all or of hits.

The full-text index walks positions in order, so a list stops reading after one page however many
rows there are. Hits come in ranks, each a walk of its own; see `db.search.query`. A line's position
is that of its entry, moved by its rank: before all others where it fits best.
"""

from enum import IntEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection

from db.search import heard as search_heard
from db.search.query import (
    EXACT_RANKS,
    HEARD_RANKS,
    NAME_RANKS,
    WHOLE_RANKS,
    Also,
    Groups,
    Query,
    heard,
    query,
)
from db.search.statements import COLUMNS, COUNT, PAGE, PLAIN_COUNT, PLAIN_PAGE, RANKED_PAGE
from db.search.table import first_position
from db.search.text import parts
from ozg_tui.codes.search import Kind

SPAN = 2**63
"""What a rank moves a position by: positions are smaller."""

SCARCE = 10
"""With fewer hits than this, words count that were perhaps heard wrongly."""

_MOST_HEARD = 4
"""Of more words none is a name that somebody says at the telephone."""


class Line(NamedTuple):
    """One line of a list; `state` and `detail` are codes that the reader puts into words.

    `is_late` is for those to say who know the day: what was to be done by `detail` is not done.
    """

    position: int
    kind: int
    record_id: int
    title: str
    place: str
    state: str
    detail: str
    is_late: bool = False


assert Line._fields == (*COLUMNS, "is_late")


class Scope(NamedTuple):
    """Which entries a list is about: kinds from `first` to `last`, holding the words of `text`.

    Of each group in `wanted` one facet must be met, of `unwanted` none; `also` are facets that
    mean the same as a folded word of the text. Facets come from `db.search.facets`.
    """

    first: int = Kind.MUNICIPALITY
    last: int = max(Kind)
    text: str = ""
    wanted: Groups = ()
    unwanted: tuple[str, ...] = ()
    also: Also = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be found: the text holds no letter and no digit."""
        is_filtered = bool(self.wanted or self.unwanted)
        return bool(self.text.strip()) and not is_filtered and not parts(self.text)

    @property
    def bounds(self) -> tuple[int, int]:
        """The lowest and the highest position of the scope."""
        return first_position(self.first), first_position(self.last + 1) - 1

    @property
    def is_spelled_out(self) -> bool:
        """Whether a word of the text may have been heard wrongly."""
        return any(part.spelled_out for part in parts(self.text))

    def query(self, dialect: str) -> Query:
        """The question to the index of a database."""
        return query(self.text, self.wanted, self.unwanted, self.also, dialect)


_LAST_RANK = EXACT_RANKS + HEARD_RANKS - 1


class Fit(IntEnum):
    """How well a hit fits what was typed; the better, the lower."""

    WHOLE_NAME = 0
    NAME_BEGINS = 1
    ELSEWHERE = 2
    SOUNDS_ALIKE = 3


def fit_of(line: Line) -> Fit:
    """How well a hit of a typed text fits."""
    rank = line.position // SPAN + _LAST_RANK
    if rank < NAME_RANKS:
        return Fit.WHOLE_NAME if rank < WHOLE_RANKS else Fit.NAME_BEGINS
    return Fit.ELSEWHERE if rank < EXACT_RANKS else Fit.SOUNDS_ALIKE


def is_as_good(line: Line, other: Line) -> bool:
    """Whether two hits of a typed text fit equally well, beyond that they begin so."""
    rank = line.position // SPAN + _LAST_RANK
    same = line.kind == other.kind and rank == other.position // SPAN + _LAST_RANK
    return same and not WHOLE_RANKS <= rank < NAME_RANKS


def sounds_alike(line: Line) -> bool:
    """Whether a hit only sounds like what was typed, or nearly reads so."""
    return fit_of(line) is Fit.SOUNDS_ALIKE


def entry_position(line: Line) -> int:
    """The position of a line's entry, whatever rank the line has."""
    return line.position % SPAN


def page(
    connection: Connection,
    scope: Scope,
    count: int,
    *,
    after: int | None = None,
    before: int | None = None,
) -> list[Line]:
    """Up to `count` lines in list order: the first ones, those after, or those before a position.

    `before` gives the lines next to that position; `before` beyond the last one gives the end.
    The best hits come first, those that only sound alike last, each in list order.
    """
    if scope.is_empty or count < 1:
        return []
    walks = _Walks(connection, scope)
    if before is not None:
        return walks.back_from(before - 1, count)
    return walks.on_from(None if after is None else after + 1, count)


def count(connection: Connection, scope: Scope, limit: int) -> int:
    """How many entries the scope holds, counting no further than `limit`."""
    return 0 if scope.is_empty or limit < 1 else _Walks(connection, scope).how_many(limit)


def similar_words(connection: Connection, text: str) -> dict[str, tuple[str, ...]]:
    """The words of a text that may have been heard wrongly, with the names they may stand for."""
    spelled = dict.fromkeys(part.spelled_out for part in parts(text) if part.spelled_out)
    asked = list(spelled)[:_MOST_HEARD]
    return {word: search_heard.similar(connection, word) for word in asked}


class _Walks:
    """The walks along positions that make up a list: one, or those of the ranks of its hits."""

    def __init__(self, connection: Connection, scope: Scope) -> None:
        self._connection = connection
        self._scope = scope
        self._dialect = connection.dialect.name
        self._asked = scope.query(self._dialect)
        self._low, self._high = scope.bounds

    def on_from(self, position: int | None, count: int) -> list[Line]:
        """The lines from a position on, or from the beginning."""
        if not self._asked.ranks:
            return self._walk(count, low=position)
        rank, lowest = (0, None) if position is None else _rank_of(position)
        lines = []
        if rank < EXACT_RANKS:
            lines = self._ranked(self._asked, rank, lowest, count, backwards=False)
            rank, lowest = EXACT_RANKS, None
        if len(lines) < count and (alike := self._alike(len(lines) if position is None else None)):
            start, missing = rank - EXACT_RANKS, count - len(lines)
            lines += self._ranked(alike, start, lowest, missing, backwards=False)
        return lines

    def back_from(self, position: int, count: int) -> list[Line]:
        """The lines up to a position, the last ones of them."""
        if not self._asked.ranks:
            return self._walk(count, high=position)[::-1]
        highest: int | None
        rank, highest = _rank_of(position)
        lines = []
        if rank >= EXACT_RANKS:
            if alike := self._alike(None):
                start = rank - EXACT_RANKS
                lines = self._ranked(alike, start, highest, count, backwards=True)
            rank, highest = EXACT_RANKS - 1, None
        if len(lines) < count:
            missing = count - len(lines)
            lines += self._ranked(self._asked, rank, highest, missing, backwards=True)
        return lines[::-1]

    def how_many(self, limit: int) -> int:
        """How many lines there are, counted up to a limit."""
        found = self._counted(self._asked, limit)
        if found < limit and self._asked.ranks and (alike := self._alike(found)):
            found += self._counted(alike, limit - found)
        return found

    def _walk(self, count: int, low: int | None = None, high: int | None = None) -> list[Line]:
        """The lines from a low position on, or backwards from a high one."""
        question, backwards = self._asked.found, high is not None
        statement = (PLAIN_PAGE if question is None else PAGE)[backwards]
        asked = {
            "query": question,
            "low": self._low if low is None else max(self._low, low),
            "high": self._high if high is None else min(self._high, high),
            "count": count,
        }
        return [Line(*row) for row in statement.rows(self._connection, asked)]

    def _ranked(
        self, query: Query, start: int, edge: int | None, count: int, *, backwards: bool
    ) -> list[Line]:
        """The hits from a position of one rank on, and those of the ranks that follow."""
        asked: dict[str, Any] = {"count": count}
        for rank, question in enumerate(query.ranks):
            low, high = self._low, self._high
            if rank == start and edge is not None:
                low, high = (low, min(high, edge)) if backwards else (max(low, edge), high)
            is_over = rank > start if backwards else rank < start
            asked[f"query{rank}"], asked[f"count{rank}"] = question, 0 if is_over else count
            asked[f"low{rank}"], asked[f"high{rank}"] = low, high
        ranks = len(query.ranks)
        first = _LAST_RANK + 1 - ranks if query is not self._asked else 0
        found = []
        statement = RANKED_PAGE[ranks, backwards]
        for rank, *line in statement.rows(self._connection, asked):
            line[0] += (first + rank - _LAST_RANK) * SPAN
            found.append(Line(*line))
        return found

    def _alike(self, hits: int | None) -> Query | None:
        """What only sounds alike; it is not looked for while there are enough hits without."""
        scope = self._scope
        if not scope.is_spelled_out:
            return None
        if hits is None:
            hits = self._counted(self._asked, SCARCE)
        words = similar_words(self._connection, scope.text) if hits < SCARCE else {}
        near = tuple((word, others) for word, others in words.items() if others)
        if not near:
            return None
        return heard(scope.text, scope.wanted, scope.unwanted, scope.also, near, self._dialect)

    def _counted(self, query: Query, limit: int) -> int:
        asked = {"query": query.found, "low": self._low, "high": self._high, "count": limit}
        statement = PLAIN_COUNT if query.found is None else COUNT
        return int(statement.rows(self._connection, asked)[0][0])


def _rank_of(position: int) -> tuple[int, int]:
    """The rank of a line with this position, and the position of its entry."""
    rank, entry = divmod(position, SPAN)
    if rank < -_LAST_RANK:
        return 0, 0
    if rank > 0:
        return _LAST_RANK, SPAN - 1
    return rank + _LAST_RANK, entry
