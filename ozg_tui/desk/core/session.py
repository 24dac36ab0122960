"""Transactions of a desk: a session that knows for whom it works."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm import object_session

from db.history import TrackedSession
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory


class DeskSession(TrackedSession):
    """A session of `reading` or `writing`: the store's rows, and the desk with what it keeps."""

    desk: Desk


def session_of(row: object) -> DeskSession | None:
    """The session that a row belongs to; None for one that is not stored yet."""
    session = object_session(row)
    return session if isinstance(session, DeskSession) else None


@contextmanager
def reading(desk: Desk) -> Iterator[DeskSession]:
    """A session that sees one state of the store; whatever it changes is dropped."""
    territory(desk)
    with desk.store.reading_as(DeskSession) as session:
        session.desk = desk
        yield session


@contextmanager
def writing(desk: Desk, *needs: Callable[[Desk], object]) -> Iterator[DeskSession]:
    """A session whose changes are kept all together, or not at all after any error.

    The organisations and what `needs` ask for are read before it begins: when many save at once,
    none has a second connection. Raises as `db.store.Store.writing`.
    """
    for ask in (territory, *needs):
        ask(desk)
    with desk.store.writing_as(DeskSession, desk.actor) as session:
        session.desk = desk
        yield session
