"""What the databases' errors mean to staff: by SQLite's code, by SQLSTATE, by libpq's words."""

import re
import sqlite3
from typing import NamedTuple

from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from db.errors import (
    NOT_SAVED,
    RefusedError,
    StoreAwayError,
    StoreBusyError,
    StoreError,
    StoreLostError,
    StoreUnreachableError,
    StoreUnsuitableError,
)

_STAYS = " Die Eingaben bleiben stehen."


class _Situation(NamedTuple):
    """What has happened, and what to do: `again` is said of a save, `advice` whatever was asked."""

    kind: type[StoreError]
    reason: str
    advice: str = ""
    again: str = ""


_LATER = "Bitte gleich noch einmal sichern."
_OF_THE_SERVER = "Bitte bei der Verwaltung des Servers nachfragen."
_BUSY = _Situation(
    StoreBusyError,
    "Der Bestand ist gerade durch ein anderes Programm gesperrt.",
    again=_LATER,
)
_FULL = _Situation(
    StoreUnreachableError,
    "Der Datenträger ist voll.",
    "Bitte Platz schaffen.",
    again="Dann noch einmal sichern.",
)
_READ_ONLY = _Situation(
    StoreUnreachableError, "Der Bestand darf nicht beschrieben werden (nur Lesen erlaubt)."
)
_DAMAGED = _Situation(
    StoreUnsuitableError,
    "Die Bestandsdatei ist beschädigt oder keine Datei dieses Programms.",
    "Bitte alle Fenster des Programms beenden, dann »ozg-tui ruecksicherung DATEI«.",
)
_UNREADABLE = _Situation(
    StoreUnreachableError, "Die Bestandsdatei lässt sich nicht lesen oder schreiben."
)
_REFUSED = _Situation(RefusedError, "Die Datenbank hat die Änderung abgelehnt.")
_NO_ANSWER = _Situation(
    StoreAwayError, "Der Datenbank-Server antwortet nicht.", again="Bitte später sichern."
)
_LOST = _Situation(
    StoreLostError, "Die Verbindung zum Datenbank-Server ist abgerissen.", again=_LATER
)
_STARTING = _Situation(
    StoreAwayError,
    "Der Datenbank-Server fährt gerade hoch oder herunter.",
    again=_LATER,
)
_NO_ROOM = _Situation(
    StoreAwayError, "Der Datenbank-Server hat keine freie Verbindung.", again=_LATER
)
_TOO_SLOW = _Situation(
    StoreUnreachableError,
    "Der Datenbank-Server hat zu lange gebraucht und deshalb abgebrochen.",
    again=_LATER,
)
_STANDBY = _Situation(
    StoreUnreachableError,
    "Der Datenbank-Server nimmt zurzeit nichts Neues an (nur Lesen erlaubt).",
    _OF_THE_SERVER,
)
_NO_RIGHT = _Situation(
    StoreUnsuitableError,
    "Der Rolle, mit der sich das Programm anmeldet, fehlt auf dem Datenbank-Server ein Recht.",
    _OF_THE_SERVER,
)
_WRONG_PASSWORD = _Situation(
    StoreUnsuitableError,
    "Der Datenbank-Server hat das Passwort nicht angenommen.",
    "Bitte die Zeile in ~/.pgpass (oder in der Datei aus PGPASSFILE) prüfen.",
)
_NO_PASSWORD = _Situation(
    StoreUnsuitableError,
    "Der Datenbank-Server verlangt ein Passwort, und es ist keines hinterlegt.",
    "Bitte eine Zeile in ~/.pgpass (Modus 0600) eintragen.",
)
_NO_ROLE = _Situation(
    StoreUnsuitableError,
    "Der Datenbank-Server kennt die Rolle nicht, mit der sich das Programm anmeldet, oder lässt "
    "sie nicht herein.",
    _OF_THE_SERVER,
)
_NO_DATABASE = _Situation(
    StoreUnsuitableError,
    "Auf dem Datenbank-Server gibt es diese Datenbank nicht.",
    "Bitte die Adresse prüfen oder die Datenbank anlegen lassen.",
)
_NO_ENTRY = _Situation(
    StoreUnsuitableError,
    "Der Datenbank-Server lässt diesen Rechner nicht herein (pg_hba.conf).",
    _OF_THE_SERVER,
)
_NO_HOST = _Situation(
    StoreUnreachableError,
    "Den Rechner des Datenbank-Servers findet das Netz unter diesem Namen nicht.",
    "Bitte die Adresse und die Verbindung zum Netz prüfen.",
)
_NO_SERVICE = _Situation(
    StoreUnsuitableError,
    "Der Dienst aus der Adresse steht nicht in ~/.pg_service.conf.",
    "Bitte die Adresse oder PGSERVICEFILE prüfen.",
)
_NO_TRUST = _Situation(
    StoreUnsuitableError,
    "Die verschlüsselte Verbindung zum Datenbank-Server kam nicht zustande.",
    _OF_THE_SERVER,
)
_POOLER = _Situation(
    StoreUnsuitableError,
    "Vor dem Datenbank-Server steht ein Verbindungsverteiler (etwa PgBouncer), der die "
    "Einstellungen dieses Programms nicht annimmt.",
    "Bitte die Adresse des Servers selbst verwenden.",
)

