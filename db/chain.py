"""The history cannot be bent unseen: what it says is chained, row by row and save by save.

Each row carries the digest of its payload and a link: the hash of the row and of the link before it
in the same transaction. At the end of a transaction a seal takes in the last link and the seal
before it. Only the seals have an order that all writers share, so on a server they wait for each
other there alone, for as long as a commit takes.

A payload may go when a person is to be forgotten: the digest stays, and with it the link. The salt
goes with the payload, so that nobody finds out by trying what the digest was of.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, insert, select, text, update

from db.news import CHANNEL
from db.tables import Change, Seal

_told = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
_LOCK = 7_101
"""Held on a server from the seal of a transaction to its end."""

_PAGE = 2_000
_BEGINNING = b""
_SALT_BYTES = 16
_OWN = ("salt", "digest", "link")
_ROW = ("unit", "at", "actor", "action", "table_name", "row_id", "record")
_TURN = text(f"SELECT pg_advisory_xact_lock({_LOCK}), pg_notify('{CHANNEL}', '')")
_BEFORE = select(
    select(Seal.seal).order_by(Seal.id.desc()).limit(1).scalar_subquery(),
    func.min(Change.id),
    func.max(Change.id),
).where(Change.unit == bindparam("unit"))
_CHANGES = select(
    Change.id,
    *(getattr(Change, name) for name in _ROW),
    Change.before,
    Change.after,
    Change.salt,
    Change.digest,
    Change.link,
).order_by(Change.id)


@dataclass
class Stretch:
    """What a transaction has added to the history so far."""

    link: bytes = _BEGINNING
    count: int = 0

    def linked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The row with its salt, digest and link."""
        salt = os.urandom(_SALT_BYTES)
        digest = _digest(salt, row["before"], row["after"])
        self.link = _link(self.link, row, digest)
        self.count += 1
        return {**row, "salt": salt, "digest": digest, "link": self.link}


class Broken(NamedTuple):
    """The first thing that does not fit; `row` is the number of a change."""

    row: int
    sentence: str


class Verified(NamedTuple):
    """How many rows and seals were looked at, how many of them without payload, and what is broken.

    `tip` is the newest seal; who has noted it elsewhere can tell later whether it is still there.
    """

    rows: int
    erased: int
    seals: int
    tip: str
    broken: Broken | None


FORGOTTEN: dict[str, Any] = {"salt": None}
"""What is written with a payload that takes the place of an erased one."""


def seal(connection: Connection, unit: str, stretch: Stretch) -> None:
    """Close what a transaction has added; its last statement. Tells the others on a server."""
    if not stretch.count:
        return
    if connection.dialect.name == "postgresql":
        # In a statement of its own: the next one has to see what was kept while this one waited.
        connection.execute(_TURN)
    before, first, last = connection.execute(_BEFORE, {"unit": unit}).one()
    connection.execute(insert(Seal), [_sealed(before, unit, stretch, first, last)])


def seal_rest(connection: Connection) -> int:
    """Seal what older programs and migrations have written; answers how many rows that were."""
    stretches: dict[str, tuple[Stretch, int, int]] = {}
    count = 0
    for page in _pages(connection, Change.link.is_(None)):
        links = []
        for row in page:
            stretch, first, _ = stretches.get(row.unit) or (Stretch(), row.id, row.id)
            told = stretch.linked(row._asdict())
            links.append({"number": row.id} | {name: told[name] for name in _OWN})
            stretches[row.unit] = stretch, first, row.id
        connection.execute(_SET_LINKS, links)
        count += len(links)
    before = connection.scalar(select(Seal.seal).order_by(Seal.id.desc()).limit(1))
    seals = []
    for unit, (stretch, first, last) in stretches.items():
        seals.append(_sealed(before, unit, stretch, first, last))
        before = seals[-1]["seal"]
    if seals:
        connection.execute(insert(Seal), seals)
    return count


