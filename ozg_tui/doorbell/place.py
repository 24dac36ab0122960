"""Where the doorbells of running programs hang: a folder of the user's own, one name per store.

Nothing heavy is loaded here, not even pathlib: the command that rings must be quick.
"""

import os
import socket
import stat
import sys
from zlib import crc32

from db.errors import StoreError

_FOLDER = "ozg-tui"
_WITHOUT_RUNTIME_FOLDER = "anrufe"
_PRIVATE = 0o077


class DoorbellError(StoreError):
    """A call cannot be handed over, or none can be taken."""


def is_possible() -> bool:
    """Whether this system has doorbells; Windows has none."""
    return hasattr(socket, "AF_UNIX") and hasattr(os, "geteuid")


def folder() -> str:
    """The folder of the doorbells, which need not exist yet.

    It lies in the runtime folder of the user's session; where there is none, or one that belongs to
    somebody else (as after `su`), in the program's data folder.
    """
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    if runtime.startswith("/") and _is_own(runtime):
        return f"{runtime}/{_FOLDER}"
    return f"{_data_folder()}/{_WITHOUT_RUNTIME_FOLDER}"


def check(path: str) -> None:
    """Make sure that nobody else can put a doorbell into a folder, or touch one there.

    Raises `DoorbellError` for a link, a folder of another user or one that is open to others, and
    `FileNotFoundError` when there is none.
    """
    found = os.lstat(path)
    if not stat.S_ISDIR(found.st_mode):
        raise DoorbellError(
            f"»{path}« ist kein Ordner, sondern eine Datei oder ein Verweis. Bitte entfernen, "
            "damit Anrufe ankommen."
        )
    if found.st_uid != os.geteuid():
        raise DoorbellError(
            f"Der Ordner »{path}« gehört einem anderen Benutzer. Über ihn werden keine Anrufe "
            "weitergegeben."
        )
    if stat.S_IMODE(found.st_mode) & _PRIVATE:
        raise DoorbellError(
            f"Der Ordner »{path}« ist auch für andere Benutzer offen. Bitte zuerst schützen: "
            f'chmod 700 "{path}"'
        )


def name_of(address: str | None) -> str:
    """How the doorbells of a store's programs begin: the same for every spelling of its address.

    `address` is what `--db` takes; None is the store that opens without it.
    """
    return f"{crc32(os.fsencode(_store(address))):08x}"


def _store(address: str | None) -> str:
    text = address or os.environ.get("OZG_DB") or f"{_data_folder()}/bestand.db"
    text = text.removeprefix("sqlite:///")
    if "://" in text:
        return text.replace("postgresql://", "postgresql+psycopg://", 1)
    return os.path.realpath(os.path.expanduser(text))  # noqa: PTH111 - see above


def _data_folder() -> str:
    """The program's data folder; where a desktop's rules say it lies, without asking a library."""
    if sys.platform != "linux":
        from platformdirs import user_data_path

        return str(user_data_path(_FOLDER, appauthor=False))
    data = os.environ.get("XDG_DATA_HOME", "")
    if not data.startswith("/"):
        data = os.path.expanduser("~/.local/share")  # noqa: PTH111 - see above
    return f"{data}/{_FOLDER}"


def _is_own(path: str) -> bool:
    try:
        found = os.stat(path)  # noqa: PTH116 - see above
    except OSError:
        return False
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid()
