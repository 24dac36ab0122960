"""The opened store: readers for the key's own turn, sessions for work, all or nothing."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError

from db import history
from db.connection import (
    confirm_kept,
    open_snapshot,
    open_writer,
    spoken_errors,
    transaction_of,
)
from db.history import TrackedSession
from db.proof import was_kept
from db.search import entries as search_entries
from db.spoken import may_be_kept
from ozg_tui.clock import Clock

S = TypeVar("S", bound=TrackedSession)

history.watch(TrackedSession)
search_entries.watch(TrackedSession)


class Store:
    """One store, one engine. Sessions of it record history and keep the search entries.

    With a `schema` its sessions write only while the store has that revision: a program that was
    not started anew after an upgrade would write past what the new one guarantees. With a `reader`
    its sessions read what that connection sees, and leave its transaction open.
    """

    def __init__(
        self,
        engine: Engine,
        clock: Clock,
        schema: str | None = None,
        reader: Connection | None = None,
    ) -> None:
        self.engine = engine
        self.clock = clock
        self._schema = schema
        self._reader = reader
        history.guard(engine)

    def reading(self) -> AbstractContextManager[TrackedSession]:
        """A session that sees one state of the store; whatever it changes is dropped."""
        return self.reading_as(TrackedSession)

    def writing(
        self, actor: str, patience: float | None = None
    ) -> AbstractContextManager[TrackedSession]:
        """A session whose changes are kept all together, or not at all after any error.

        `patience` is how many seconds to wait for others, if not those of a save. Raises
        `StaleDataError` when somebody else saved one of its records first, `StoreReplacedError`
        when the file at the store's address is not the one that was opened, `StoreLostError` when
        the connection ended and nothing was kept, and `SaveUnconfirmedError` when it ended with
        the commit and nobody could be asked.
        """
        return self.writing_as(TrackedSession, actor, patience)

    @contextmanager
    def reading_as(self, kind: type[S]) -> Iterator[S]:
        """As `reading`, with a session that carries more."""
        if self._reader is not None:
            with spoken_errors(), kind(self._reader, self.clock, autoflush=False) as session:
                yield session
            return
        with spoken_errors(), open_snapshot(self.engine) as connection:
            with kind(connection, self.clock, autoflush=False) as session:
                yield session
            connection.rollback()

    @contextmanager
    def writing_as(self, kind: type[S], actor: str, patience: float | None = None) -> Iterator[S]:
        """As `writing`, with a session that carries more."""
        with (
            spoken_errors(saving=True),
            open_writer(self.engine, self._schema, patience) as connection,
            kind(connection, self.clock, actor) as session,
        ):
            yield session
            self._commit(session, connection)

    def _commit(self, session: TrackedSession, connection: Connection) -> None:
        # Until here a connection that ends takes everything with it.
        session.flush()
        history.seal(session)
        unit, transaction = history.unit_of(session), transaction_of(connection)
        try:
            session.commit()
        except DBAPIError as error:
            # SQLAlchemy would give the connection back with its transaction still open.
            connection.invalidate()
            if not may_be_kept(error) or not was_kept(self.engine, unit, transaction):
                raise
        else:
            confirm_kept(connection)

    def rebuild_search(self) -> int:
        """Make all search entries anew; answers how many there are."""
        with spoken_errors(), open_writer(self.engine) as connection, connection.begin():
            return search_entries.rebuild(connection)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
