"""Stores for tests: one is prepared, and every test works on a copy of its own."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import URL, make_url

from db.connection import open_engine
from db.migrate import bring_up_to_date
from db.store import Store
from tests.postgres import Server

DIALECTS = ("sqlite", "postgresql")

Prepare = Callable[[Store], object]


def nothing(_store: Store) -> None:
    """Prepare an empty store."""


class Stores:
    """Hands out copies of prepared stores; a copy costs a few milliseconds."""

    def __init__(self, folder: Path, server: Callable[[], Server]) -> None:
        self._folder = folder
        self._folder.chmod(0o700)
        self._server = server
        self._numbers = itertools.count(1)
        self._templates: dict[tuple[str, Prepare], URL] = {}

    @contextmanager
    def empty(self, dialect: str) -> Iterator[URL]:
        """The address of a database without any table; for SQLite there is no file yet."""
        if dialect == "sqlite":
            yield URL.create("sqlite", database=str(self._file()))
            return
        name = self._server().create()
        try:
            yield self._server().url(name)
        finally:
            self._server().drop(name)

    @contextmanager
    def copy(self, dialect: str, prepare: Prepare = nothing) -> Iterator[URL]:
        """The address of a migrated store as `prepare` left it; it is gone after the block."""
        template = self._template(dialect, prepare)
        if dialect == "sqlite":
            path = self._file()
            shutil.copy(str(template.database), path)
            yield URL.create("sqlite", database=str(path))
            return
        name = self._server().create(str(template.database))
        try:
            yield self._server().url(name)
        finally:
            self._server().drop(name)

    @contextmanager
    def opened(self, dialect: str, prepare: Prepare = nothing) -> Iterator[Store]:
        """A copy as `copy` makes it, opened."""
        with self.copy(dialect, prepare) as url, opened(url) as store:
            yield store

    def _template(self, dialect: str, prepare: Prepare) -> URL:
        if (dialect, prepare) not in self._templates:
            if dialect == "sqlite":
                url = URL.create("sqlite", database=str(self._file()))
            else:
                url = self._server().url(self._server().create())
            with opened(url) as store:
                bring_up_to_date(store.engine)
                prepare(store)
            self._templates[dialect, prepare] = url
        return self._templates[dialect, prepare]

    def _file(self) -> Path:
        folder = self._folder / str(next(self._numbers))
        folder.mkdir(mode=0o700)
        return folder / "bestand.db"


@contextmanager
def opened(url: URL | str) -> Iterator[Store]:
    """The store at an address, closed after the block."""
    store = Store(open_engine(make_url(url)))
    try:
        yield store
    finally:
        store.close()
