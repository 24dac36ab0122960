"""Transactions of a desk: a session that knows for whom it works."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import event
from sqlalchemy.orm import UOWTransaction, object_session

from db.history import TrackedSession
from db.tables import Organisation, OrganisationPeriod
from ozg_tui.codes.rights import Right
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import forget
from ozg_tui.desk.core.rights import insist
from ozg_tui.desk.core.territory import territory

_MOVED = "the organisations that the desk keeps are not those of the store any more"


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
def writing(
    desk: Desk, *needs: Callable[[Desk], object], right: Right = Right.EDIT
) -> Iterator[DeskSession]:
    """A session whose changes are kept all together, or not at all after any error.

    The organisations and what `needs` ask for are read before it begins: when many save at once,
    none has a second connection. Raises as `db.store.Store.writing`, and `RefusedError` where the
    person does not have the `right`.
    """
    insist(desk, right)
    for ask in (territory, *needs):
        ask(desk)
    with desk.store.writing_as(DeskSession, desk.actor) as session:
        session.desk = desk
        yield session
    if session.info.get(_MOVED):
        forget(desk)


@event.listens_for(DeskSession, "after_flush")
def _note_moved(session: DeskSession, _context: UOWTransaction) -> None:
    rows = (*session.new, *session.dirty, *session.deleted)
    if any(isinstance(row, Organisation | OrganisationPeriod) for row in rows):
        session.info[_MOVED] = True
