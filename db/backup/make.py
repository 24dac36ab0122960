"""Makes a backup: copied, sealed, restored from its own file, compared, and only then named."""

import os
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy.engine import URL

from db.backup import embedded, places, sealed, server
from db.backup.failures import StepFailedError, told
from db.backup.sealed import About

_MEGABYTE = 1_000_000


class Backup(NamedTuple):
    """A backup that lies at `path`; `rows` were compared, None where they could not be."""

    path: Path
    about: About
    size: int
    rows: int | None
    unverified_because: str = ""


class _Making(NamedTuple):
    """What a backup in the making works on."""

    url: URL
    now: datetime
    partial: Path
    scratch: Path


def back_up(url: URL, now: datetime, folder: Path | None = None) -> Backup:
    """Back a store up, while others save; the backup is what the store was at the beginning.

    `now` goes into its name. Raises `NotBackedUpError` when there is none to go back to; nothing
    of it is left then.
    """
    folder, stem = folder or places.folder_of(url), places.stem_of(url)
    with told():
        places.prepare(folder)
        with places.turn(folder, stem), places.scratch(folder, stem) as scratch:
            partial = folder / f"{stem}-{os.getpid()}{places.PARTIAL}"
            make = _embedded if url.get_backend_name() == "sqlite" else _server
            try:
                made = make(_Making(url, now, partial, scratch))
                suffix = places.VERIFIED if made.rows is not None else places.UNVERIFIED
                path = places.free_name(folder, stem, now, suffix)
                partial.rename(path)
                places.keep_names(folder)
            finally:
                partial.unlink(missing_ok=True)
            return made._replace(path=path, size=path.stat().st_size)


def _embedded(making: _Making) -> Backup:
    source = Path(str(making.url.database))
    with embedded.snapshot(source) as connection:
        ask_room(making.scratch, 2 * embedded.size_of(connection))
        copied = making.scratch / "kopie.db"
        embedded.copy(connection, copied)
        about = About("sqlite", embedded.schema_of(connection), making.now)
        _write(making.partial, lambda file: sealed.seal(copied, embedded.PAYLOAD, about, file))
        copied.unlink()
        _, again = sealed.unseal(making.partial, making.scratch)
        rows = embedded.compare(connection, again)
    return Backup(making.partial, about, 0, rows)


def _server(making: _Making) -> Backup:
    with server.plain(making.url) as engine, server.snapshot(engine) as connection:
        tools = server.tools_of(connection)
        ask_room(making.scratch, server.size_of(connection))
        dumped = making.scratch / server.PAYLOAD
        os.close(places.new_file(dumped))
        server.dump(connection, making.url, dumped, tools)
        about = About("postgresql", server.schema_of(connection), making.now)
        _write(making.partial, lambda file: sealed.seal(dumped, server.PAYLOAD, about, file))
        dumped.unlink()
        _, again = sealed.unseal(making.partial, making.scratch)
        made = Backup(making.partial, about, 0, None)
        if not server.may_create_databases(connection):
            return made._replace(unverified_because=_MAY_NOT_CREATE)
        with (
            server.restored(making.url, connection, again, tools) as beside,
            server.plain(beside) as other,
            server.snapshot(other) as restored,
        ):
            rows = server.compare(server.digests(connection), server.digests(restored))
    return made._replace(rows=rows)


_MAY_NOT_CREATE = (
    "Die Rolle darf keine Datenbank anlegen, in der die Sicherung zurückgeholt und verglichen "
    "würde (ALTER ROLE … CREATEDB)."
)


def ask_room(folder: Path, needed: int) -> None:
    """Raise `StepFailedError` where a folder has not as many bytes left as will be needed."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise StepFailedError(
            f"es fehlt Platz. Nötig sind etwa {needed // _MEGABYTE + 1} MB, frei sind "
            f"{free // _MEGABYTE} MB in »{folder.parent}«."
        )


def _write(path: Path, write: Callable[..., None]) -> None:
    with os.fdopen(places.new_file(path), "wb") as file:
        write(file)
        file.flush()
        os.fsync(file.fileno())
