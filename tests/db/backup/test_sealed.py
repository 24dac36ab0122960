"""The file of a backup: any unzip opens it, and no byte of it changes unseen."""

import gzip
import hashlib
import random
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.backup.failures import BackupUnusableError
from db.backup.sealed import About, is_complete, seal, unseal

ABOUT = About("sqlite", "0009", datetime(2021, 6, 1, 4, tzinfo=UTC))
CONTENT = random.Random(7).randbytes(2_500_000) + bytes(800_000)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sealed")
    store, path = folder / "bestand.db", folder / "bestand.sicherung"
    store.write_bytes(CONTENT)
    with path.open("wb") as file:
        seal(store, "bestand.db.gz", ABOUT, file)
    return path


def test_what_was_sealed_comes_back(made: Path, tmp_path: Path) -> None:
    assert is_complete(made)
    about, store = unseal(made, tmp_path)
    assert (about, store.name) == (ABOUT, "bestand.db")
    assert store.read_bytes() == CONTENT


def test_it_opens_without_this_program(made: Path) -> None:
    with zipfile.ZipFile(made) as archive:
        assert archive.testzip() is None
        assert gzip.decompress(archive.read("bestand.db.gz")) == CONTENT
    raw = made.read_bytes()
    assert hashlib.sha256(raw[:-64]).hexdigest().encode() == raw[-64:]


def test_each_of_two_hundred_flipped_bits_is_found(made: Path, tmp_path: Path) -> None:
    raw, chance = made.read_bytes(), random.Random(7)
    damaged = tmp_path / "bestand.sicherung"
    # The last bytes are the checksum itself, the first ones what tells the kind of file.
    places = [*chance.sample(range(len(raw)), 150), *range(25), *range(len(raw) - 25, len(raw))]
    for place in places:
        changed = bytearray(raw)
        changed[place] ^= 1 << chance.randrange(8)
        damaged.write_bytes(changed)
        with pytest.raises(BackupUnusableError):
            unseal(damaged, tmp_path)
    assert not (tmp_path / "bestand.db").exists()


def test_a_file_that_ends_early_or_late_is_refused(made: Path, tmp_path: Path) -> None:
    raw = made.read_bytes()
    damaged = tmp_path / "bestand.sicherung"
    for content in (
        raw[:0],
        raw[:1],
        raw[:63],
        raw[:64],
        raw[:-1],
        raw[: len(raw) // 2],
        raw + b"x",
    ):
        damaged.write_bytes(content)
        assert not is_complete(damaged)
        with pytest.raises(BackupUnusableError, match="beschädigt oder unvollständig"):
            unseal(damaged, tmp_path)


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "tabelle.xlsx"
    other.write_bytes(b"Name;Telefon")
    with pytest.raises(BackupUnusableError, match="keine Sicherung dieses Programms"):
        unseal(other, tmp_path)
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("sheet.xml", "<x/>")
        archive.comment = b"0" * 64
    raw = other.read_bytes()[:-64]
    other.write_bytes(raw + hashlib.sha256(raw).hexdigest().encode())
    with pytest.raises(BackupUnusableError, match="keine Sicherung dieses Programms"):
        unseal(other, tmp_path)