_SQLITE = {
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
_POSTGRESQL = {
    "25006": _STANDBY,
    "28000": _NO_ROLE,
    "28P01": _WRONG_PASSWORD,
    "3D000": _NO_DATABASE,
    "40001": _BUSY,  # serialization failure
    "40P01": _BUSY,  # deadlock
    "42501": _NO_RIGHT,
    "53100": _FULL,
    "53300": _NO_ROOM,
    "55P03": _BUSY,  # lock timeout
    "57014": _TOO_SLOW,
    "57P01": _LOST,  # ended by the administrator
    "57P02": _LOST,  # ended by a crash of another process
    "57P03": _STARTING,
}
_WORDS = (
    # Without a connection there is no SQLSTATE, and servers speak the language of their system.
    (r"unsupported startup parameter", _POOLER),
    (r"query_wait_timeout|no more connections allowed", _NO_ROOM),
    (r"password authentication failed|Passwort-Authentifizierung", _WRONG_PASSWORD),
    (r"no password supplied|kein Passwort angegeben", _NO_PASSWORD),
    (r"pg_hba\.conf", _NO_ENTRY),
    (r"database \S+ does not exist|Datenbank \S+ existiert nicht", _NO_DATABASE),
    (r"role \S+ does not exist|Rolle \S+ existiert nicht|not permitted to log in", _NO_ROLE),
    (r"permission denied for database|keine Berechtigung für Datenbank", _NO_RIGHT),
    (r"too many (clients|connections)|connection slots|zu viele Verbindungen", _NO_ROOM),
    (r"is (starting up|shutting down|not yet accepting)|in recovery|startet gerade", _STARTING),
    (r"failed to resolve host|could not translate host", _NO_HOST),
    (r"definition of service", _NO_SERVICE),
    (r"\bSSL\b|certificate|Zertifikat", _NO_TRUST),
)
_TOO_LONG = "54"
"""PostgreSQL's class of errors for texts that an index cannot hold."""

_IN_CONNECTION = "08"
"""PostgreSQL's class of errors in the connection."""


def spoken(error: DBAPIError, *, saving: bool = False) -> StoreError | None:
    """The error with its sentence, None for one that only a mistake in the program can cause.

    `saving` is whether something was to be kept; of a question nothing is said about saving.
    """
    situation = _situation(error)
    if situation is None:
        return None
    reason, advice = situation.reason, situation.advice
    if not saving:
        return situation.kind(f"{reason} {advice}".rstrip())
    parts = (f"{NOT_SAVED}{reason}{_STAYS}", advice, situation.again)
    return situation.kind(" ".join(filter(None, parts)))


def may_be_kept(error: DBAPIError) -> bool:
    """Whether a commit that failed like this may have been carried out all the same."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return bool(code & 0xFF == sqlite3.SQLITE_IOERR)
    return _situation(error) in (_LOST, _NO_ANSWER, _STARTING) or error.connection_invalidated


def _situation(error: DBAPIError) -> _Situation | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    known = _SQLITE.get(code & 255) if code is not None else _of_server(error)
    if known is None and isinstance(error, IntegrityError | DataError):
        return _REFUSED
    return known


def _of_server(error: DBAPIError) -> _Situation | None:
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in _POSTGRESQL:
        return _POSTGRESQL[state]
    if state.startswith(_TOO_LONG):
        return _REFUSED
    if isinstance(error, OperationalError) or state.startswith(_IN_CONNECTION):
        text = str(error.orig)
        for words, situation in _WORDS:
            if re.search(words, text):
                return situation
        # What was connected and is not any more has lost its transaction with the connection.
        return _LOST if error.connection_invalidated or state else _NO_ANSWER
    return _LOST if error.connection_invalidated else None
