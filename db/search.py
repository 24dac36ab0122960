"""The search entries: one line for every record that can be found, in the order of lists.

An entry's position is its row number and its place in every list: kind first, then DIN 5007.
The full-text index walks positions in order, so a list stops reading after one page however many
rows there are. Reading needs SQLAlchemy's Core alone; `db.search_entries` keeps the entries.
"""

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Connection,
    Executable,
    Index,
    Integer,
    Row,
    Select,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    column,
    func,
    literal_column,
    select,
    table,
    text,
)

from db.fold import words
from db.metadata import SortText, metadata


class Kind(IntEnum):
    """What can be found, in the order of a mixed list."""

    MUNICIPALITY = 0
    ORGANISATION = 1
    CONTACT = 2
    APPLICATION = 3
    BOOKING = 4
    BUNDLE = 5
    NOTE = 6
    FOLLOW_UP = 7
    CALL = 8


_NUMBER = re.compile(r"[0-9\s()/.+\-\u2010-\u2015]+")
_NUMBER_LENGTH = 5

LETTERS = 8
_SIGNS = "\x01\x02", "0123456789", "abcdefghijklmnopqrstuvwxyz"
"""The signs of sort keys that have a code of their own: end of name and space, digits, letters."""

_ALPHABET = 41
SLOTS = 65_536
"""How many entries of a kind can share their first letters."""

_KIND_SPAN: int = _ALPHABET**LETTERS * SLOTS

