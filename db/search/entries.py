"""Keeps the search entries: made anew from the tables in the transaction of each save."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from sqlalchemy import Connection, delete, event, select, text, update
from sqlalchemy.orm import Session, UOWTransaction

from db.flushed import flushed, former
from db.fold import sort_key
from db.search import heard as search_heard
from db.search import placing
from db.search.dependents import DEPENDENTS
from db.search.rows import CHUNK, Entry
from db.search.sources import SOURCES
from db.search.table import search_entry, search_word
from ozg_tui.codes.search import Kind

Ref = tuple[str, Any]
"""What an entry is about: the name of a source and a number, or of dependents and their key."""

T = TypeVar("T")
_LOCK = 7_200


def watch(session_class: type[Session]) -> None:
    """Keep the entries of everything that sessions of this class change."""
    event.listen(session_class, "after_flush", _after_flush)


def rebuild(connection: Connection) -> int:
    """Make all entries anew from the tables; answers how many there are."""
    _take_turn(connection)
    connection.execute(delete(search_entry))
    connection.execute(delete(search_word))
    spoken: set[str] = set()
    rows = []
    for source in SOURCES.values():
        for ids in _chunks(source.all_ids(connection), CHUNK):
            for entry in source.make(connection, ids):
                rows.append(_row(entry))
                spoken.update(entry.spoken())
    rows.sort(key=lambda row: (row["kind"], row["sort_key"]))
    placing.spread(rows)
    placing.insert_all(connection, rows)
    search_heard.keep(connection, spoken)
    return len(rows)


def refresh(connection: Connection, refs: Iterable[Ref]) -> None:
    """Make the entries of these records anew, and of those that show their names."""
    _take_turn(connection)
    named: dict[str, set[Any]] = defaultdict(set)
    for name, key in refs:
        named[name].add(key)
    wanted = defaultdict(set, {name: set(keys) for name, keys in named.items()})
    for name, dependents in DEPENDENTS.items():
        for keys in _chunks(named[name], CHUNK):
            for dependent, ids in dependents(connection, keys):
                wanted[dependent].update(ids)
    for name, source in SOURCES.items():
        newcomers = []
        for ids in _chunks(wanted[name], CHUNK):
            entries = list(source.make(connection, ids))
            newcomers += _keep(connection, source.kinds, ids, entries)
            search_heard.keep(connection, (word for each in entries for word in each.spoken()))
        placing.put(connection, newcomers)


def _after_flush(session: Session, context: UOWTransaction) -> None:
    refs = {
        (name, key)
        for rows in flushed(context)
        for row in rows
        for column, name in row.shown_in
        for key in (getattr(row, column), former(row, column))
        if key is not None
    }
    if refs:
        refresh(session.connection(), refs)


def _take_turn(connection: Connection) -> None:
    # One at a time, before anything is read: two writers must not choose the same gap, nor lock
    # each other's entries, and the later one must see the names that the earlier one has saved.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def _chunks(things: Iterable[T], size: int) -> Iterator[list[T]]:
    whole = list(things)
    return (whole[start : start + size] for start in range(0, len(whole), size))


def _keep(
    connection: Connection, kinds: tuple[Kind, ...], ids: list[int], entries: Iterable[Entry]
) -> list[dict[str, Any]]:
    """Bring the entries of these records up to date; gives those that have no place yet."""
    newcomers = []
    kept = search_entry.c
    mine = kept.kind.in_(kinds) & kept.record_id.in_(ids)
    old = {
        (row.kind, row.record_id): row
        for row in connection.execute(
            select(kept.kind, kept.record_id, kept.position, kept.sort_key).where(mine)
        )
    }
    for entry in entries:
        row = _row(entry)
        present = old.get((row["kind"], row["record_id"]))
        if present is not None and present.sort_key == row["sort_key"]:
            connection.execute(
                update(search_entry).where(kept.position == present.position).values(row)
            )
            del old[present.kind, present.record_id]
            continue
        if present is not None:
            del old[present.kind, present.record_id]
            connection.execute(delete(search_entry).where(kept.position == present.position))
        newcomers.append(row)
    if old:
        gone = [row.position for row in old.values()]
        connection.execute(delete(search_entry).where(kept.position.in_(gone)))
    return newcomers


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "kind": int(entry.kind),
        "record_id": entry.record_id,
        "sort_key": sort_key(entry.sort_text),
        "title": entry.title,
        "place": entry.place,
        "state": entry.state,
        "detail": entry.detail,
        "matches": [match.document() for match in entry.matches if match.text],
        "words": entry.words(),
    }
