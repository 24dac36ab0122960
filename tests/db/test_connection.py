"""The store opens only what is its own, private and sound, and says in a sentence what is wrong."""

import contextlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from db import connection, store_file
from db.connection import hold_reader, open_engine, store_url
from db.errors import (
    RefusedError,
    StoreBusyError,
    StoreError,
    StoreUnreachableError,
    StoreUnsuitableError,
)
from db.migrate import upgrade
from db.store import Store
from db.tables import Change, Contact, Note, Organisation, Subscription
from tests.kit.hostile import NUL_TEXT
from tests.kit.postgres import Server
from tests.kit.rows import ACTOR, MORNING, kommune, save
from tests.kit.stores import Stores, opened

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=[0o000, 0o022, 0o077], ids=["umask000", "umask022", "umask077"])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    path = tmp_path / "neu" / "bestand.db"
    with opened(store_url(str(path))) as store:
        upgrade(store.engine, store.clock)
        save(store, kommune())
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
        assert modes == dict.fromkeys(("bestand.db", "bestand.db-wal", "bestand.db-shm"), 0o600)
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o620, 0o601])
def test_a_file_that_others_can_open_is_refused(sqlite_url: URL, mode: int) -> None:
    Path(str(sqlite_url.database)).chmod(mode)
    with pytest.raises(StoreUnsuitableError, match="chmod 600"):
        open_engine(sqlite_url)


def test_a_file_of_another_program_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "fremd.db"
    with contextlib.closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE payroll (id integer)")
    path.chmod(0o600)
    before = path.read_bytes()
    with pytest.raises(StoreUnsuitableError, match="anderen Programm"):
        open_engine(store_url(str(path)))
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["fremd.db"]


@pytest.mark.parametrize("content", [b"Name;Telefon\n", b"x", b"\x00" * 4096])
def test_a_file_that_is_no_database_stays_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(StoreUnsuitableError, match="keine Bestandsdatei"):
        open_engine(store_url(str(path)))
    assert path.read_bytes() == content


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnsuitableError, match="Ordner"):
        open_engine(store_url(str(tmp_path)))


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("x")
    with pytest.raises(StoreUnreachableError):
        open_engine(store_url(str(tmp_path / "a" / "bestand.db")))


def test_the_own_store_is_opened_again(sqlite_url: URL) -> None:
    for _ in range(3):
        with opened(sqlite_url) as store:
            save(store, kommune())
    with opened(sqlite_url) as store, store.reading() as session:
        assert len(session.scalars(select(Organisation)).all()) == 3


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://beck:geheim123@db/ozg",
        "postgresql+psycopg://beck:geheim123@db/ozg",
        "mysql://beck:geheim123@db/ozg",
        "postgresql://beck@db/ozg?password=geheim123",
        "postgresql://db/ozg?user=beck&password=geheim123",
        "postgresql://db/ozg?sslpassword=geheim123",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(StoreUnsuitableError) as caught:
        store_url(address)
    assert "geheim123" not in str(caught.value)
    assert "geheim123" not in repr(caught.value.__cause__)


@pytest.mark.parametrize("address", ["mysql://db/ozg", "oracle://db", "http://evil.test", "://"])
def test_another_kind_of_database_is_refused(address: str) -> None:
    with pytest.raises(StoreUnsuitableError):
        store_url(address)


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///", "sqlite:///:memory:"])
def test_an_address_without_a_file_is_refused(address: str) -> None:
    with pytest.raises(StoreUnsuitableError, match="Pfad"):
        store_url(address)


def test_addresses_are_read() -> None:
    assert store_url("postgresql://db/ozg").drivername == "postgresql+psycopg"
    assert store_url("sqlite:////srv/bestand.db").database == "/srv/bestand.db"
    assert store_url("bestand.db").database == str(Path.cwd() / "bestand.db")
    assert store_url("~/bestand.db").database == str(Path.home() / "bestand.db")
    assert store_url("/srv/[LK] Gießen ?x=1#%41.db").database == "/srv/[LK] Gießen ?x=1#%41.db"


def test_an_odd_path_is_opened_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "[LK] Gießen ?x=1#%41.db"
    with opened(store_url(str(path))) as store:
        upgrade(store.engine, store.clock)
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


NETWORK = ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "davfs", "ceph", "glusterfs", "lustre"]


@pytest.mark.parametrize("kind", [*NETWORK, "fuse.gvfsd-fuse"])
def test_a_network_drive_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(store_file, "_file_system", lambda _folder: kind)
    with pytest.raises(StoreUnsuitableError, match="Netzlaufwerk"):
        open_engine(store_url(str(tmp_path / "bestand.db")))
    assert list(tmp_path.iterdir()) == []