search_entry = Table(
    "search_entry",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("kind", SmallInteger, nullable=False),
    Column("record_id", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("sort_key", SortText, nullable=False),
    Column("title", String, nullable=False),
    Column("place", String, nullable=False),
    Column("state", String, nullable=False),
    Column("detail", String, nullable=False),
    Column("matches", JSON, nullable=False),
    Column("words", String, nullable=False),
    UniqueConstraint("kind", "record_id"),
    sqlite_autoincrement=False,
)
Index("ix_search_entry_kind", search_entry.c.kind)

search_word = Table(
    "search_word",
    metadata,
    Column("word", SortText, primary_key=True),
    Column("sound", SortText, nullable=False, index=True),
)
"""Every word of a name with its sound: where a caller's name is looked up that was only heard."""


class Line(NamedTuple):
    """One line of a list; `state` and `detail` are codes that the reader puts into words."""

    position: int
    kind: int
    record_id: int
    title: str
    place: str
    state: str
    detail: str


def _codes() -> dict[str, int]:
    codes, code = {}, 0
    for run in _SIGNS:
        for sign in run:
            codes[sign] = code
            code += 1
        # The signs up to the next run share one code.
        code += 1
    return codes


_CODES = _codes()
_END = _CODES["\x01"]


def first_position(kind: int, key: str = "") -> int:
    """The lowest position that an entry of this kind with this sort key can have.

    What shares a code, and what follows it, is settled by slots.
    """
    number, is_open = 0, True
    for index in range(LETTERS):
        sign = key[index] if is_open and index < len(key) else "\x01"
        code = _CODES.get(sign)
        is_open = is_open and code is not None and code != _END
        number = number * _ALPHABET + (_shared_code(sign) if code is None else code)
    return kind * _KIND_SPAN + number * SLOTS


def _shared_code(sign: str) -> int:
    below = [code for known, code in _CODES.items() if known < sign]
    return below[-1] + 1 if below else _END


_LINE = [search_entry.c[name] for name in Line._fields]
_index = table("search_index", column("rowid"), column("search_index"))
_hits_sqlite: Select[*tuple[Any, ...]] = (
    select(column("rowid"))
    .select_from(_index)
    .where(literal_column("search_index").op("MATCH")(bindparam("query")))
    .where(column("rowid").between(bindparam("low"), bindparam("high")))
)
_hits_postgresql = (
    select(search_entry.c.position)
    .where(
        # `to_tsquery` would cut words such as `3e5x` in two.
        literal_column("search_entry.vector").op("@@")(text("CAST(:query AS tsquery)"))
    )
    .where(search_entry.c.position.between(bindparam("low"), bindparam("high")))
)


def _page(hits: Any, position: Any, *, backwards: bool) -> Executable:
    order = position.desc() if backwards else position
    page = hits.order_by(order).limit(bindparam("count")).subquery()
    return (
        select(*_LINE)
        .join_from(search_entry, page, search_entry.c.position == page.c[0])
        .order_by(search_entry.c.position.desc() if backwards else search_entry.c.position)
    )


def _plain_page(*, backwards: bool) -> Executable:
    position = search_entry.c.position
    return (
        select(*_LINE)
        .where(position.between(bindparam("low"), bindparam("high")))
        .order_by(position.desc() if backwards else position)
        .limit(bindparam("count"))
    )


def _counted(hits: Any) -> Executable:
    return select(func.count()).select_from(hits.limit(bindparam("count")).subquery())


_ALL = select(search_entry.c.position).where(
    search_entry.c.position.between(bindparam("low"), bindparam("high"))
)
# Built once: a statement built per key press costs more than the query.
_PAGES: dict[tuple[str, bool, bool], Executable] = {}
_COUNTS: dict[tuple[str, bool], Executable] = {}
for _dialect, _hits, _position in (
    ("sqlite", _hits_sqlite, column("rowid")),
    ("postgresql", _hits_postgresql, search_entry.c.position),
):
    for _backwards in (False, True):
        _PAGES[_dialect, True, _backwards] = _page(_hits, _position, backwards=_backwards)
        _PAGES[_dialect, False, _backwards] = _plain_page(backwards=_backwards)
    _COUNTS[_dialect, True] = _counted(_hits)
    _COUNTS[_dialect, False] = _counted(_ALL)


# A word, words that must all be met, readings of which one is enough.
_LANGUAGES = {"sqlite": ('"{}"*', " AND ", " OR "), "postgresql": ("'{}':*", " & ", " | ")}


class Scope(NamedTuple):
    """Which entries a list is about: kinds from `first` to `last`, holding the words of `text`."""

    first: int = Kind.MUNICIPALITY
    last: int = Kind.CALL
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the text holds no letter and no digit, so that nothing can be found."""
        return bool(self.text.strip()) and not words(self.text)

    @property
    def bounds(self) -> tuple[int, int]:
        """The lowest and the highest position of the scope."""
        return first_position(self.first), first_position(self.last + 1) - 1


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
    """
    if scope.is_empty:
        return []
    low, high = scope.bounds
    backwards = before is not None
    if after is not None:
        low = max(low, after + 1)
    if before is not None:
        high = min(high, before - 1)
    dialect = connection.dialect.name
    query = _query(scope.text, dialect)
    rows: Sequence[Row[*tuple[Any, ...]]] = connection.execute(
        _PAGES[dialect, query is not None, backwards],
        {"low": low, "high": high, "count": count, "query": query},
    ).all()
    lines = [Line._make(row) for row in rows]
    return lines[::-1] if backwards else lines


def count(connection: Connection, scope: Scope, limit: int) -> int:
    """How many entries the scope holds, counting no further than `limit`."""
    if scope.is_empty:
        return 0
    low, high = scope.bounds
    dialect = connection.dialect.name
    query = _query(scope.text, dialect)
    return int(
        connection.execute(
            _COUNTS[dialect, query is not None],
            {"low": low, "high": high, "count": limit, "query": query},
        ).scalar_one()
    )


def readings(text: str) -> list[list[str]]:
    """What a typed text can mean: a telephone number, or words that must all be met.

    `19.05.2021` may be either, so an entry is found by one of them. Empty without a letter or
    digit.
    """
    number, plain = phone_digits(text), words(text)
    both = [[number], plain] if number and plain != [number] else [plain]
    return [reading for reading in both if reading]


def _query(text: str, dialect: str) -> str | None:
    """The index's own language, made of folded letters and digits alone; None without any."""
    word, every, either = _LANGUAGES[dialect]
    found = [every.join(word.format(each) for each in reading) for reading in readings(text)]
    return either.join(f"({each})" for each in found) or None


def phone_digits(text: str) -> str:
    """The digits of a text that is a number in any German spelling, `+49` as `0`; else empty.

    Without a country code it takes five digits to be a number.
    """
    if not _NUMBER.fullmatch(text):
        return ""
    digits, has_plus = _digits(text), text.lstrip(" (").startswith("+")
    if not has_plus and not digits.startswith("00"):
        return digits if len(digits) >= _NUMBER_LENGTH else ""
    digits = ("00" if has_plus else "") + _digits(text.replace("(0)", ""))
    if not digits.startswith("0049"):
        return digits if len(digits) > len("00") else ""
    national = digits.removeprefix("0049").lstrip("0")
    return f"0{national}" if national else ""


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)
