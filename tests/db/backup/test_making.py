"""A backup is what the store was, proven by restoring it; others save meanwhile."""

import os
import random
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from db.backup import make, places, sealed, server
from db.backup.failures import NotBackedUpError
from db.backup.make import back_up
from db.tables import Organisation
from tests.kit.older_stores import ROOT
from tests.kit.postgres import Server
from tests.kit.rows import kommune, save
from tests.kit.stores import Stores, opened
from tests.kit.tries import times

NOW = datetime(2021, 6, 1, 4, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sicherungen"


@pytest.fixture
def filled(store_url: URL) -> URL:
    """A store with some Kommunen, on each database in turn."""
    with opened(store_url) as store:
        for _ in range(5):
            save(store, kommune())
    return store_url


def _left(folder: Path) -> list[str]:
    """What lies in the folder of backups, but for the file that programs take turns by."""
    return sorted(each.name for each in folder.iterdir() if not each.name.endswith(".turn"))


def _number(url: URL) -> int:
    with opened(url) as store, store.reading() as session:
        return session.query(Organisation).count()


def test_a_colleague_saves_in_the_middle_and_the_backup_is_the_state_before(
    filled: URL, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = sealed.seal

    def seal(*given: Any) -> None:
        with opened(filled) as colleague:
            save(colleague, kommune())
        original(*given)

    monkeypatch.setattr(sealed, "seal", seal)
    made = back_up(filled, NOW, folder)
    assert made.rows is not None
    assert made.rows > 10
    assert _number(filled) == 6
    assert [each.path for each in places.copies(filled, folder)] == [made.path]
    with _restored(filled, made.path, folder) as restored:
        assert _number(restored) == 5


@contextmanager
def _restored(url: URL, path: Path, folder: Path) -> Iterator[URL]:
    """The store in a backup, on the database that it is from."""
    with places.scratch(folder, "test") as scratch:
        _, unpacked = sealed.unseal(path, scratch)
        if url.get_backend_name() == "sqlite":
            yield url.set(database=str(unpacked))
            return
        with server.plain(url) as engine, engine.connect() as connection:
            tools = server.tools_of(connection)
            with server.restored(url, connection, unpacked, tools) as beside:
                yield beside


CHANGES = {
    "a changed value": "UPDATE organisation SET town = 'Anderswo' WHERE id = 3",
    "a missing row": "DELETE FROM change WHERE id = (SELECT max(id) FROM change)",
    "two exchanged rows": "UPDATE change SET row_id = CASE row_id WHEN '1' THEN '2' ELSE '1' END"
    " WHERE row_id IN ('1', '2')",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_restored_copy_that_differs_is_never_called_verified(
    filled: URL, folder: Path, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _disturb(monkeypatch, filled, change)
    with pytest.raises(NotBackedUpError, match=r"weicht in »(organisation|change)«"):
        back_up(filled, NOW, folder)
    assert _left(folder) == []


def _disturb(monkeypatch: pytest.MonkeyPatch, url: URL, change: str) -> None:
    """Let a statement change what was restored before it is compared."""
    original = sealed.unseal if url.get_backend_name() == "sqlite" else server.restored

    def unseal(*given: Any) -> Any:
        about, path = original(*given)
        _change(url.set(database=str(path)), change)
        return about, path

    @contextmanager
    def restored(*given: Any) -> Iterator[URL]:
        with original(*given) as beside:
            _change(beside, change)
            yield beside

    if url.get_backend_name() == "sqlite":
        monkeypatch.setattr(sealed, "unseal", unseal)
    else:
        monkeypatch.setattr(server, "restored", restored)


def _change(url: URL, statement: str) -> None:
    with opened(url) as store, store.engine.begin() as connection:
        connection.exec_driver_sql(f"/**/ {statement}")


def test_every_file_on_the_way_is_the_owner_s_alone_under_every_umask(
    filled: URL, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: dict[str, int] = {}
    original = sealed.unseal

    def unseal(*given: Any) -> Any:
        found = original(*given)
        for each in (folder, *folder.rglob("*")):
            seen[str(each)] = stat.S_IMODE(each.stat().st_mode)
        return found

    monkeypatch.setattr(sealed, "unseal", unseal)
    before = os.umask(0)
    try:
        made = back_up(filled, NOW, folder)
    finally:
        os.umask(before)
    assert len(seen) >= 4
    assert all(mode & 0o077 == 0 for mode in seen.values()), seen
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600


def test_nothing_is_written_through_a_link(filled: URL, folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "fremd"
    elsewhere.mkdir()
    folder.symlink_to(elsewhere)
    with pytest.raises(NotBackedUpError, match="nimmt nichts an"):
        back_up(filled, NOW, folder)
    assert list(elsewhere.iterdir()) == []
    folder.unlink()
    folder.mkdir(mode=0o700)
    victim = elsewhere / "brief"
    victim.write_text("bleibt")
    stem = places.stem_of(filled)
    for name in (f"{stem}-{os.getpid()}.teil", f"{stem}-20210601T040000Z.sicherung"):
        (folder / name).symlink_to(victim)
    made = back_up(filled, NOW, folder)
    assert made.path.name == f"{stem}-20210601T040001Z.sicherung"
    assert victim.read_text() == "bleibt"
    (folder / f".{stem}.turn").unlink()
    (folder / f".{stem}.turn").symlink_to(victim)
    with pytest.raises(NotBackedUpError):
        back_up(filled, NOW, folder)


def test_room_is_asked_before_anything_is_written(
    filled: URL, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make.shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 9))
    with pytest.raises(
        NotBackedUpError, match=r"es fehlt Platz\. Nötig sind etwa \d+ MB, frei sin"
    ):
        back_up(filled, NOW, folder)
    assert _left(folder) == []


def test_a_disk_that_takes_no_more_leaves_no_rest_at_any_level(filled: URL, folder: Path) -> None:
    made = [back_up(filled, NOW, folder).path]
    refused = 0
    for size in (0, 1, 4_096, 20_000, 50_000, 100_000, 400_000, 10_000_000):
        with _no_file_larger_than(size), suppress(NotBackedUpError):
            refused += 1
            made.append(back_up(filled, NOW, folder).path)
            refused -= 1
        assert _left(folder) == sorted(each.name for each in made)
    assert refused >= 3
    assert len(made) >= 2


@contextmanager
def _no_file_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sqlalchemy.engine import make_url
from db.backup.make import back_up
print("ready", flush=True)
while True:
    back_up(make_url(sys.argv[1]), datetime(2021, 6, 1, tzinfo=UTC), Path(sys.argv[2]))
"""


def test_a_backup_that_is_killed_counts_only_when_it_is_whole(
    filled: URL, folder: Path, tmp_path: Path
) -> None:
    chance = random.Random(7)
    longest = 0.4 if filled.get_backend_name() == "sqlite" else 2.0
    for turn in range(times(5)):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, filled.render_as_string(), str(folder)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, longest))
            child.send_signal(signal.SIGKILL)
        for each in places.copies(filled, folder):
            (target := tmp_path / f"{turn} {each.path.name}").mkdir()
            sealed.unseal(each.path, target)
    made = back_up(filled, NOW, folder)
    assert made.rows is not None
    assert all(name.endswith(".sicherung") for name in _left(folder))


def test_scratch_databases_of_killed_programs_are_taken_away(
    stores: Stores, postgres: Callable[[], Server], folder: Path
) -> None:
    with stores.copy("postgresql") as url:
        left = f"{url.database}_probe_123"
        postgres().execute(f'CREATE DATABASE "{left}"')
        back_up(url, NOW, folder)
        with closing(
            psycopg.connect(host=str(postgres().folder), user="ozg", dbname="postgres")
        ) as c:
            names = c.execute("SELECT datname FROM pg_database").fetchall()
    assert not [name for (name,) in names if "_probe_" in name]


def test_what_cannot_be_restored_for_proof_is_not_called_verified(
    stores: Stores, postgres: Callable[[], Server], folder: Path
) -> None:
    with stores.copy("postgresql") as url:
        name = str(url.database)
        postgres().execute(f'CREATE ROLE "{name}" LOGIN')
        with opened(url) as store, store.engine.begin() as connection:
            connection.execute(text(f'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{name}"'))
            connection.execute(text(f'GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO "{name}"'))
        made = back_up(url.set(username=name), NOW, folder)
        assert made.rows is None
        assert "CREATEDB" in made.unverified_because
        assert [each.is_verified for each in places.copies(url, folder)] == [False]
        assert places.newest_verified(url) is None


def test_the_store_is_never_locked_for_others(filled: URL, folder: Path) -> None:
    """No statement of a backup on SQLite takes the right to write."""
    if filled.get_backend_name() != "sqlite":
        return
    with opened(filled) as store, store.engine.connect() as plain:
        writer = plain.execution_options(ozg_mode="write")
        with writer.begin():
            assert back_up(filled, NOW, folder).rows is not None
