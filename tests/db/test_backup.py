"""The copy before an upgrade is whole, private and told, or there is none and nothing changes."""

import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import URL

from db import migrate
from db.backup import make, places, tools
from db.backup.sealed import unseal
from db.errors import StoreUnreachableError
from tests.kit.older_stores import ROOT, written_at
from tests.kit.stores import opened

OLD = "0004"


@pytest.fixture
def old_url(empty_url: URL) -> URL:
    """A store of an older program, on each database in turn."""
    with opened(empty_url) as store, written_at(store, OLD) as connection:
        connection.exec_driver_sql("/**/ INSERT INTO organisation(id, version) VALUES (1, 1)")
    return empty_url


@pytest.fixture
def old_file(tmp_path: Path) -> URL:
    """A store of an older program that is a file."""
    url = URL.create("sqlite", database=str(tmp_path / "bestand.db"))
    with opened(url) as store, written_at(store, OLD):
        pass
    return url


def _copies(folder: Path) -> list[str]:
    return sorted(
        path.suffix for path in folder.iterdir() if path.suffix in {".sicherung", ".teil"}
    )


def test_an_old_store_is_copied_and_the_place_is_told(
    old_url: URL, data_folder: Path, tmp_path: Path
) -> None:
    with opened(old_url) as store:
        done = migrate.upgrade(store.engine, store.clock)
        assert migrate.upgrade(store.engine, store.clock).backup is None
    assert done.backup is not None
    assert stat.S_IMODE(done.backup.stat().st_mode) == 0o600
    if old_url.get_backend_name() == "sqlite":
        assert done.backup.parent == Path(str(old_url.database)).parent / "sicherungen"
        _, copied = unseal(done.backup, tmp_path)
        url = old_url.set(database=str(copied))
        with opened(url) as copy, copy.engine.connect() as connection:
            assert migrate.revision(connection) == OLD
            found = connection.exec_driver_sql("SELECT id FROM organisation").all()
            assert found == [(1,)]
    else:
        assert done.backup.parent == data_folder / "ozg-tui" / "sicherungen"
        _, copied = unseal(done.backup, tmp_path)
        assert copied.read_bytes().startswith(b"PGDMP")
    assert stat.S_IMODE(done.backup.parent.stat().st_mode) == 0o700
    assert [each.is_verified for each in places.copies(old_url)] == [True]


def test_a_new_store_needs_no_copy(empty_url: URL) -> None:
    with opened(empty_url) as store:
        assert migrate.upgrade(store.engine, store.clock) == (True, None, 0)


KILLED = """
import os, signal, sys
from db.backup import make
from db.connection import open_engine, store_url
from db.migrate import upgrade
from ozg_tui.clock import Clock
make.os.fsync = lambda _descriptor: os.kill(os.getpid(), signal.SIGKILL)
upgrade(open_engine(store_url(sys.argv[1])), Clock())
"""


def test_a_copy_that_was_killed_counts_for_nothing_and_is_removed(old_file: URL) -> None:
    path = Path(str(old_file.database))
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], cwd=ROOT, check=False)
    assert done.returncode == -9
    assert _copies(path.parent / "sicherungen") == [".teil"]
    assert places.copies(old_file) == ()
    with opened(old_file) as store:
        assert migrate.upgrade(store.engine, store.clock).backup is not None
    assert _copies(path.parent / "sicherungen") == [".sicherung"]
    assert not list((path.parent / "sicherungen").glob(".probe-*"))


TOGETHER = """
import sys
from db.connection import open_engine, store_url
from db.migrate import upgrade
from ozg_tui.clock import Clock
import alembic.command
print("ready", flush=True)
sys.stdin.readline()
print(upgrade(open_engine(store_url(sys.argv[1])), Clock()).backup is not None)
"""


def test_programs_that_start_together_on_an_old_store_make_one_copy(old_url: URL) -> None:
    address = old_url.render_as_string(hide_password=False)
    children = [
        subprocess.Popen(
            [sys.executable, "-c", TOGETHER, address],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("\n")
        child.stdin.flush()
    said = [child.communicate(timeout=60) for child in children]
    assert sorted(out.strip() for out, _ in said) == ["False", "False", "True"], said


class _FullDisk(sqlite3.OperationalError):
    sqlite_errorcode = sqlite3.SQLITE_FULL


def test_a_full_disk_leaves_no_rest_and_an_old_store(
    old_file: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: sqlite3.Connection, target: Path) -> None:
        target.write_bytes(b"half")
        raise _FullDisk("database or disk is full")

    monkeypatch.setattr(make.embedded, "copy", full)
    path = Path(str(old_file.database))
    for _ in range(2):
        with (
            opened(old_file) as store,
            pytest.raises(StoreUnreachableError, match="Datenträger ist voll"),
        ):
            migrate.upgrade(store.engine, store.clock)
        assert list((path.parent / "sicherungen").glob("*")) == [
            path.parent / "sicherungen" / ".bestand.turn"
        ]
    with opened(old_file) as store, store.engine.connect() as connection:
        assert migrate.revision(connection) == OLD


def test_pg_dump_writes_to_no_terminal_and_asks_nobody(
    old_url: URL,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    if old_url.get_backend_name() == "sqlite":
        return
    program = tmp_path / "pg_dump"
    program.write_text(
        "#!/bin/sh\necho 'pg_dump: \033]0;Kanarienvogel\007 server version mismatch' >&2\n"
        "read answer </dev/tty\necho asked\nexit 1\n"
    )
    program.chmod(0o700)
    found = tools.Tools(program, program, program)
    monkeypatch.setattr(make.server, "tools_of", lambda _connection: found)
    with (
        opened(old_url) as store,
        pytest.raises(StoreUnreachableError, match="pg_dump ist älter als der Server"),
    ):
        migrate.upgrade(store.engine, store.clock)
    assert capfd.readouterr() == ("", "")