def _mounts(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(Path, "read_text", lambda *_args, **_options: "\n".join(lines) + "\n")


@pytest.mark.skipif(sys.platform != "linux", reason="the table of mounts is a thing of Linux")
def test_the_table_of_mounts_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert store_file._file_system(tmp_path)
    folder = tmp_path / "Büro Gießen"
    folder.mkdir()
    mount = str(folder).replace(" ", "\\040")
    _mounts(monkeypatch, "/dev/sda1 / ext4 rw 0 0", f"//srv/x {mount} cifs rw 0 0")
    assert store_file._file_system(folder) == "cifs"
    assert store_file._file_system(tmp_path) == "ext4"


@pytest.mark.skipif(sys.platform != "linux", reason="the table of mounts is a thing of Linux")
def test_the_last_mount_of_a_folder_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _mounts(
        monkeypatch,
        "/dev/sda1 / ext4 rw 0 0",
        f"systemd-1 {tmp_path} autofs rw 0 0",
        f"srv:/x {tmp_path} nfs4 rw 0 0",
    )
    assert store_file._file_system(tmp_path) == "nfs4"


READ_ONLY = """
import os, sys
from sqlalchemy import create_engine
from db.connection import open_engine, store_url
from db.errors import StoreError
from db.store import Store
from ozg_tui.clock import Clock
from ozg_tui.clock import Clock
from ozg_tui.clock import Clock
from db.tables import Organisation
path, user = sys.argv[1], int(sys.argv[2])
create_engine("sqlite://")
if user:
    # Root may write anywhere, so the test goes on as somebody else.
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
try:
    store = Store(open_engine(store_url(path)), Clock())
    with store.writing("beck") as session:
        session.add(Organisation())
except StoreError as error:
    print(type(error).__name__, error)
"""


@pytest.mark.parametrize("exists", [True, False], ids=["old", "new"])
def test_a_read_only_folder_is_told(sqlite_url: URL, exists: bool) -> None:
    other = 65_534 if os.geteuid() == 0 else 0
    folder = Path(tempfile.mkdtemp(prefix="ozg-ro-", dir="/tmp"))
    path = folder / "bestand.db"
    if exists:
        shutil.copy(str(sqlite_url.database), path)
        path.chmod(0o400)
    if other:
        for each in (folder, *folder.iterdir()):
            os.chown(each, other, other)
    folder.chmod(0o500)
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-c", READ_ONLY, str(path), str(other)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    finally:
        folder.chmod(0o700)
        shutil.rmtree(folder)
    assert done.stdout.startswith("StoreUnreachableError "), done.stdout + done.stderr


def test_a_damaged_file_is_told(sqlite_url: URL) -> None:
    with opened(sqlite_url) as store:
        save(store, kommune())
    path = Path(str(sqlite_url.database))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with (
        opened(sqlite_url) as store,
        pytest.raises(StoreUnsuitableError, match="beschädigt"),
        store.reading() as session,
    ):
        session.scalars(select(Organisation)).all()


def test_a_file_cut_short_is_told(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    os.truncate(path, path.stat().st_size // 2)
    with (  # noqa: PT012
        opened(sqlite_url) as store,
        pytest.raises(StoreUnsuitableError, match="beschädigt"),
        store.reading() as session,
    ):
        session.execute(text("PRAGMA integrity_check")).all()
        session.scalars(select(Organisation)).all()
        session.scalars(select(Contact)).all()
        session.scalars(select(Subscription)).all()


def test_a_full_disk_loses_nothing_and_writes_no_half(sqlite_store: Store) -> None:
    save(sqlite_store, kommune())
    limit = 0

    def limited(driver: sqlite3.Connection, _record: Any) -> None:
        driver.execute(f"PRAGMA max_page_count={limit}").close()

    sqlite_store.engine.dispose()
    event.listen(sqlite_store.engine, "connect", limited)
    with sqlite_store.reading() as session:
        limit = session.execute(text("PRAGMA page_count")).scalar_one() + 3
    sqlite_store.engine.dispose()
    long = "Protokoll " * 5_000
    with pytest.raises(StoreUnreachableError, match="voll"), sqlite_store.writing(ACTOR) as session:  # noqa: PT012
        session.add(Subscription(email="a@giessen.de", consent="confirmed"))
        session.flush()
        session.add(Note(written_at=MORNING, written_by=ACTOR, text=long))
    event.remove(sqlite_store.engine, "connect", limited)
    sqlite_store.engine.dispose()
    with sqlite_store.reading() as session:
        assert session.scalars(select(Note)).all() == []
        assert session.scalars(select(Subscription)).all() == []
        assert len(session.scalars(select(Change)).all()) == 2
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
    save(sqlite_store, Note(written_at=MORNING, written_by=ACTOR, text=long))


LOCKER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
connection.execute("ROLLBACK")
"""


@contextlib.contextmanager
def _locked(url: URL) -> Iterator[Callable[[], None]]:
    """Another process holds the write lock until the given function is called."""
    with subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(url.database)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "locked\n"

        def release() -> None:
            other.communicate("\n")

        try:
            yield release
        finally:
            if other.returncode is None:
                release()


def test_a_lock_stops_writers_in_the_end_and_readers_never(
    sqlite_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "WRITER_PATIENCE_SECONDS", 0.4)
    with opened(sqlite_url) as store:
        save(store, kommune())
        with _locked(sqlite_url) as release:
            with store.reading() as session:
                assert len(session.scalars(select(Organisation)).all()) == 1
            with pytest.raises(StoreBusyError, match="gesperrt"):
                save(store, kommune())
            release()
        save(store, kommune())


def test_a_writer_waits_for_a_short_lock(sqlite_url: URL) -> None:
    import threading

    with opened(sqlite_url) as store, _locked(sqlite_url) as release:
        timer = threading.Timer(0.3, release)
        timer.start()
        start = time.monotonic()
        save(store, kommune())
        assert 0.2 < time.monotonic() - start < 2
        timer.join()


def test_a_locked_row_on_the_server_is_called_busy(postgresql_store: Store) -> None:
    place = save(postgresql_store, kommune())
    with postgresql_store.engine.connect() as other:
        other.execute(select(Organisation.id).with_for_update())
        with (  # noqa: PT012
            pytest.raises(StoreBusyError),
            postgresql_store.writing(ACTOR) as session,
        ):
            session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            session.get_one(Organisation, place).town = "Wetzlar"
        other.rollback()


def test_a_deadlock_on_the_server_is_called_busy(postgresql_store: Store) -> None:
    from concurrent.futures import ThreadPoolExecutor
    from threading import Barrier

    first, second = save(postgresql_store, kommune()), save(postgresql_store, kommune("Wetzlar"))
    both = Barrier(2)

    def work(one: int, other: int) -> str:
        try:
            with postgresql_store.writing(ACTOR) as session:
                session.get(Organisation, one, with_for_update=True)
                both.wait(5)
                session.get(Organisation, other, with_for_update=True)
        except StoreError as error:
            return type(error).__name__
        return "saved"

    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(work, (first, second), (second, first)))
    assert sorted(ends) == ["StoreBusyError", "saved"]


def test_a_server_that_is_gone_is_told_and_found_again(
    stores: Stores, postgres: Callable[[], Server]
) -> None:
    with (
        stores.copy("postgresql") as url,
        postgres().door(url) as door,
        opened(door.url) as store,
    ):
        save(store, kommune())
        door.shut()
        with pytest.raises(StoreUnreachableError), store.reading() as session:
            session.scalars(select(Organisation)).all()
        with pytest.raises(StoreUnreachableError):
            save(store, kommune())
        with pytest.raises(StoreUnreachableError):
            upgrade(store.engine, store.clock)
        door.open()
        save(store, kommune())


def test_a_server_that_goes_during_a_save_is_told(postgresql_store: Store) -> None:
    name = postgresql_store.engine.url.database
    with pytest.raises(StoreUnreachableError), postgresql_store.writing(ACTOR) as session:  # noqa: PT012
        session.add(kommune())
        session.flush()
        with postgresql_store.engine.connect() as other:
            other.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = :name AND pid <> pg_backend_pid()"
                ),
                {"name": name},
            )
        session.add(kommune())
    with postgresql_store.reading() as session:
        assert session.scalars(select(Organisation)).all() == []
        assert session.scalars(select(Change)).all() == []


def test_a_mistake_of_the_program_is_not_called_an_outage(store: Store) -> None:
    with pytest.raises(Exception) as caught, store.reading() as session:
        session.execute(text("SELECT nothing FROM nowhere"))
    assert not isinstance(caught.value, StoreUnreachableError | StoreBusyError)


def test_a_nul_is_stored_or_refused_but_never_cut(store: Store) -> None:
    try:
        save(store, Organisation(town=NUL_TEXT))
    except RefusedError:
        kept: list[str | None] = []
    else:
        with store.reading() as session:
            kept = list(session.scalars(select(Organisation.town)))
    assert kept in ([], [NUL_TEXT])


def test_a_held_reader_sees_every_save_at_once(store: Store) -> None:
    with contextlib.closing(hold_reader(store.engine)) as reader:
        for count in range(3):
            assert len(reader.execute(select(Organisation.id)).all()) == count
            save(store, kommune())


def test_a_held_reader_leaves_its_connection_as_it_was(sqlite_store: Store) -> None:
    hold_reader(sqlite_store.engine).close()
    with sqlite_store.engine.connect() as again:
        driver = again.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        assert driver.isolation_level is None


def test_a_session_for_reading_keeps_nothing(store: Store) -> None:
    place = save(store, Organisation(town="Gießen"))
    with store.reading() as session:
        session.get_one(Organisation, place).town = "Wetzlar"
    with store.reading() as session:
        assert session.get_one(Organisation, place).town == "Gießen"


def test_a_session_for_reading_sees_one_state(store: Store) -> None:
    save(store, kommune())
    with store.reading() as session:
        before = session.execute(select(Organisation.id)).all()
        save(store, kommune())
        assert session.execute(select(Organisation.id)).all() == before


def test_the_database_keeps_references(store: Store) -> None:
    with pytest.raises(RefusedError):
        save(store, Contact(organisation_id=999, family_name="Müller"))


def test_no_sentence_holds_what_was_typed(store: Store) -> None:
    save(store, Subscription(email="geheim@giessen.de", consent="confirmed"))
    with pytest.raises(StoreError) as caught:
        save(store, Subscription(email="geheim@giessen.de", consent="confirmed"))
    assert "geheim" not in str(caught.value)
    assert isinstance(caught.value.__cause__, DBAPIError)