def verify(connection: Connection) -> Verified:
    """Hold every row against its digest and link, and every seal against the one before."""
    stretches: dict[str, _Found] = {}
    broken: list[Broken] = []
    rows = erased = 0
    for page in _pages(connection):
        for row in page:
            rows += 1
            erased += row.salt is None
            found = stretches.setdefault(row.unit, _Found(row.id))
            if (reason := found.take(row)) and not found.is_broken:
                found.is_broken = True
                broken.append(Broken(row.id, reason))
    seals, tip, of_seals = _verify_seals(connection, stretches)
    broken += of_seals
    left = min((each.first for each in stretches.values()), default=None)
    if left is not None:
        broken.append(Broken(left, "Die Zeile gehört zu keinem Siegel."))
    first = min(broken, key=lambda each: each.row, default=None)
    return Verified(rows, erased, seals, tip, first)


def holds(connection: Connection, tip: str) -> bool:
    """Whether a seal that somebody has noted is still part of the chain."""
    try:
        wanted = bytes.fromhex(tip.replace("-", ""))
    except ValueError:
        return False
    return connection.scalar(select(func.count()).where(Seal.seal == wanted)) == 1


@dataclass
class _Found:
    """The rows of one transaction as they are met."""

    first: int
    last: int = 0
    link: bytes = _BEGINNING
    count: int = 0
    is_broken: bool = False

    @property
    def extent(self) -> tuple[int, int, int, bytes]:
        """What their seal has to say of them."""
        return self.count, self.first, self.last, self.link

    def take(self, row: Row[Any]) -> str:
        """Go on with a row; answers what is wrong with it."""
        before, self.link = self.link, row.link or _BEGINNING
        self.last, self.count = row.id, self.count + 1
        if row.salt is not None and _digest(row.salt, row.before, row.after) != row.digest:
            return "Ihr Inhalt ist ein anderer als der, der geschrieben wurde."
        if _link(before, row._asdict(), row.digest or b"") != row.link:
            return "Sie wurde geändert, oder vor ihr fehlt eine Zeile desselben Sicherns."
        return ""


def _verify_seals(
    connection: Connection, stretches: dict[str, _Found]
) -> tuple[int, str, list[Broken]]:
    before, count = _BEGINNING, 0
    broken: list[Broken] = []
    for row in connection.execute(_SEALS, execution_options={"yield_per": _PAGE}):
        count += 1
        found = stretches.pop(row.unit, None)
        stated = _seal(before, row.unit, row.size, row.first, row.last, row.link)
        if stated != row.seal:
            sentence = "Ihr Siegel schließt nicht an das davor an: Davor fehlt etwas."
            broken.append(Broken(row.first, sentence))
        elif found is None:
            broken.append(Broken(row.first, "Sie fehlt, mit allem, was zugleich gesichert wurde."))
        elif not found.is_broken and found.extent != (row.size, row.first, row.last, row.link):
            sentence = f"Beim selben Sichern waren es {row.size} Zeilen, jetzt {found.count}."
            broken.append(Broken(row.last if found.last != row.last else row.first, sentence))
        before = row.seal
    return count, before.hex(), broken


_SEALS = select(Seal.__table__).order_by(Seal.id)
_SET_LINKS = (
    update(Change.__table__)  # type: ignore[arg-type]
    .where(Change.__table__.c.id == bindparam("number"))
    .values({name: bindparam(name) for name in _OWN})
)


def _pages(connection: Connection, *where: Any) -> Iterator[list[Row[Any]]]:
    """All changes in their order, a page in memory at a time."""
    after = 0
    while page := list(connection.execute(_CHANGES.where(Change.id > after, *where).limit(_PAGE))):
        yield page
        after = page[-1].id


def _digest(salt: bytes, before: Any, after: Any) -> bytes:
    return _hash(salt.hex(), before, after)


def _link(before: bytes, row: Mapping[str, Any], digest: bytes) -> bytes:
    told = [_moment(row[name]) if name == "at" else row[name] for name in _ROW]
    return _hash(before.hex(), *told, digest.hex())


def _seal(before: bytes, unit: str, count: int, first: int, last: int, link: bytes) -> bytes:
    return _hash(before.hex(), unit, count, first, last, link.hex())


def _sealed(
    before: bytes | None, unit: str, stretch: Stretch, first: int, last: int
) -> dict[str, Any]:
    return {
        "unit": unit,
        "size": stretch.count,
        "first": first,
        "last": last,
        "link": stretch.link,
        "seal": _seal(before or _BEGINNING, unit, stretch.count, first, last, stretch.link),
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _hash(*parts: Any) -> bytes:
    return hashlib.sha256(_told(parts).encode()).digest()
