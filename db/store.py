"""The opened store: readers for the key's own turn, sessions for work, all or nothing."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from db import history
from db.connection import confirm_kept, open_snapshot, open_writer, spoken_errors
from db.search import entries as search_entries


class Store:
    """One store, one engine. Sessions of it record history and keep the search entries."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

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
    def writing(self, actor: str) -> Iterator[Session]:
        """A session whose changes are kept all together, or not at all after any error.

        Raises `StaleDataError` when somebody else saved one of its records first, and
        `StoreReplacedError` when the file at the store's address is not the one that was opened.
        """
        with (
            spoken_errors(),
            open_writer(self.engine) as connection,
            self._sessions(bind=connection, info={"actor": actor}) as session,
        ):
            yield session
            session.commit()
            confirm_kept(connection)

    def rebuild_search(self) -> int:
        """Make all search entries anew; answers how many there are."""
        with spoken_errors(), open_writer(self.engine) as connection, connection.begin():
            return search_entries.rebuild(connection)

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()
