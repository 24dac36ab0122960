"""Where backups lie and what they are called. Reading them needs neither the ORM nor a database.

A backup gets its name once it was restored and compared; what could not be compared is called
otherwise, and what is not finished has a name that nobody counts.
"""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL

from db.backup.sealed import is_complete

FOLDER = "OZG_SICHERUNGEN"
"""The environment's word for the folder of all backups, another disk say."""

VERIFIED, UNVERIFIED, PARTIAL = ".sicherung", ".ungeprueft", ".teil"
_STAMP = "%Y%m%dT%H%M%SZ"
_NAMED = re.compile(r"(.+)-([0-9]{8}T[0-9]{6}Z)(\.sicherung|\.ungeprueft)")
_SCRATCH = ".probe-"
_ODD = re.compile(r"[^A-Za-z0-9_.-]+")


class Copy(NamedTuple):
    """A finished backup; `is_verified` when it was restored and compared."""

    path: Path
    made_at: datetime
    is_verified: bool


def folder_of(url: URL) -> Path:
    """Where the backups of a store lie: beside its file, for a server in the person's own data."""
    if chosen := os.environ.get(FOLDER):
        return Path(chosen)
    if url.get_backend_name() == "sqlite":
        return Path(str(url.database)).parent / "sicherungen"
    from platformdirs import user_data_path

    return user_data_path("ozg-tui", appauthor=False) / "sicherungen"


def copies(url: URL, folder: Path | None = None) -> tuple[Copy, ...]:
    """The complete backups of a store, the newest first."""
    found = []
    with suppress(OSError):
        for path in (folder or folder_of(url)).iterdir():
            named = _NAMED.fullmatch(path.name)
            if named and named[1] == stem_of(url) and is_complete(path):
                with suppress(ValueError):
                    moment = datetime.strptime(named[2], _STAMP).replace(tzinfo=UTC)
                    found.append(Copy(path, moment, named[3] == VERIFIED))
    return tuple(sorted(found, key=lambda each: (each.made_at, each.path.name), reverse=True))


def newest_verified(url: URL) -> datetime | None:
    """When the newest backup that was restored and compared was made; None without one."""
    return next((each.made_at for each in copies(url) if each.is_verified), None)


def stem_of(url: URL) -> str:
    """What the names of a store's backups begin with."""
    if url.get_backend_name() == "sqlite":
        return Path(str(url.database)).stem
    return _ODD.sub("_", url.database or "bestand")


def free_name(folder: Path, stem: str, moment: datetime, suffix: str) -> Path:
    """A name that no backup has yet."""
    while True:
        path = folder / f"{stem}-{moment.strftime(_STAMP)}"
        taken = (path.with_name(f"{path.name}{each}") for each in (VERIFIED, UNVERIFIED))
        if not any(map(os.path.lexists, taken)):
            return path.with_name(f"{path.name}{suffix}")
        moment += timedelta(seconds=1)


def prepare(folder: Path) -> None:
    """Make the folder for the owner alone. Raises `OSError` for a link or what is no folder."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not stat.S_ISDIR(folder.lstat().st_mode):
        raise NotADirectoryError(str(folder))


@contextmanager
def turn(folder: Path, stem: str) -> Iterator[None]:
    """One backup of a store after the other; what killed programs have left is removed."""
    with _locked(folder / f".{stem}.turn"):
        for rest in folder.glob(f"*{PARTIAL}"):
            if rest.name.startswith(f"{stem}-"):
                rest.unlink(missing_ok=True)
        for rest in folder.glob(f"{_SCRATCH}{stem}-*"):
            _remove(rest)
        yield


@contextmanager
def scratch(folder: Path, stem: str) -> Iterator[Path]:
    """A private folder for what is needed on the way; it is gone after the block."""
    import tempfile

    made = Path(tempfile.mkdtemp(prefix=f"{_SCRATCH}{stem}-", dir=folder))
    try:
        yield made
    finally:
        _remove(made)


def new_file(path: Path) -> int:
    """Open a new file for the owner alone, whatever the umask; nothing that lies there is used."""
    return os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), 0o600)


def keep_names(folder: Path) -> None:
    """Let the names in a folder survive a power loss."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _remove(folder: Path) -> None:
    import shutil

    if not folder.is_symlink():
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    if os.name != "posix":
        yield
        return
    import fcntl

    descriptor = os.open(path, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
