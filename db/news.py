"""Hears that somebody has saved: whoever it was, with whatever program."""

from __future__ import annotations

import select as system
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from typing import Any

from sqlalchemy import Connection, Engine, Row, func, select
from sqlalchemy.exc import DBAPIError

from db.connection import hold_reader, is_embedded
from db.outline import change, draft

CHANNEL = "ozg_saved"
"""Where a server tells those who listen; what was saved they read themselves."""

LOOK_SECONDS = 0.5
"""How often the mark of the file is looked at, and how often at most news are told."""

_LISTEN_SECONDS = 20.0
"""After so long without a word a server is asked: a pooler between may have swallowed it."""

_AWAY_SECONDS = 2.0

_STATE = select(
    select(func.max(change.c.id)).scalar_subquery(),
    *(
        select(part).scalar_subquery()
        for part in (func.count(draft.c.id), func.sum(draft.c.id), func.max(draft.c.begun_at))
    ),
)
"""The newest change, and what is being worked on."""


def tell(connection: Connection) -> None:
    """Tell the other programs of a server, as soon as this transaction is kept."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


class Watch:
    """Waits for news in a thread of its own, with a connection of its own."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._ended, self._end = socket.socketpair()
        self._state: Row[Any] | None = None

    def run(self, heard: Callable[[], None]) -> None:
        """Call `heard` after others have saved, or this program itself, until `stop`.

        A store that is away is waited for; what was saved meanwhile is news then.
        """
        # What a listening driver hears comes past SQLAlchemy, and so do its errors.
        away = (DBAPIError, OSError, self._engine.dialect.loaded_dbapi.Error)
        with self._ended:
            while True:
                with suppress(*away), closing(hold_reader(self._engine)) as connection:
                    connection.detach()
                    watch = self._watch_file if is_embedded(self._engine) else self._listen
                    watch(connection, heard)
                if self._pause(_AWAY_SECONDS):
                    return

    def stop(self) -> None:
        """Wait no longer."""
        self._end.close()

    def _watch_file(self, connection: Connection, heard: Callable[[], None]) -> None:
        before = None
        while True:
            # Moves with every commit of another connection, also with one that changed nothing.
            mark = connection.exec_driver_sql("PRAGMA data_version").scalar_one()
            if mark != before:
                before = mark
                if self._is_news(connection):
                    heard()
            if self._pause(LOOK_SECONDS):
                return

    def _listen(self, connection: Connection, heard: Callable[[], None]) -> None:
        connection.exec_driver_sql(f"LISTEN {CHANNEL}")
        driver: Any = connection.connection.dbapi_connection
        while True:
            is_news = self._is_news(connection)
            # Asked last: what is told during another question would be heard with the next word.
            # Who began first may be kept last, and then the newest number does not move.
            if list(driver.notifies(timeout=0)) or is_news:
                heard()
            if self._pause(LOOK_SECONDS) or self._pause(_LISTEN_SECONDS, driver):
                return

    def _is_news(self, connection: Connection) -> bool:
        """Whether the state is another than the last time that it was looked at."""
        state = connection.execute(_STATE).one()
        connection.rollback()
        before, self._state = self._state, state
        return before is not None and state != before

    def _pause(self, seconds: float, *also: Any) -> bool:
        """Wait, or until `also` has something to read; answers whether the end has come."""
        ready, _, _ = system.select([self._ended, *also], [], [], seconds)
        return self._ended in ready
