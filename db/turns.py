"""Waiting for one's turn where two programs must not do the same at once."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session


def take_turn(session: Session, lock: int, patience_seconds: float | None = None) -> None:
    """Go on alone until the transaction ends, among all that name the same number.

    SQLite admits one writer anyway. On a server `patience_seconds` replaces the usual patience;
    who waits longer gets the error of a busy store.
    """
    if session.connection().dialect.name != "postgresql":
        return
    if patience_seconds is not None:
        patience = f"{patience_seconds * 1000:.0f}ms"
        session.execute(select(func.set_config("lock_timeout", patience, True)))
    session.execute(select(func.pg_advisory_xact_lock(lock)))
