"""Brings a backup back: looked at first, the present state kept, then put in its place at once."""

from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection, Engine, NullPool, create_engine
from sqlalchemy.engine import URL

from db.backup import embedded, places, sealed, server
from db.backup.difference import Difference, differences
from db.backup.failures import (
    BackupUnusableError,
    NotBroughtBackError,
    StepFailedError,
    told,
)
from db.backup.make import ask_room, back_up
from db.backup.sealed import About
from db.backup.tools import Tools
from db.errors import StoreUnreachableError

_STAMP = "%Y%m%dT%H%M%SZ"
_SPACE = 4
"""How many times its size a backup needs while it is unpacked and brought back."""

_KINDS = {"sqlite": "Bestandsdatei", "postgresql": "PostgreSQL-Datenbank"}
_MAY_NOT_CREATE = (
    "die Rolle darf keine Datenbank anlegen, in der die Sicherung vorher geprüft wird "
    "(ALTER ROLE … CREATEDB)."
)


class Preview(NamedTuple):
    """What a backup says of itself, and what the store becomes by it.

    `differences` is None where the present store is missing or damaged.
    """

    about: About
    differences: tuple[Difference, ...] | None


class BroughtBack(NamedTuple):
    """A backup that is the store now; `rows` were compared.

    `kept` is where the state before lies, None where there was none.
    """

    about: About
    rows: int
    kept: Path | None


def preview(url: URL, path: Path, known: Container[str]) -> Preview:
    """Say what bringing a backup back would change; changes nothing.

    `known` are the revisions of the schema that the program can work with. Raises
    `BackupUnusableError` for a file that is foreign, damaged, of the other kind of database or
    newer than the program, `NotBroughtBackError` with what else stands in the way.
    """
    with told(NotBroughtBackError), _unpacked(url, path, known) as (about, unpacked):
        if not _is_there(url):
            return Preview(about, None)
        with _opened(url, unpacked) as (present, backup):
            return Preview(about, differences(present, backup))


def bring_back(url: URL, path: Path, now: datetime, known: Container[str]) -> BroughtBack:
    """Make a backup the store again; what it is now is backed up before, or put aside if damaged.

    The store is the one or the other at every moment. Raises `BackupUnusableError`,
    `NotBackedUpError` and `NotBroughtBackError`; the store is as it was then.
    """
    with told(NotBroughtBackError), _unpacked(url, path, known):
        is_there = _is_there(url)
        newest = _last_change(url) if is_there else None
    kept = back_up(url, now).path if is_there else None
    with told(NotBroughtBackError), _unpacked(url, path, known) as (about, unpacked):
        if url.get_backend_name() != "sqlite":
            return BroughtBack(about, _server(url, unpacked, newest, kept), kept)
        store = Path(str(url.database))
        if newest is not None:
            embedded.bring_back(unpacked, store, newest)
        else:
            kept = _begin_anew(unpacked, store, now)
        with embedded.snapshot(store) as connection:
            return BroughtBack(
                about, _proven(lambda: embedded.compare(connection, unpacked), kept), kept
            )


def _server(url: URL, dumped: Path, newest: int | None, kept: Path | None) -> int:
    with server.plain(url) as engine, _restored(url, engine, dumped) as (beside, tools):
        with server.plain(beside) as other, server.snapshot(other) as restored:
            expected = server.digests(restored)
        with engine.connect() as connection:
            server.bring_back(connection, url, dumped, tools, newest)
        with server.snapshot(engine) as present:
            return _proven(lambda: server.compare(expected, server.digests(present)), kept)


def _begin_anew(unpacked: Path, store: Path, now: datetime) -> Path | None:
    """Put a store where there is none; a damaged one goes aside. Answers where that lies."""
    partial = store.with_name(f"{store.name}.teil")
    partial.unlink(missing_ok=True)
    with embedded.snapshot(unpacked) as connection:
        embedded.copy(connection, partial)
    kept = None
    if store.exists():
        kept = embedded.put_aside(store, f"{store.name}.beschaedigt-{now:{_STAMP}}")
    partial.rename(store)
    places.keep_names(store.parent)
    return kept


def _is_there(url: URL) -> bool:
    """Whether there is a present state that can be read."""
    if url.get_backend_name() == "sqlite":
        store = Path(str(url.database))
        return store.exists() and store.stat().st_size > 0 and embedded.is_sound(store)
    with server.plain(url) as engine, engine.connect() as connection:
        return server.has_tables(connection)


def _last_change(url: URL) -> int:
    """The newest change of the store: what is kept after it holds all that came before."""
    if url.get_backend_name() == "sqlite":
        return embedded.last_change(Path(str(url.database)))
    with server.plain(url) as engine, engine.connect() as connection:
        return server.last_change(connection)


@contextmanager
def _unpacked(url: URL, path: Path, known: Container[str]) -> Iterator[tuple[About, Path]]:
    """A backup that this store can take, unpacked while no other is made."""
    folder, stem = places.folder_of(url), places.stem_of(url)
    places.prepare(folder)
    with places.turn(folder, stem), places.scratch(folder, stem) as scratch:
        ask_room(scratch, _SPACE * path.stat().st_size)
        about, unpacked = sealed.unseal(path, scratch)
        _refuse_unfit(url, about, path, known)
        if about.database == "sqlite" and not embedded.is_sound(unpacked):
            raise BackupUnusableError(f"Der Bestand in »{path}« ist beschädigt.")
        yield about, unpacked


def _refuse_unfit(url: URL, about: About, path: Path, known: Container[str]) -> None:
    if about.database != url.get_backend_name():
        raise BackupUnusableError(
            f"»{path}« ist die Sicherung einer {_KINDS[about.database]}; dieser Bestand liegt in "
            f"einer {_KINDS[url.get_backend_name()]}."
        )
    if about.schema not in known:
        raise BackupUnusableError(
            "Diese Sicherung hat eine neuere Programmversion gemacht. Bitte das Programm "
            "aktualisieren; es wurde nichts verändert."
        )


@contextmanager
def _opened(url: URL, unpacked: Path) -> Iterator[tuple[Connection, Connection]]:
    """The present store, and what it was at the time of a backup."""
    if url.get_backend_name() == "sqlite":
        with (
            _embedded(Path(str(url.database))) as present,
            _embedded(unpacked) as backup,
        ):
            yield present, backup
        return
    with (
        server.plain(url) as engine,
        _restored(url, engine, unpacked) as (beside, _),
        server.plain(beside) as other,
        server.snapshot(engine) as present,
        server.snapshot(other) as backup,
    ):
        yield present, backup


@contextmanager
def _embedded(file: Path) -> Iterator[Connection]:
    engine = create_engine(URL.create("sqlite", database=str(file)), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


@contextmanager
def _restored(url: URL, engine: Engine, dumped: Path) -> Iterator[tuple[URL, Tools]]:
    """A database beside the store, with a dump in it; gone after the block."""
    with engine.connect() as connection:
        tools = server.tools_of(connection)
        if not server.may_create_databases(connection):
            raise StepFailedError(_MAY_NOT_CREATE)
        with server.restored(url, connection, dumped, tools) as beside:
            connection.rollback()
            yield beside, tools


def _proven(compared: Callable[[], int], kept: Path | None) -> int:
    """How many rows are the same as in the backup; anything else is said as it is."""
    try:
        return compared()
    except StepFailedError as error:
        where = f" Der Stand davor liegt in »{kept}«." if kept else ""
        raise StoreUnreachableError(
            f"Die Sicherung wurde zurückgeholt, aber beim Vergleichen zeigt sich: {error}{where}"
        ) from error
