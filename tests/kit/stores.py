"""Stores for tests: one is prepared, once for all workers, and every test works on a copy."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from db.connection import open_engine
from db.migrate import upgrade
from db.store import Store
from ozg_tui.clock import Clock
from tests.kit.clock import DAY, SetClock
from tests.kit.postgres import Server, turn

DIALECTS = ("sqlite", "postgresql")

BEFORE = DAY - timedelta(days=1)
"""When stores are prepared, unless who prepares them sets another day."""

Prepare = Callable[[Store], object]


def nothing(_store: Store) -> None:
    """Prepare an empty store."""


def upon(base: Prepare) -> Callable[[Prepare], Prepare]:
    """Marks what prepares a store that `base` has prepared already."""

    def mark(prepare: Prepare) -> Prepare:
        prepare.__dict__["base"] = base
        return prepare

    return mark


class Stores:
    """Hands out copies of prepared stores; a copy costs a few milliseconds.

    `folder` is for the copies of this worker, `shared` for what all workers copy from.
    """

    def __init__(self, folder: Path, shared: Path, server: Callable[[], Server]) -> None:
        self._folder = folder
        self._folder.chmod(0o700)
        self._shared = shared
        self._server = server
        self._numbers = itertools.count(1)
        self._templates: dict[tuple[str, Prepare], URL] = {}

    @contextmanager
    def empty(self, dialect: str) -> Iterator[URL]:
        """The address of a database without any table; for SQLite there is no file yet."""
        yield from self._gone_after(self._new(dialect))

    @contextmanager
    def copy(self, dialect: str, prepare: Prepare = nothing) -> Iterator[URL]:
        """The address of a migrated store as `prepare` left it; it is gone after the block."""
        yield from self._gone_after(self._copy(self._template(dialect, prepare)))

    @contextmanager
    def opened(self, dialect: str, prepare: Prepare = nothing) -> Iterator[Store]:
        """A copy as `copy` makes it, opened."""
        with self.copy(dialect, prepare) as url, opened(url) as store:
            yield store

    def _template(self, dialect: str, prepare: Prepare) -> URL:
        if (dialect, prepare) not in self._templates:
            name = f"{prepare.__module__}.{prepare.__qualname__}"
            make = self._shared_file if dialect == "sqlite" else self._shared_database
            with turn(self._shared / f"{dialect} {name}"):
                self._templates[dialect, prepare] = make(name, prepare)
        return self._templates[dialect, prepare]

    def _shared_file(self, name: str, prepare: Prepare) -> URL:
        url = URL.create("sqlite", database=str(self._shared / f"{name}.db"))
        if not Path(str(url.database)).exists():
            made = self._made("sqlite", prepare)
            shutil.move(str(made.database), str(url.database))
        return url

    def _shared_database(self, name: str, prepare: Prepare) -> URL:
        server = self._server()
        if not server.has(name):
            server.rename(str(self._made("postgresql", prepare).database), name)
        return server.url(name)

    def _made(self, dialect: str, prepare: Prepare) -> URL:
        """A new store as `prepare` leaves it."""
        if prepare is nothing:
            url = self._new(dialect)
        else:
            url = self._copy(self._template(dialect, getattr(prepare, "base", nothing)))
        with opened(url, SetClock(BEFORE)) as store:
            upgrade(store.engine, store.clock)
            prepare(store)
        return url

    def _new(self, dialect: str) -> URL:
        if dialect == "sqlite":
            return URL.create("sqlite", database=str(self._file()))
        return self._server().url(self._server().create())

    def _copy(self, template: URL) -> URL:
        if template.get_backend_name() == "sqlite":
            path = self._file()
            shutil.copy(str(template.database), path)
            return URL.create("sqlite", database=str(path))
        return self._server().url(self._server().create(str(template.database)))

    def _gone_after(self, url: URL) -> Iterator[URL]:
        try:
            yield url
        finally:
            if url.get_backend_name() == "postgresql":
                self._server().drop(str(url.database))
            else:
                shutil.rmtree(Path(str(url.database)).parent, ignore_errors=True)

    def _file(self) -> Path:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir(mode=0o700)
        return folder / "bestand.db"


@contextmanager
def opened(url: URL | str, clock: Clock | None = None) -> Iterator[Store]:
    """The store at an address, closed after the block; its clock is set to the day of tests."""
    store = Store(open_engine(make_url(url)), clock or SetClock())
    try:
        yield store
    finally:
        store.close()
