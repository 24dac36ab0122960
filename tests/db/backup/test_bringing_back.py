"""A backup becomes the store again: at once or not at all, and the state before is kept."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import URL

from db.backup import bring_back as bringing
from db.backup import places, server
from db.backup.bring_back import bring_back, preview
from db.backup.difference import Difference
from db.backup.failures import BackupUnusableError, NotBroughtBackError
from db.backup.make import back_up
from db.migrate import KNOWN
from db.tables import Organisation
from tests.kit.older_stores import ROOT
from tests.kit.oracle import Rows, assert_whole, contents
from tests.kit.rows import kommune, save
from tests.kit.stores import opened

NOW = datetime(2021, 6, 1, 4, tzinfo=UTC)
LATER = NOW + timedelta(hours=2)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the backups of every store of a test lie."""
    monkeypatch.setenv(places.FOLDER, str(tmp_path / "sicherungen"))
    return tmp_path / "sicherungen"


@pytest.fixture
def filled(store_url: URL) -> URL:
    """A store with two Kommunen, on each database in turn."""
    with opened(store_url) as store:
        save(store, kommune())
        save(store, kommune("Fulda", key="06631009"))
    return store_url


def _rows(url: URL) -> Rows:
    with opened(url) as store:
        return contents(store)


def _go_on(url: URL) -> None:
    """One Kommune comes, one becomes another, one goes."""
    with opened(url) as store:
        save(store, kommune("Hanau", key="06435014"))
        with store.writing("beck") as session:
            first, second = session.query(Organisation).order_by(Organisation.id)[:2]
            first.town = "Anderswo"
            session.delete(second)


def test_what_would_change_is_counted_and_nothing_changes(filled: URL) -> None:
    made = back_up(filled, NOW)
    assert preview(filled, made.path, KNOWN).differences == ()
    _go_on(filled)
    before = _rows(filled)
    found = preview(filled, made.path, KNOWN)
    assert found.about == made.about
    assert found.differences is not None
    told = {each.table: each for each in found.differences}
    assert told["organisation"] == Difference("organisation", back=1, gone=1, changed=1)
    assert told["organisation_period"] == Difference("organisation_period", 1, 1, 0)
    assert told["change"].back == 0
    assert _rows(filled) == before


def test_the_store_is_the_backup_again_and_the_way_back_stays_open(filled: URL) -> None:
    then = _rows(filled)
    made = back_up(filled, NOW)
    _go_on(filled)
    since = _rows(filled)
    done = bring_back(filled, made.path, LATER, KNOWN)
    assert done.rows == made.rows
    assert _rows(filled) == then
    assert done.kept is not None
    bring_back(filled, done.kept, LATER, KNOWN)
    assert _rows(filled) == since
    with opened(filled) as store:
        save(store, kommune("Kassel", key="06611000"))
        assert_whole(store)


