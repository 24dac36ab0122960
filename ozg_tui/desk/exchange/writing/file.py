"""A file comes to its place whole or not at all: made beside it, private, and renamed."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from ozg_tui.rules.errors import InputError
from ozg_tui.text import clean

_NEW = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)
_MODE = 0o600


@contextmanager
def new_file(path: Path, *, overwrite: bool = False) -> Iterator[IO[bytes]]:
    """An opened file that only its owner can read; after the block it stands at `path`.

    What is there stays unless it may be `overwrite`n; a link is never followed. Raises
    `InputError` with the reason, and then nothing is left behind.
    """
    named = f"»{clean(path)}«"
    _refuse_taken(path, named, overwrite)
    beside = path.with_name(f".{path.name[:100]}.{secrets.token_hex(6)}.teil")
    try:
        handle = os.open(beside, _NEW, _MODE)
    except OSError as error:
        raise InputError(f"{named} lässt sich nicht anlegen: {_reason(error)}") from None
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_place(beside, path, named, overwrite)
    except OSError as error:
        raise InputError(f"{named} ließ sich nicht schreiben: {_reason(error)}") from None
    finally:
        with suppress(OSError):
            beside.unlink()


def _refuse_taken(path: Path, named: str, overwrite: bool) -> None:
    if path.is_symlink():
        raise InputError(f"{named} ist eine Verknüpfung und wird nicht überschrieben.")
    if path.is_dir():
        raise InputError(f"{named} ist ein Ordner.")
    if path.exists() and not overwrite:
        raise InputError(f"{named} gibt es schon. Mit --ueberschreiben wird es ersetzt.")


def _take_place(beside: Path, path: Path, named: str, overwrite: bool) -> None:
    if overwrite:
        beside.replace(path)
        return
    try:
        # A link takes no place that somebody took meanwhile; renaming would.
        path.hardlink_to(beside)
    except FileExistsError:
        raise InputError(f"{named} gibt es inzwischen. Es bleibt, wie es ist.") from None
    except OSError:
        # File systems without hard links.
        if path.exists() or path.is_symlink():
            raise InputError(f"{named} gibt es inzwischen. Es bleibt, wie es ist.") from None
        beside.replace(path)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "Den Ordner gibt es nicht."
    if isinstance(error, NotADirectoryError):
        return "Der Ordner ist eine Datei."
    if isinstance(error, PermissionError):
        return "Die Berechtigung fehlt."
    return "Ist genug Platz frei?"
