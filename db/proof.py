"""Whether a save was kept whose connection ended with the commit.

Each save has a name of its own, the unit of its history, which is stored with it. So the store can
be asked on another connection, as soon as the server has settled the transaction.
"""

import random
import time

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.exc import DBAPIError

from db.errors import SaveUnconfirmedError
from db.tables import Change

PATIENCE_SECONDS = 60.0
"""Longer than a server takes to start again."""

_STATUS = text("SELECT pg_xact_status(CAST(:name AS xid8))")
_END = text(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE backend_xid = CAST(CAST(:name AS xid8) AS xid)"
)


def was_kept(engine: Engine, unit: str, transaction: str | None) -> bool:
    """Ask until the store answers; `transaction` is the server's name for the save.

    Raises `SaveUnconfirmedError` when patience ends.
    """
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            with engine.connect() as connection:
                if transaction is None or _is_settled(connection, transaction):
                    return is_kept(connection, unit)
        except DBAPIError as error:
            if transaction is None:
                # A file does not come back by waiting.
                raise _unconfirmed(unit) from error
        if time.monotonic() > end:
            raise _unconfirmed(unit)
        time.sleep(random.uniform(0.05, 0.3))  # noqa: S311


def is_kept(connection: Connection, unit: str) -> bool:
    """Whether the history knows a save by this name."""
    return connection.scalar(select(Change.id).where(Change.unit == unit).limit(1)) is not None


def _is_settled(connection: Connection, transaction: str) -> bool:
    """Whether the server has kept or dropped the transaction; one that hangs is ended."""
    name = {"name": transaction}
    if connection.scalar(_STATUS, name) != "in progress":
        return True
    connection.execute(_END, name)
    return False


def _unconfirmed(unit: str) -> SaveUnconfirmedError:
    return SaveUnconfirmedError(
        "Noch nicht bestätigt: Die Verbindung zum Bestand ist beim Sichern abgerissen, und er "
        "antwortet nicht. Die Eingaben bleiben stehen. Beim nächsten Sichern wird "
        "zuerst nachgesehen, ob sie schon im Bestand sind.",
        unit,
    )
