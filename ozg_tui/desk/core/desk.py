"""The opened desk: one store, one person, one clock."""

import threading
from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import Connection, Engine

from db.connection import hold_reader, is_embedded, spoken_errors
from db.errors import StoreLostError
from db.news import Watch
from ozg_tui.clock import Clock

if TYPE_CHECKING:
    from db.store import Store

T = TypeVar("T")


class Desk:
    """What every desk function needs. Lists read through `read`, everything else through `store`.

    The store loads the ORM, which takes as long as Textual itself; lists do without it.
    """

    def __init__(self, engine: Engine, actor: str, clock: Clock) -> None:
        self.engine = engine
        self.actor = actor
        self.clock = clock
        self.notice = ""
        """What the person should know about the opening of the store."""
        self._reader: Connection | None = None
        self._turn = threading.Lock()

    @property
    def is_embedded(self) -> bool:
        """Whether reads are fast enough for the key's own turn."""
        return is_embedded(self.engine)

    @cached_property
    def store(self) -> "Store":
        """The store with its sessions."""
        from db.migrate import HEAD
        from db.store import Store

        return Store(self.engine, self.clock, HEAD)

    def read(self, question: Callable[[Connection], T]) -> T:
        """Ask on the connection that is kept for short reads; a lost server is asked once more."""
        with self._turn:
            try:
                return self._ask(question)
            except StoreLostError:
                return self._ask(question)

    def _ask(self, question: Callable[[Connection], T]) -> T:
        with spoken_errors():
            if self._reader is None or self._reader.invalidated:
                self._reader = hold_reader(self.engine)
            try:
                return question(self._reader)
            finally:
                if not self._reader.invalidated:
                    self._reader.rollback()

    def watch(self) -> Watch:
        """What hears that others have saved."""
        return Watch(self.engine)

    def at(self, reader: Connection, clock: Clock) -> "Desk":
        """A desk that asks one connection alone, on the day of a clock; it writes nothing."""
        return _AtReader(self, reader, clock)

    def today(self) -> date:
        """The day in Hessen."""
        return self.clock.today()

    def close(self) -> None:
        """Give all connections back."""
        if self._reader is not None:
            self._reader.close()
        self.engine.dispose()


class _AtReader(Desk):
    """The desk as one connection sees it: one state of the store, perhaps that of another day."""

    def __init__(self, desk: Desk, reader: Connection, clock: Clock) -> None:
        super().__init__(desk.engine, desk.actor, clock)
        self._only = reader

    def read(self, question: Callable[[Connection], T]) -> T:
        """Ask the connection."""
        with spoken_errors():
            return question(self._only)

    @cached_property
    def store(self) -> "Store":
        """The store as far as it is read."""
        from db.store import Store

        return Store(self.engine, self.clock, reader=self._only)
