"""Where an entry stands: a place between its neighbours in DIN 5007 order, for one or for many."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, func, insert, select

from db.errors import RefusedError
from db.search.table import SLOTS, first_position, search_entry

T = TypeVar("T")
_BATCH = 500
_APPEND_STEP = 256
_TOGETHER = 5_000
_FEW = 50
_SPARSE = 100
"""With more entries than this beside each newcomer, looking at all of them would take longer."""


def put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert entries between their neighbours; where there is no gap, all of the group move.

    Raises `RefusedError` when a group holds more rows than it has places.
    """
    if len(rows) < _FEW or _present(connection, rows) > len(rows) * _SPARSE:
        for row in rows:
            _put_one(connection, row)
        return
    rows.sort(key=lambda row: (row["kind"], str(row["sort_key"])))
    for _, kind in groupby(rows, key=lambda row: row["kind"]):
        for part in _chunks(list(kind), _TOGETHER):
            _put_together(connection, part)


def _present(connection: Connection, rows: list[dict[str, Any]]) -> int:
    kinds = {row["kind"] for row in rows}
    counted = select(func.count()).where(search_entry.c.kind.in_(kinds))
    return connection.scalar(counted) or 0


def _put_together(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Place sorted newcomers of one kind among what stands between the first and the last."""
    kept = search_entry.c
    bases = [first_position(row["kind"], row["sort_key"]) for row in rows]
    around = kept.position.between(bases[0], bases[-1] + SLOTS - 1)
    standing: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for position, key in connection.execute(
        select(kept.position, kept.sort_key).where(around).order_by(kept.position)
    ):
        standing[position - position % SLOTS].append((position, key))
    placed: list[dict[str, Any]] = []
    for base, pairs in groupby(zip(bases, rows, strict=True), key=lambda pair: pair[0]):
        newcomers = [row for _, row in pairs]
        if _fit(base, standing.get(base, []), newcomers):
            placed += newcomers
        else:
            _spread_group(connection, base, newcomers)
    insert_all(connection, placed)


def _fit(base: int, standing: list[tuple[int, str]], newcomers: list[dict[str, Any]]) -> bool:
    """Give sorted newcomers places in the gaps between those who stand there, if all have room."""
    keys = [key for _, key in standing]
    ends = [base, *(position for position, _ in standing), base + SLOTS]
    by_gap = groupby(newcomers, key=lambda row: bisect_right(keys, str(row["sort_key"])))
    for gap, rows in by_gap:
        run, low, high = list(rows), ends[gap], ends[gap + 1]
        if high - low <= len(run):
            return False
        for index, row in enumerate(run, 1):
            row["position"] = low + index * (high - low) // (len(run) + 1)
    return True


def _put_one(connection: Connection, row: dict[str, Any]) -> None:
    """Insert between the neighbours in DIN 5007 order; where there is no gap, all move."""
    base = first_position(row["kind"], row["sort_key"])
    low, high = _gap(connection, base, row["sort_key"])
    if high - low < 2:
        _spread_group(connection, base, [row])
        return
    # Names that come one after the other leave room for those that come between them later.
    step = min(_APPEND_STEP, (high - low) // 2) if high == base + SLOTS else (high - low) // 2
    insert_all(connection, [row | {"position": low + step}])


def _gap(connection: Connection, base: int, key: str) -> tuple[int, int]:
    kept = search_entry.c
    group = kept.position.between(base, base + SLOTS - 1)
    low = connection.scalar(select(func.max(kept.position)).where(group, kept.sort_key <= key))
    high = connection.scalar(select(func.min(kept.position)).where(group, kept.sort_key > key))
    return base if low is None else low, base + SLOTS if high is None else high


def _spread_group(connection: Connection, base: int, newcomers: Iterable[dict[str, Any]]) -> None:
    kept = search_entry.c
    group = kept.position.between(base, base + SLOTS - 1)
    present = connection.execute(select(search_entry).where(group).order_by(kept.position))
    rows = [*(dict(row) for row in present.mappings()), *newcomers]
    rows.sort(key=lambda row: str(row["sort_key"]))
    spread(rows)
    connection.execute(delete(search_entry).where(group))
    insert_all(connection, rows)


def spread(rows: list[dict[str, Any]]) -> None:
    """Give sorted rows evenly spaced positions within the group of their first letters.

    Raises `RefusedError` when a group holds more rows than it has places.
    """
    groups: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        groups[first_position(row["kind"], row["sort_key"])].append(row)
    for base, group in groups.items():
        if len(group) >= SLOTS:
            raise RefusedError(
                f"Mit diesen Anfangsbuchstaben stehen schon {SLOTS - 1} Einträge in der Liste, und "
                "mehr fasst sie nicht."
            )
        for index, row in enumerate(group, 1):
            row["position"] = base + index * SLOTS // (len(group) + 1)


def insert_all(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Insert entries that have their places."""
    for batch in _chunks(rows, _BATCH):
        connection.execute(insert(search_entry), batch)


def _chunks(things: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    return (things[start : start + size] for start in range(0, len(things), size))
