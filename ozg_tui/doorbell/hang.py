"""Hangs the doorbell of a running program, and takes the calls that come in."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import struct
from collections.abc import Callable
from pathlib import Path

from ozg_tui.doorbell.place import DoorbellError, check, folder, is_possible, name_of
from ozg_tui.doorbell.ring import TAKEN
from ozg_tui.rules.call_text import call_text
from ozg_tui.rules.errors import InputError

PATIENCE_SECONDS = 1.0
"""How long a caller has to say its line."""

_LINE_BYTES = 200
_REFUSED = b"abgelehnt\n"
_WAITING = 8
_CREDENTIALS = struct.Struct("iII")
"""Process, user and group of the other side, as Linux tells them."""


class Doorbell:
    """The doorbell of one program; `take` gets the text of each call and answers whether it can.

    Several programs of a store may have one each; whoever rings chooses the newest.
    """

    def __init__(self, address: str | None, take: Callable[[str], bool]) -> None:
        self._address = address
        self._take = take
        self._path: Path | None = None
        self._server: asyncio.Server | None = None

    async def open(self) -> None:
        """Begin to listen, where the system has doorbells. Raises `DoorbellError`."""
        if not is_possible():
            return
        try:
            self._path, line = _hung(name_of(self._address))
            self._server = await asyncio.start_unix_server(
                self._answer, sock=line, limit=_LINE_BYTES
            )
        except OSError as error:
            raise DoorbellError(
                f"In »{folder()}« lässt sich kein Anschluss für Anrufe einrichten. "
                "»ozg-tui anruf« erreicht dieses Programm deshalb nicht."
            ) from error

    def close(self) -> None:
        """Take the doorbell down."""
        if self._server is not None:
            self._server.close()
        if self._path is not None:
            with contextlib.suppress(OSError):
                self._path.unlink()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one line from one caller; whatever else comes is refused."""
        with contextlib.suppress(OSError):
            try:
                if _is_own_user(writer.get_extra_info("socket")):
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        writer.write(self._taken(await reader.readuntil()))
                        await writer.drain()
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
                writer.write(_REFUSED)
            finally:
                writer.close()

    def _taken(self, line: bytes) -> bytes:
        try:
            text = call_text(line.removesuffix(b"\n").decode())
        except (InputError, UnicodeDecodeError):
            return _REFUSED
        return TAKEN if self._take(text) else _REFUSED


def _hung(name: str) -> tuple[Path, socket.socket]:
    """A socket that only this user can reach, and its path."""
    place = Path(folder())
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    check(str(place))
    _remove_dead(place, name)
    token = os.urandom(4).hex()
    unheard, path = place / token, place / f"{name}-{token}"
    line = socket.socket(socket.AF_UNIX)
    try:
        line.bind(str(unheard))
        unheard.chmod(0o600)
        line.listen(_WAITING)
        # Named last: a program that starts at this moment would take a deaf one for dead.
        unheard.rename(path)
    except OSError:
        line.close()
        raise
    return path, line


def _remove_dead(place: Path, name: str) -> None:
    """Remove what killed programs of this store left behind."""
    for path in place.glob(f"{name}-*"):
        with socket.socket(socket.AF_UNIX) as line:
            line.setblocking(False)
            try:
                line.connect(str(path))
            except ConnectionRefusedError:
                path.unlink(missing_ok=True)
            except OSError:
                continue


def _is_own_user(line: socket.socket) -> bool:
    """Whether the other side is a program of the same user."""
    return _user_of(line) == os.geteuid()


def _user_of(line: socket.socket) -> int:
    if hasattr(socket, "SO_PEERCRED"):
        told = line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size)
        return int(_CREDENTIALS.unpack(told)[1])
    import ctypes

    user, group = ctypes.c_uint(), ctypes.c_uint()
    libc = ctypes.CDLL(None, use_errno=True)
    # The BSDs and macOS have it.
    if libc.getpeereid(line.fileno(), ctypes.byref(user), ctypes.byref(group)):
        raise OSError(ctypes.get_errno(), "getpeereid")
    return user.value
