"""The copy that is made before an upgrade: finished and checked, or not there at all.

Who calls holds the right to write, so that nobody saves what the copy would not have, and only one
program makes one.
"""

import glob
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.engine import URL

from db.errors import StoreUnreachableError
from db.opened_file import APPLICATION_ID, MAGIC, header_of, number_at

_STAMP = "%Y%m%dT%H%M%SZ"
_FINISHED, _PARTIAL = ".sicherung", ".teil"
_DUMP_SECONDS = 3_600
_SERVER_STEM = "bestand"


def back_up(url: URL, schema: str, now: datetime, folder: Path | None = None) -> Path:
    """Copy the store beside itself (SQLite) or into `folder` (PostgreSQL); answers where it lies.

    `schema` is the revision that the copy must have; its name tells `now`. Raises
    `StoreUnreachableError` when there is no copy to go back to; nothing of it is left then.
    """
    try:
        if url.get_backend_name() == "sqlite":
            source = Path(str(url.database))
            target = _place(source.parent, source.stem, now)
            _finish(target, lambda partial: _copy_file(source, partial, schema))
        else:
            assert folder is not None
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            target = _place(folder, _SERVER_STEM, now)
            _finish(target, lambda partial: _dump(url, partial))
    except (OSError, sqlite3.Error) as error:
        raise _failed(_reason(error)) from error
    return target


def newest(store: Path) -> datetime | None:
    """When the newest finished copy beside a store was made; None without one."""
    pattern = f"{glob.escape(store.stem)}-*{_FINISHED}"
    moments = []
    for copy in store.parent.glob(pattern):
        with suppress(ValueError, OSError):
            stamp = copy.stem.removeprefix(f"{store.stem}-")
            moment = datetime.strptime(stamp, _STAMP).replace(tzinfo=UTC)
            moments += [moment] if _is_complete(copy) else []
    return max(moments, default=None)


def _is_complete(copy: Path) -> bool:
    """Whether a copy has all the pages that it begins with."""
    header = header_of(copy)
    if not header.startswith(MAGIC) or number_at(header, 68) != APPLICATION_ID:
        return False
    size = int.from_bytes(header[16:18], "big")
    return copy.stat().st_size == number_at(header, 28) * (65_536 if size == 1 else size)


def _place(folder: Path, stem: str, moment: datetime) -> Path:
    """A name that no copy has yet; what earlier tries have left is removed."""
    for rest in folder.glob(f"{glob.escape(stem)}-*{_PARTIAL}*"):
        rest.unlink(missing_ok=True)
    while True:
        path = folder / f"{stem}-{moment.strftime(_STAMP)}{_FINISHED}"
        if not path.exists():
            return path
        moment += timedelta(seconds=1)


def _finish(target: Path, copy: Callable[[Path], None]) -> None:
    """Make a copy under a name that nobody counts, and give it its own once it lies on the disk."""
    partial = target.with_suffix(_PARTIAL)
    os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    try:
        copy(partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.rename(target)
        _keep_name(target.parent)
    finally:
        for rest in target.parent.glob(f"{glob.escape(partial.name)}*"):
            rest.unlink(missing_ok=True)


def _keep_name(folder: Path) -> None:
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _copy_file(source: Path, target: Path, schema: str) -> None:
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)
        sound = other.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
        found = other.execute("SELECT version_num FROM alembic_version").fetchone()
    if not sound or found != (schema,):
        raise _failed("die Kopie war nicht vollständig.")


def _dump(url: URL, target: Path) -> None:
    program = shutil.which("pg_dump")
    if program is None:
        raise StoreUnreachableError(
            "Vor der Aktualisierung des Schemas wird der Bestand gesichert; dafür fehlt pg_dump. "
            "Bitte die PostgreSQL-Werkzeuge installieren oder die Aktualisierung auf einem "
            "Rechner ausführen, der sie hat."
        )
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    said = _run([program, "--no-password", "--format=custom", f"--file={target}", address])
    if said is not None:
        is_old = "server version mismatch" in said
        raise _failed("pg_dump ist älter als der Server." if is_old else "pg_dump ist gescheitert.")
    reader = shutil.which("pg_restore")
    if reader is not None and _run([reader, "--list", str(target)]) is not None:
        raise _failed("die Kopie ließ sich nicht lesen.")


def _run(command: list[str]) -> str | None:
    """What a program said that failed; its words reach no terminal, and it asks nobody."""
    try:
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_DUMP_SECONDS,
            start_new_session=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "timeout"
    return None if done.returncode == 0 else done.stdout.decode("utf-8", "replace")


def _reason(error: OSError | sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", None) == 28:
        return "der Datenträger ist voll."
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return "die Bestandsdatei ist beschädigt."
    return "der Ordner der Sicherung nimmt nichts an."


def _failed(reason: str) -> StoreUnreachableError:
    return StoreUnreachableError(
        "Der Bestand ließ sich vor der Aktualisierung des Schemas nicht sichern: "
        f"{reason} Es wurde nichts verändert."
    )
