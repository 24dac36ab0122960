"""A save whose connection ends anywhere is kept once and called kept, or not kept and called so."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from db import proof
from db.errors import SaveUnconfirmedError, StoreAwayError, StoreError, StoreLostError
from db.store import Store
from db.tables import Change, Contact, PhoneNumber
from tests.kit.postgres import Server
from tests.kit.rows import kommune, number, save
from tests.kit.stores import Stores, opened
from tests.kit.wires import wire


def _person(name: str) -> Contact:
    return Contact(
        organisation_id=1, family_name=name, numbers=[number("0561 90009-1", "+49561900091")]
    )


def _names(url: URL) -> list[str]:
    with opened(url) as store, store.reading() as session:
        people = session.scalars(select(Contact).order_by(Contact.id)).all()
        # Nothing of a save is there without the rest of it.
        assert len(session.scalars(select(PhoneNumber)).all()) == len(people)
        written = session.scalars(select(Change).where(Change.table_name == "contact")).all()
        assert [change.row_id for change in written] == [str(person.id) for person in people]
        return [person.family_name for person in people]


@pytest.mark.parametrize("arrives", [False, True], ids=["before", "behind"])
def test_a_connection_cut_at_every_statement_of_a_save_tells_the_truth(
    stores: Stores, postgres: Callable[[], Server], arrives: bool
) -> None:
    with stores.copy("postgresql") as url, wire(postgres(), url) as way, opened(way.url) as store:
        save(store, kommune())
        called_kept: list[str] = []
        lost: list[str] = []
        for after in range(100):
            name = f"Name {after}"
            way.cut(after, arrives=arrives)
            try:
                save(store, _person(name))
            except StoreLostError as error:
                lost.append(str(error))
            else:
                called_kept.append(name)
            if not way.disarm():
                break
        assert _names(url) == called_kept
        assert len(lost) > 10
        assert all(each.startswith("Nicht gesichert: ") for each in lost)


@pytest.mark.parametrize("arrives", [False, True], ids=["before", "behind"])
def test_a_lost_answer_to_a_commit_is_looked_up(
    stores: Stores, postgres: Callable[[], Server], arrives: bool
) -> None:
    with stores.copy("postgresql") as url, wire(postgres(), url) as way, opened(way.url) as store:
        save(store, kommune())
        way.cut(0, arrives=arrives, word=b"COMMIT")
        if arrives:
            save(store, _person("Muster"))
        else:
            with pytest.raises(StoreLostError, match="Nicht gesichert: "):
                save(store, _person("Muster"))
        assert way.disarm()
        assert _names(url) == ["Muster"] * arrives


def test_a_save_that_nobody_can_ask_about_is_neither_called_kept_nor_lost(
    stores: Stores, postgres: Callable[[], Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "PATIENCE_SECONDS", 0.5)
    with stores.copy("postgresql") as url, wire(postgres(), url) as way, opened(way.url) as store:
        save(store, kommune())
        way.cut(0, arrives=True, word=b"COMMIT", goes_down=True)
        with pytest.raises(SaveUnconfirmedError, match="Noch nicht bestätigt: ") as caught:
            save(store, _person("Muster"))
        way.is_down = False
        # Asked as soon as the server is back, the history knows it by its name.
        with store.engine.connect() as connection:
            assert proof.is_kept(connection, caught.value.unit)
        assert _names(url) == ["Muster"]


def test_a_save_that_the_server_still_works_on_is_ended_before_it_is_looked_up(
    postgresql_store: Store,
) -> None:
    """Else it could be kept after the person was told that it was not."""
    save(postgresql_store, kommune())
    with postgresql_store.engine.connect() as hanging:
        name = hanging.scalar(text("SELECT CAST(pg_current_xact_id() AS text)"))
        assert proof.was_kept(postgresql_store.engine, "nobody", name) is False
        with pytest.raises(OperationalError):
            hanging.execute(text("SELECT 1"))
        hanging.invalidate()


def test_a_question_on_a_dead_connection_says_nothing_about_saving(
    stores: Stores, postgres: Callable[[], Server]
) -> None:
    with stores.copy("postgresql") as url, wire(postgres(), url) as way, opened(way.url) as store:
        save(store, kommune())
        way.is_down = True
        store.close()
        with pytest.raises(StoreAwayError) as caught, store.reading() as session:
            session.scalar(text("SELECT 1"))
        assert str(caught.value) == "Der Datenbank-Server antwortet nicht."


class _DeadFile(sqlite3.OperationalError):
    sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC


@pytest.mark.parametrize("is_done", [False, True], ids=["before", "behind"])
def test_a_file_that_dies_at_the_commit_tells_the_truth(
    sqlite_store: Store, monkeypatch: pytest.MonkeyPatch, is_done: bool
) -> None:
    save(sqlite_store, kommune())
    commit = sqlite_store.engine.dialect.do_commit

    def dying(connection: Any) -> None:
        if is_done:
            commit(connection)
        raise _DeadFile("disk I/O error")

    told = "Gesichert"
    with monkeypatch.context() as dead:
        dead.setattr(sqlite_store.engine.dialect, "do_commit", dying)
        try:
            save(sqlite_store, _person("Muster"))
        except StoreError as error:
            told = str(error).split(":")[0]
    save(sqlite_store, _person("Beispiel"))
    kept = _names(sqlite_store.engine.url)
    assert (told, kept) == (
        ("Gesichert", ["Muster", "Beispiel"]) if is_done else ("Nicht gesichert", ["Beispiel"])
    )


def test_a_file_that_dies_at_every_statement_of_a_save_tells_the_truth(
    sqlite_store: Store,
) -> None:
    from sqlalchemy import event

    save(sqlite_store, kommune())
    called_kept: list[str] = []
    for after in range(200):
        left = [after]

        def die(*_arguments: object, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == -1:
                raise _DeadFile("disk I/O error")

        name = f"Name {after}"
        for moment in ("before_cursor_execute", "after_cursor_execute"):
            event.listen(sqlite_store.engine, moment, die)
        try:
            save(sqlite_store, _person(name))
        except (StoreError, _DeadFile):
            pass
        else:
            called_kept.append(name)
        finally:
            for moment in ("before_cursor_execute", "after_cursor_execute"):
                event.remove(sqlite_store.engine, moment, die)
        if left[0] >= 0:
            break
    assert after > 10
    assert _names(sqlite_store.engine.url) == called_kept == [f"Name {after}"]


def test_another_program_s_upgrade_ends_the_saves_of_an_old_one(store: Store) -> None:
    from db.errors import StoreUnsuitableError
    from db.migrate import HEAD

    old = Store(store.engine, store.clock, HEAD)
    save(old, kommune())
    with store.engine.connect().execution_options(ozg_mode="write") as newer, newer.begin():
        newer.exec_driver_sql("/**/ UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreUnsuitableError, match=r"Nicht gesichert: .*Schema 9999"):
        save(old, kommune())
    with store.reading() as session:
        assert len(session.scalars(select(Change)).all()) == 2
