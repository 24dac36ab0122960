"""The opened store: readers for the key's own turn, sessions for work, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from db import history
from db.connection import (
    confirm_kept,
    open_snapshot,
    open_writer,
    spoken_errors,
    transaction_of,
)
from db.proof import was_kept
from db.search import entries as search_entries
from db.spoken import may_be_kept


class Store:
    """One store, one engine. Sessions of it record history and keep the search entries.

    With a `schema` its sessions write only while the store has that revision: a program that was
    not started anew after an upgrade would write past what the new one guarantees.
    """

    def __init__(self, engine: Engine, schema: str | None = None) -> None:
        self.engine = engine
        self._schema = schema

        class StoreSession(history.TrackedSession):
            """Carries the listeners of this store alone."""

        history.watch(engine, StoreSession)
        search_entries.watch(StoreSession)
        self._sessions = sessionmaker(class_=StoreSession, expire_on_commit=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the store; whatever it changes is dropped."""
        with spoken_errors(), open_snapshot(self.engine) as connection:
            with self._sessions(bind=connection, autoflush=False) as session:
                yield session
            connection.rollback()

    @contextmanager
    def writing(self, actor: str, patience: float | None = None) -> Iterator[Session]:
        """A session whose changes are kept all together, or not at all after any error.

        `patience` is how many seconds to wait for others, if not those of a save. Raises
        `StaleDataError` when somebody else saved one of its records first, `StoreReplacedError`
        when the file at the store's address is not the one that was opened, `StoreLostError` when
        the connection ended and nothing was kept, and `SaveUnconfirmedError` when it ended with
        the commit and nobody could be asked.
        """
        with (
            spoken_errors(saving=True),
            open_writer(self.engine, self._schema, patience) as connection,
            self._sessions(bind=connection, info={"actor": actor}) as session,
        ):
            yield session
            self._commit(session, connection)

    def _commit(self, session: Session, connection: Connection) -> None:
        # Until here a connection that ends takes everything with it.
        session.flush()
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
