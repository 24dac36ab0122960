"""Why a backup was not made or cannot be used, each as a sentence that staff read."""

import errno
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from db.errors import StoreUnreachableError, StoreUnsuitableError

FULL = "der Datenträger ist voll."
TOO_BUSY = "es wird gerade zu viel darin gearbeitet."
SAVED_SINCE = "inzwischen hat jemand etwas gesichert. Bitte noch einmal versuchen."


class StepFailedError(Exception):
    """A step on the way to a backup or back did not succeed; says why, as the end of a sentence."""


class NotBackedUpError(StoreUnreachableError):
    """There is no backup to go back to; nothing of it is left, and the store is as it was."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Der Bestand ließ sich nicht sichern: {reason} Es wurde nichts verändert."
        )


class NotBroughtBackError(StoreUnreachableError):
    """The store is what it was before: nothing of a backup was brought back."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"Die Sicherung ließ sich nicht zurückholen: {reason} Der Bestand ist unverändert."
        )


class BackupUnusableError(StoreUnsuitableError):
    """A file is no backup, a damaged one, or one that this store cannot take."""


@contextmanager
def told(kind: type[NotBackedUpError | NotBroughtBackError] = NotBackedUpError) -> Iterator[None]:
    """Turn what the disk, the databases and their programs raise into the reason of an error."""
    try:
        yield
    except StepFailedError as error:
        raise kind(str(error)) from error
    except DBAPIError as error:
        raise kind(reason_of(error.orig)) from error
    except (OSError, sqlite3.Error, zlib.error, EOFError) as error:
        raise kind(reason_of(error)) from error


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