def test_what_is_saved_after_the_state_was_kept_is_not_lost(
    filled: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(filled, NOW)
    original = bringing.back_up

    def keep(*given: Any) -> Any:
        kept = original(*given)
        with opened(filled) as colleague:
            save(colleague, kommune("Hanau", key="06435014"))
        return kept

    monkeypatch.setattr(bringing, "back_up", keep)
    with pytest.raises(NotBroughtBackError, match="hat jemand etwas gesichert"):
        bring_back(filled, made.path, LATER, KNOWN)
    with opened(filled) as store, store.reading() as session:
        assert session.query(Organisation).count() == 3


def test_a_program_that_is_open_meanwhile_works_in_the_new_state(filled: URL) -> None:
    made = back_up(filled, NOW)
    with opened(filled) as colleague:
        save(colleague, kommune("Hanau", key="06435014"))
        bring_back(filled, made.path, LATER, KNOWN)
        save(colleague, kommune("Kassel", key="06611000"))
        assert_whole(colleague)
    with opened(filled) as store, store.reading() as session:
        assert session.query(Organisation).count() == 3


def test_a_damaged_store_is_put_aside(filled: URL) -> None:
    if filled.get_backend_name() != "sqlite":
        return
    then, path = _rows(filled), Path(str(filled.database))
    made = back_up(filled, NOW)
    with path.open("r+b") as file:
        file.seek(4_096)
        file.write(b"\xff" * 40_000)
    damaged = path.read_bytes()
    assert preview(filled, made.path, KNOWN).differences is None
    done = bring_back(filled, made.path, LATER, KNOWN)
    assert _rows(filled) == then
    assert done.kept == path.with_name(f"{path.name}.beschaedigt-20210601T060000Z")
    assert done.kept.read_bytes() == damaged
    path.unlink()
    assert bring_back(filled, made.path, LATER, KNOWN).kept is None
    assert _rows(filled) == then
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_is_no_backup_of_this_store_is_refused(filled: URL, tmp_path: Path) -> None:
    made = back_up(filled, NOW)
    _go_on(filled)
    before = _rows(filled)
    foreign, damaged, newer = (tmp_path / name for name in ("fremd", "kaputt", "neuer"))
    foreign.write_text("Name;Telefon\n" * 100)
    content = bytearray(made.path.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    for path, reason in ((foreign, "keine Sicherung dieses Programms"), (damaged, "Prüfsumme")):
        with pytest.raises(BackupUnusableError, match=reason):
            bring_back(filled, path, LATER, KNOWN)
    with pytest.raises(BackupUnusableError, match="neuere Programmversion"):
        bring_back(filled, made.path, LATER, ["0001"])
    other = "postgresql" if filled.get_backend_name() == "sqlite" else "sqlite"
    _rewritten(made.path, newer, database=other)
    with pytest.raises(BackupUnusableError, match="ist die Sicherung einer"):
        bring_back(filled, newer, LATER, KNOWN)
    assert _rows(filled) == before


def _rewritten(path: Path, target: Path, **said: str) -> None:
    """The backup at `path`, saying something else of itself, with its checksum."""
    from db.backup import sealed

    with zipfile.ZipFile(path) as archive, target.open("wb") as file:
        hashing = sealed._Hashing(file)
        with zipfile.ZipFile(hashing, "w") as changed:  # type: ignore[call-overload]
            changed.comment = b"0" * 64
            for name in archive.namelist():
                content = archive.read(name)
                if name.endswith(".json"):
                    content = json.dumps(json.loads(content) | said).encode()
                changed.writestr(zipfile.ZipInfo(name), content)
        hashing.sign()


def test_a_server_that_stops_in_the_middle_keeps_what_it_had(
    filled: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    if filled.get_backend_name() == "sqlite":
        return
    made = back_up(filled, NOW)
    _go_on(filled)
    before, write = _rows(filled), server.write_script

    def write_half(program: Path, dumped: Path, script: Path) -> None:
        write(program, dumped, script)
        half = script.read_text().rpartition("ALTER TABLE")[0]
        script.write_text(f"{half}\nSELECT 1 / 0;\n")

    monkeypatch.setattr(server, "write_script", write_half)
    with pytest.raises(NotBroughtBackError, match=r"psql ist gescheitert\. Der Bestand ist unver"):
        bring_back(filled, made.path, LATER, KNOWN)
    assert _rows(filled) == before


def test_a_role_that_may_not_try_the_backup_first_is_told(
    filled: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    if filled.get_backend_name() == "sqlite":
        return
    made = back_up(filled, NOW)
    monkeypatch.setattr(server, "may_create_databases", lambda _connection: False)
    with pytest.raises(NotBroughtBackError, match="CREATEDB"):
        preview(filled, made.path, KNOWN)


KILLED = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from sqlalchemy.engine import make_url
from db.backup.bring_back import bring_back
from db.migrate import KNOWN
print("ready", flush=True)
bring_back(make_url(sys.argv[1]), Path(sys.argv[2]), datetime(2021, 6, 1, tzinfo=UTC), KNOWN)
"""


def test_a_way_back_that_is_killed_ends_at_one_of_both_states(filled: URL) -> None:
    then = _rows(filled)
    made = back_up(filled, NOW)
    _go_on(filled)
    since, chance = _rows(filled), random.Random(11)
    longest = 0.25 if filled.get_backend_name() == "sqlite" else 1.5
    for _ in range(8 if filled.get_backend_name() == "sqlite" else 2):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, filled.render_as_string(), str(made.path)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(chance.uniform(0, longest))
            os.kill(child.pid, signal.SIGKILL)
        assert _rows(filled) in (then, since)
    bring_back(filled, made.path, LATER, KNOWN)
    assert _rows(filled) == then


def test_an_older_program_s_backup_comes_back_with_its_own_tables(filled: URL) -> None:
    """What the store has more than the backup does not stay beside it."""
    made = back_up(filled, NOW)
    with opened(filled) as store, store.engine.begin() as connection:
        connection.exec_driver_sql("/**/ CREATE TABLE newer (id INTEGER PRIMARY KEY)")
    bring_back(filled, made.path, LATER, KNOWN)
    if filled.get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(filled.database))) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    else:
        with server.plain(filled) as engine, engine.connect() as present:
            names = set(present.scalars(server._TABLES))
    assert "organisation" in names
    assert "newer" not in names


def test_rows_that_differ_afterwards_are_not_called_brought_back(
    filled: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(filled, NOW)
    _go_on(filled)
    module = bringing.embedded if filled.get_backend_name() == "sqlite" else server
    monkeypatch.setattr(module, "bring_back", lambda *_: None)
    with pytest.raises(Exception, match=r"beim Vergleichen zeigt sich: .*Der Stand davor liegt"):
        bring_back(filled, made.path, LATER, KNOWN)
