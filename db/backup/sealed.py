"""The file of a backup: a ZIP archive that ends with the SHA-256 of everything before it.

So any unzip opens it where this program is missing, and no byte of it changes unseen. The store in
it is compressed in pieces, each a gzip member of its own, by all processors at once.
"""

import gzip
import hashlib
import json
import os
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from db.backup.failures import BackupUnusableError

_PIECE = 1 << 20
_DIGEST = 64
_END = b"PK\x05\x06"
_END_SIZE = 22
_ABOUT = "sicherung.json"
_PACKED = ".gz"
_FORMAT = 1
_LEVEL = 1
"""Of zlib: a store shrinks to a fifth; higher levels take twice the time for a tenth less."""


class About(NamedTuple):
    """What a backup says of itself: the database it is from, the revision of its schema, when."""

    database: str
    schema: str
    made_at: datetime


def seal(store: Path, name: str, about: About, target: BinaryIO) -> None:
    """Pack the file of a store (as `name`) into a backup."""
    hashing = _Hashing(target)
    with zipfile.ZipFile(cast(BinaryIO, hashing), "w", allowZip64=True) as archive:
        archive.comment = b"0" * _DIGEST
        said = {
            "format": _FORMAT,
            "database": about.database,
            "schema": about.schema,
            "made_at": about.made_at.isoformat(),
        }
        archive.writestr(zipfile.ZipInfo(_ABOUT), json.dumps(said))
        with (
            store.open("rb") as source,
            archive.open(name, "w", force_zip64=True) as entry,
        ):
            for piece in _packed(source) if name.endswith(_PACKED) else _pieces(source):
                entry.write(piece)
    hashing.sign()


def is_complete(path: Path) -> bool:
    """Whether a file ends as a backup does; its checksum takes longer and is not asked here."""
    try:
        with path.open("rb") as file:
            file.seek(-_END_SIZE - _DIGEST, os.SEEK_END)
            end = file.read()
    except OSError:
        return False
    return end.startswith(_END) and _is_digest(end[_END_SIZE:])


def unseal(path: Path, folder: Path) -> tuple[About, Path]:
    """Unpack a backup into a folder; answers what it says of itself and where the store lies.

    Raises `BackupUnusableError` unless every byte is the one that was written.
    """
    with path.open("rb") as file:
        _check(file, path)
        try:
            with zipfile.ZipFile(file) as archive:
                about = _about(archive)
                (name,) = (each for each in archive.namelist() if each != _ABOUT)
                target = folder / Path(name).name.removesuffix(_PACKED)
                with archive.open(name) as entry, target.open("xb") as out:
                    unpacked = gzip.GzipFile(fileobj=entry) if name.endswith(_PACKED) else entry
                    while piece := unpacked.read(_PIECE):
                        out.write(piece)
        except (zipfile.BadZipFile, ValueError, KeyError, TypeError, EOFError) as error:
            raise foreign(path) from error
    target.chmod(0o600)
    return about, target


def foreign(path: Path) -> BackupUnusableError:
    """The refusal of a file that no program of this name has made."""
    return BackupUnusableError(f"»{path}« ist keine Sicherung dieses Programms.")


def _about(archive: zipfile.ZipFile) -> About:
    said = json.loads(archive.read(_ABOUT))
    if said["format"] != _FORMAT:
        raise BackupUnusableError(
            "Diese Sicherung hat eine neuere Programmversion gemacht. Bitte das Programm "
            "aktualisieren; es wurde nichts verändert."
        )
    return About(said["database"], said["schema"], datetime.fromisoformat(said["made_at"]))


def _check(file: BinaryIO, path: Path) -> None:
    """Hold every byte against the checksum at the end."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if not b"PK".startswith(file.read(2)):
        raise foreign(path)
    file.seek(0)
    digest, left = hashlib.sha256(), size - _DIGEST
    while left > 0 and (piece := file.read(min(_PIECE, left))):
        digest.update(piece)
        left -= len(piece)
    if left != 0 or file.read() != digest.hexdigest().encode():
        raise BackupUnusableError(
            f"Die Sicherung »{path}« ist beschädigt oder unvollständig: Ihre Prüfsumme stimmt "
            "nicht. Es wurde nichts verändert."
        )
    file.seek(0)


def _is_digest(text: bytes) -> bool:
    return len(text) == _DIGEST and not text.strip(b"0123456789abcdef")


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    while piece := source.read(_PIECE):
        yield piece


def _packed(source: BinaryIO) -> Iterator[bytes]:
    """The pieces of a file, packed beside one another but in their order."""
    workers = os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        under_way: deque[Future[bytes]] = deque()
        for piece in _pieces(source):
            under_way.append(pool.submit(gzip.compress, piece, _LEVEL, mtime=0))
            if len(under_way) > 2 * workers:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


class _Hashing:
    """A file that is only written forwards; the last bytes wait until they are the checksum."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._kept = b""

    def write(self, data: bytes) -> int:
        """Write all but as many bytes as the checksum has."""
        piece = self._kept + bytes(data)
        ready, self._kept = piece[:-_DIGEST], piece[-_DIGEST:]
        self._digest.update(ready)
        self._target.write(ready)
        return len(data)

    def flush(self) -> None:
        """Hand on what was written."""
        self._target.flush()

    def sign(self) -> None:
        """Write the checksum in the place of what was kept for it."""
        self._target.write(self._digest.hexdigest().encode())
