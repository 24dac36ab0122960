"""Whether an embedded store's file is still the one that was opened.

Whoever moves, replaces or writes over the file while it is open does so past SQLite, which would
go on writing where nobody reads. So each save makes sure that the file at the address is the one
that was opened, with the content that SQLite believes it to have.
"""

import os
import threading
from pathlib import Path
from struct import Struct
from typing import NamedTuple

from db.errors import NOT_SAVED, StoreReplacedError, StoreUnsuitableError

APPLICATION_ID = 0x4F5A4754
"""Marks a SQLite file as ours ("OZGT"), so that a foreign file is never written to."""

MAGIC = b"SQLite format 3\x00"
_HEADER = 100
_LOG_HEADER, _FRAME_HEADER = 32, 24
_BESIDE = _LOG, _INDEX = "-wal", "-shm"
_INDEX_HEADER = Struct("=I12xI76xI28xI")
"""Version, last page of the log, pages that came into the file, pages that were tried."""

_INDEX_VERSION = 3_007_000
_LOOKS = 4
Identity = tuple[int, int]
"""Device and number of a file: what stays the same under every name."""


class State(NamedTuple):
    """What a file's first page says: how many saves it has seen, and how often its schema changed.

    Every save counts the generation up, within its transaction. The file itself may lag behind the
    log beside it, but never be ahead of it, nor go back.
    """

    generation: int
    schema: int

    def is_within(self, now: "State") -> bool:
        """Whether a store that is in the state `now` has been in this one."""
        return self.generation <= now.generation and self.schema <= now.schema


class StoreFile:
    """The file that an engine has opened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._held: _Held | None = None
        self._index: _Held | None = None
        self._newest = State(0, 0)
        self._reached = 0
        self._refuse_foreign_log()

    def opened(self) -> "Opened":
        """What a new connection has just opened."""
        if self._held is None:
            self._held = _Held.of(self.path)
        beside = {each: _identity(_beside(self.path, each)) for each in _BESIDE}
        if self._index is None or self._index.identity != beside[_INDEX]:
            if self._index is not None:
                self._index.let_go()
            self._index = _Held.of(_beside(self.path, _INDEX)) if beside[_INDEX] else None
        return Opened(self, self._held.identity, beside)

    def let_go(self) -> None:
        """Forget the file; the next connection meets it anew."""
        for each in (self._held, self._index):
            if each is not None:
                each.let_go()
        self._held = self._index = None

    def header_fits(self, now: State | None) -> bool:
        """Whether the file's first page can belong to a store that is in the state `now`."""
        if now is not None:
            if now.generation < self._reached:
                return False
            self._reached = now.generation
        for _ in range(_LOOKS):
            # Another program may be writing this page, another thread may have seen a newer one.
            found = _state(self._held.read(_HEADER)) if self._held else None
            if (
                found is not None
                and found.generation >= self._newest.generation
                and (now is None or (found.is_within(now) and self._log_allows(found, now)))
            ):
                self._newest = max(self._newest, found)
                return True
        return False

    def _log_allows(self, file: State, now: State) -> bool:
        log = _Log.of(_beside(self.path, _LOG), self._index)
        if log.is_done:
            return file.generation == now.generation
        if log.first is None:
            return True
        at_least = log.first.generation - 1
        return at_least <= file.generation and (
            not log.is_untouched or file.generation <= at_least + 1
        )

    def _refuse_foreign_log(self) -> None:
        for _ in range(_LOOKS):
            state, log = _state(header_of(self.path)), _Log.of(_beside(self.path, _LOG), None)
            # SQLite throws the log of an empty file away, with the saves that are nowhere else.
            if log.is_done or (
                state and (log.first is None or state.generation >= log.first.generation - 1)
            ):
                return
        raise StoreUnsuitableError(
            f"Neben »{self.path}« liegt die Begleitdatei eines anderen Stands "
            f"({self.path.name}{_LOG}). Zusammen wären beide unlesbar; es wurde nichts verändert. "
            "Wurde eine Sicherung über den Bestand kopiert, so ist diese Begleitdatei vorher "
            "wegzulegen."
        )


