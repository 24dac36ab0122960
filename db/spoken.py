"""What the databases' errors mean to staff."""

import sqlite3
from collections.abc import Callable
from functools import partial

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from db.errors import (
    RefusedError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    StoreUnsuitableError,
)

_Said = Callable[[], StoreError]

_BUSY = partial(
    StoreBusyError,
    "Der Bestand ist gerade durch ein anderes Programm gesperrt. Die Eingaben bleiben stehen; "
    "bitte gleich noch einmal sichern.",
)
_FULL = partial(
    StoreUnreachableError,
    "Der Datenträger ist voll. Es wurde nichts gesichert, die Eingaben bleiben stehen. Bitte "
    "Platz schaffen und noch einmal sichern.",
)
_READ_ONLY = partial(
    StoreUnreachableError,
    "Der Bestand darf nicht beschrieben werden (nur Lesen erlaubt). Es wurde nichts gesichert, "
    "die Eingaben bleiben stehen.",
)
_DAMAGED = partial(
    StoreUnsuitableError,
    "Die Bestandsdatei ist beschädigt oder keine Datei dieses Programms. Bitte alle Fenster des "
    "Programms beenden, dann die letzte Sicherung an ihren Ort legen.",
)
_UNREADABLE = partial(
    StoreUnreachableError,
    "Die Bestandsdatei lässt sich nicht lesen oder schreiben. Es wurde nichts gesichert.",
)
_NO_ANSWER = partial(
    StoreUnreachableError,
    "Der Datenbank-Server antwortet nicht. Die Eingaben bleiben stehen; bitte später noch einmal "
    "sichern.",
)
_REFUSED = partial(
    RefusedError, "Die Datenbank hat die Änderung abgelehnt; es wurde nichts gesichert."
)

_SQLITE: dict[int, _Said] = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_PROTOCOL: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
    sqlite3.SQLITE_IOERR: _UNREADABLE,
    sqlite3.SQLITE_CANTOPEN: _UNREADABLE,
}
_POSTGRESQL: dict[str, _Said] = {
    "40001": _BUSY,  # serialization failure
    "40P01": _BUSY,  # deadlock
    "55P03": _BUSY,  # lock timeout
    "53100": _FULL,
    "25006": _READ_ONLY,  # a standby server
    "42501": _READ_ONLY,  # insufficient privilege
}
_TOO_LONG = "54"
"""PostgreSQL's class of errors for texts that an index cannot hold."""


def spoken(error: DBAPIError) -> StoreError | None:
    """The error with its sentence, None for one that only a mistake in the program can cause."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    state = getattr(error.orig, "sqlstate", None) or ""
    said = _POSTGRESQL.get(state) if code is None else _SQLITE.get(code & 0xFF)
    if said is not None:
        return said()
    if isinstance(error, IntegrityError | DataError) or state.startswith(_TOO_LONG):
        return _REFUSED()
    is_of_server = code is None and isinstance(error, OperationalError)
    return _NO_ANSWER() if is_of_server or error.connection_invalidated else None
