"""Why a backup was not made or cannot be used, each as a sentence that staff read."""

import errno
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from db.errors import StoreUnreachableError, StoreUnsuitableError

FULL = "der Datenträger ist voll."


class NotBackedUpError(StoreUnreachableError):
    """There is no backup to go back to; nothing of it is left, and the store is as it was."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Der Bestand ließ sich nicht sichern: {reason} Es wurde nichts verändert."
        )


class BackupUnusableError(StoreUnsuitableError):
    """A file is no backup, a damaged one, or one that this store cannot take."""


@contextmanager
def told() -> Iterator[None]:
    """Turn what the disk and the databases raise while a backup is made into its reason."""
    try:
        yield
    except DBAPIError as error:
        raise NotBackedUpError(reason_of(error.orig)) from error
    except (OSError, sqlite3.Error, zlib.error, EOFError) as error:
        raise NotBackedUpError(reason_of(error)) from error


def reason_of(error: BaseException | None) -> str:
    """What stood in the way, as the end of a sentence."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", None) == errno.ENOSPC:
        return FULL
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return "die Bestandsdatei ist beschädigt."
    if isinstance(error, OSError):
        return "der Ordner der Sicherung nimmt nichts an."
    return "die Datenbank hat es abgelehnt."