class _Log(NamedTuple):
    """What the log beside the file says about the file.

    `first` is the state that it begins with, where it says so. `is_done`: all of it has come into
    the file. `is_untouched`: nothing of it has.
    """

    first: State | None
    is_done: bool
    is_untouched: bool

    @classmethod
    def of(cls, path: Path, index: "_Held | None") -> "_Log":
        """Read the beginning of the log, and of the index that all programs share."""
        try:
            with path.open("rb") as file:
                found = file.read(_LOG_HEADER + _FRAME_HEADER + _HEADER)
        except OSError:
            found = b""
        frame = found[_LOG_HEADER:]
        if not frame:
            return cls(None, is_done=True, is_untouched=False)
        # A save writes its pages in their order, so that the first page comes first.
        is_valid = frame[8:16] == found[16:24] and number_at(frame, 0) == 1
        first = _state(frame[_FRAME_HEADER:]) if is_valid else None
        known = index.read(_INDEX_HEADER.size) if index else b""
        if len(known) < _INDEX_HEADER.size:
            return cls(first, is_done=False, is_untouched=False)
        version, last, moved, tried = _INDEX_HEADER.unpack(known)
        if version != _INDEX_VERSION:
            return cls(first, is_done=False, is_untouched=False)
        return cls(first, is_done=moved == last, is_untouched=tried == 0)


class Opened(NamedTuple):
    """The files that one connection works on."""

    file: StoreFile
    identity: Identity
    beside: dict[str, Identity | None]

    def verify(self, now: State | None = None) -> None:
        """Make sure that the files are still those at the address.

        `now` is the state that SQLite knows, within a transaction that may write. Raises
        `StoreReplacedError`.
        """
        path = self.file.path
        found = _identity(path)
        if found is None:
            raise _replaced(
                f"Die Bestandsdatei »{path}« liegt nicht mehr an ihrem Ort; sie wurde verschoben "
                "oder gelöscht.",
                "Bitte die Datei zurücklegen und noch einmal sichern.",
            )
        if found != self.identity:
            raise _replaced(
                f"Unter »{path}« liegt eine andere Datei als die, mit der das Programm arbeitet.",
                "Bitte die bisherige Datei zurücklegen und noch einmal sichern, oder alle Fenster "
                "des Programms beenden und neu beginnen.",
            )
        for suffix, known in self.beside.items():
            if _identity(_beside(path, suffix)) != known:
                raise _replaced(
                    f"Die Begleitdatei »{path.name}{suffix}« des Bestands wurde gelöscht oder "
                    "ersetzt.",
                    "Bitte alle Fenster des Programms beenden und neu beginnen.",
                )
        if not self.file.header_fits(now):
            raise _replaced(
                f"Die Bestandsdatei »{path}« wurde von außen überschrieben oder geleert.",
                "Bitte alle Fenster des Programms beenden, dann die letzte Sicherung an ihren Ort "
                "legen.",
            )


def _replaced(reason: str, advice: str) -> StoreReplacedError:
    return StoreReplacedError(f"{NOT_SAVED}{reason} Die Eingaben bleiben stehen. {advice}")


class _Held:
    """A file kept open for reading, once in the process.

    Closing a file gives up all locks that the process has on it, SQLite's among them. So nobody
    closes a store's file while a connection may be open.
    """

    _all: "dict[Identity, _Held]" = {}
    _turn = threading.Lock()

    def __init__(self, descriptor: int, identity: Identity) -> None:
        self._descriptor = descriptor
        self.identity = identity
        self._users = 0

    @classmethod
    def of(cls, path: Path) -> "_Held":
        """The file at a path, opened where nobody has it yet."""
        with cls._turn:
            known = cls._all.get(_identity(path) or (0, 0))
            if known is None:
                descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
                found = os.fstat(descriptor)
                known = cls(descriptor, (found.st_dev, found.st_ino))
                cls._all[known.identity] = known
            known._users += 1
            return known

    def let_go(self) -> None:
        """Close the file when this was its last user."""
        with self._turn:
            self._users -= 1
            if self._users == 0:
                del self._all[self.identity]
                os.close(self._descriptor)

    def read(self, length: int) -> bytes:
        """The beginning of the file, whatever its name is now; less where it does not go so far."""
        try:
            if hasattr(os, "pread"):
                return os.pread(self._descriptor, length, 0)
            with self._turn:
                os.lseek(self._descriptor, 0, os.SEEK_SET)
                return os.read(self._descriptor, length)
        except OSError:
            return b""


def header_of(path: Path) -> bytes:
    """The first bytes of a database file, read without touching the locks of this process."""
    held = _Held.of(path)
    try:
        return held.read(_HEADER)
    finally:
        held.let_go()


def _identity(path: Path) -> Identity | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _state(header: bytes) -> State | None:
    """What a first page says; None for one that is not ours."""
    if not header.startswith(MAGIC) or number_at(header, 68) != APPLICATION_ID:
        return None
    return State(number_at(header, 60), number_at(header, 40))


def _beside(path: Path, suffix: str) -> Path:
    return path.with_name(f"{path.name}{suffix}")


def number_at(content: bytes, offset: int) -> int:
    """A number of SQLite's header."""
    return int.from_bytes(content[offset : offset + 4], "big")
