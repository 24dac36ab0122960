"""The search entries: one line for every record that can be found, and its place in every list.

An entry's position is its row number: kind first, then DIN 5007. `db.search.pages` reads lists of
entries, `db.search.entries` keeps them. Reading needs SQLAlchemy's Core alone.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
)

from db.metadata import SortText, metadata

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
    if not key:
        return kind * _KIND_SPAN
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
