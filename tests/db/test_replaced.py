"""A store's file that is moved, replaced or written over takes no save that it would lose."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.engine import URL

from db import store as store_module
from db.connection import open_engine
from db.errors import StoreReplacedError, StoreUnsuitableError
from db.store import Store
from db.tables import Organisation
from tests.kit.rows import ACTOR, kommune, save
from tests.kit.stores import opened

Disturbance = Callable[[Path, Path], None]
"""What somebody does to the file at the first path; at the second lies an older copy."""


def _moved(path: Path, _copy: Path) -> None:
    path.rename(path.with_name("weg.db"))


def _deleted(path: Path, _copy: Path) -> None:
    path.unlink()


def _replaced(path: Path, copy: Path) -> None:
    shutil.copyfile(copy, path.with_name("neu.db"))
    path.with_name("neu.db").rename(path)


def _written_over(path: Path, copy: Path) -> None:
    path.write_bytes(copy.read_bytes())


def _emptied(path: Path, _copy: Path) -> None:
    os.truncate(path, 0)


def _another_written_over(path: Path, _copy: Path) -> None:
    path.write_bytes(b"Name;Telefon\n" * 1_000)


def _log_deleted(path: Path, _copy: Path) -> None:
    path.with_name("bestand.db-wal").unlink()


def _index_deleted(path: Path, _copy: Path) -> None:
    path.with_name("bestand.db-shm").unlink()


DISTURBANCES = [
    _moved, _deleted, _replaced, _written_over, _emptied, _another_written_over, _log_deleted,
    _index_deleted,
]  # fmt: skip


def _copied(store: Store) -> Path:
    """A copy of the store as it is now."""
    path = Path(str(store.engine.url.database))
    copy = path.with_name("kopie.db")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _checkpoint(store: Store, kind: str) -> None:
    """Bring what the log holds into the file, as SQLite does by itself from time to time."""
    path = Path(str(store.engine.url.database))
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA wal_checkpoint({kind})").close()


@contextmanager
def _at(moment: str, store: Store, disturb: Callable[[], None]) -> Iterator[None]:
    """Let something happen once, at a moment of the next save."""
    done = []

    def once(*_arguments: object) -> None:
        if not done:
            done.append(True)
            disturb()

    if moment == "before":
        once()
        yield
    elif moment == "committed":
        confirm = store_module.confirm_kept

        def disturbed(connection: object) -> None:
            once()
            confirm(connection)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(store_module, "confirm_kept", disturbed)
            yield
    else:
        name = {"writing": "before_cursor_execute", "committing": "commit"}[moment]
        event.listen(store.engine, name, once)
        yield
        event.remove(store.engine, name, once)
    assert done


@pytest.mark.parametrize("checkpoint", ["none", "PASSIVE", "TRUNCATE"])
@pytest.mark.parametrize("moment", ["before", "writing", "committing", "committed"])
@pytest.mark.parametrize("disturb", DISTURBANCES, ids=lambda each: each.__name__.strip("_"))
def test_no_save_is_called_kept_that_is_not(
    sqlite_url: URL, disturb: Disturbance, moment: str, checkpoint: str
) -> None:
    path = Path(str(sqlite_url.database))
    with opened(sqlite_url) as store:
        save(store, kommune())
        copy = _copied(store)
        for _ in range(3):
            save(store, kommune())
        if checkpoint != "none":
            _checkpoint(store, checkpoint)
        called_kept = 0
        with _at(moment, store, lambda: disturb(path, copy)):
            called_kept += _called_kept(store)
        for _ in range(2):
            called_kept += _called_kept(store)
    if (disturb, checkpoint) != (_written_over, "none"):
        assert called_kept == 0
        return
    # The log still holds all that came after the copy: nothing is missing.
    with opened(sqlite_url) as store, store.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert len(session.scalars(select(Organisation)).all()) == 4 + called_kept


def _called_kept(store: Store) -> bool:
    try:
        save(store, kommune())
    except (StoreReplacedError, StoreUnsuitableError):
        return False
    return True


@pytest.mark.parametrize("disturb", [_moved, _replaced], ids=lambda each: each.__name__.strip("_"))
def test_a_file_that_comes_back_takes_saves_again_and_has_them_all(
    sqlite_url: URL, disturb: Disturbance
) -> None:
    path = Path(str(sqlite_url.database))
    with opened(sqlite_url) as store:
        kept = [save(store, kommune())]
        spare = path.with_name("original.db")
        os.link(path, spare)
        copy = _copied(store)
        kept.append(save(store, kommune()))
        disturb(path, copy)
        with pytest.raises(StoreReplacedError):
            save(store, kommune())
        spare.rename(path)
        kept.append(save(store, kommune()))
    with opened(sqlite_url) as store, store.reading() as session:
        assert session.scalars(select(Organisation.id)).all() == kept
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"


def test_two_windows_checkpoints_and_another_tool_disturb_nobody(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    with opened(sqlite_url) as first, opened(sqlite_url) as second:
        for turn in range(120):
            save((first, second)[turn % 2], kommune())
            if turn % 3 == 0:
                _checkpoint(first, ("PASSIVE", "FULL", "RESTART", "TRUNCATE")[turn // 3 % 4])
            if turn % 10 == 0:
                with closing(sqlite3.connect(path)) as tool:
                    tool.execute("UPDATE organisation SET town = 'Kassel' WHERE id = 1")
                    tool.commit()
            if turn == 60:
                with closing(sqlite3.connect(path, isolation_level=None)) as tool:
                    tool.execute("VACUUM")
    with opened(sqlite_url) as store, store.reading() as session:
        assert len(session.scalars(select(Organisation)).all()) == 120


def test_a_large_save_beside_a_reader_disturbs_nobody(sqlite_url: URL) -> None:
    with opened(sqlite_url) as store, store.reading() as reader:
        reader.scalars(select(Organisation)).all()
        for _ in range(3):
            with store.writing(ACTOR) as session:
                session.add_all(Organisation(town="x" * 3_000) for _ in range(1_500))
            save(store, kommune())
        _checkpoint(store, "PASSIVE")
        save(store, kommune())


def test_a_copy_beside_the_log_of_another_state_is_not_opened(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    with opened(sqlite_url) as store:
        save(store, kommune())
        copy = _copied(store)
        save(store, kommune())
        _checkpoint(store, "TRUNCATE")
        save(store, kommune())
        log = path.with_name("bestand.db-wal").read_bytes()
    # As after a crash: the log is there, and the copy has been put beside it.
    path.write_bytes(copy.read_bytes())
    path.with_name("bestand.db-wal").write_bytes(log)
    before = path.read_bytes()
    with pytest.raises(StoreUnsuitableError, match=r"bestand\.db-wal"):
        open_engine(sqlite_url)
    assert path.read_bytes() == before
    path.with_name("bestand.db-wal").unlink()
    with opened(sqlite_url) as store, store.reading() as session:
        assert len(session.scalars(select(Organisation)).all()) == 1


def test_an_emptied_file_beside_its_log_is_not_opened(sqlite_url: URL) -> None:
    path = Path(str(sqlite_url.database))
    with opened(sqlite_url) as store:
        save(store, kommune())
        log = path.with_name("bestand.db-wal").read_bytes()
    path.write_bytes(b"")
    path.with_name("bestand.db-wal").write_bytes(log)
    with pytest.raises(StoreUnsuitableError, match=r"bestand\.db-wal"):
        open_engine(sqlite_url)
    assert path.with_name("bestand.db-wal").read_bytes() == log
