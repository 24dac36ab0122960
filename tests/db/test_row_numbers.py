"""The number of a removed row is never another row's, in no table and on neither database."""

import re
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.engine import URL

from db import migrate
from db.store import Store
from db.tables import Base, Change, Contact, Draft, Exchange, Note, Reversal, Seal
from tests.kit.older_stores import migrations, written_at
from tests.kit.rows import ACTOR, MORNING, SAMPLES, kommune, number, save
from tests.kit.small_world import assert_kept
from tests.kit.stores import opened

_MEMORY = {
    Change: {"unit": "u", "at": MORNING, "actor": ACTOR, "action": "x", "table_name": "x",
             "row_id": "1"},
    Draft: {"actor": ACTOR, "form": "note", "saved_at": MORNING, "content": {}},
    Exchange: {"at": MORNING, "actor": ACTOR, "direction": "in", "kind": "x", "format": "csv",
               "file_name": "x", "rows": 1, "content": {}},
    Seal: {"unit": "u", "size": 1, "first": 1, "last": 1, "link": b"x", "seal": b"y"},
    Reversal: {"unit": "u", "of_unit": "v", "actor": ACTOR, "gives_back": False},
}  # fmt: skip


def numbered() -> list[type[Base]]:
    """Every table whose rows have a number of their own."""
    return sorted(
        (
            mapper.class_
            for mapper in Base.registry.mappers
            if "id" in mapper.columns and mapper.columns["id"].type.python_type is int
        ),
        key=lambda table: table.__tablename__,
    )


@pytest.mark.parametrize("table", numbered(), ids=lambda table: table.__tablename__)
def test_the_number_of_a_removed_row_is_never_given_again(store: Store, table: type[Base]) -> None:
    if values := _MEMORY.get(table):
        with store.engine.connect().execution_options(ozg_mode="write") as plain, plain.begin():
            insert = table.__table__.insert().values(**values)
            first = plain.execute(insert).inserted_primary_key[0]
            plain.exec_driver_sql(f"/**/ DELETE FROM {table.__tablename__}")
            assert plain.execute(insert).inserted_primary_key[0] > first
        return
    with store.writing(ACTOR) as session:
        row = SAMPLES[table].make(session)
        session.add(row)
        session.flush()
        first = row.id
        twin = {
            column.key: getattr(row, column.key)
            for column in table.__table__.columns
            if column.key != "id"
        }
        session.delete(row)
        session.flush()
        second = table(**twin)
        session.add(second)
        session.flush()
        assert second.id > first


def _made(connection: Connection) -> dict[str, str]:
    """How everything of the store was declared, by name, but for the keys of numbered tables."""
    key = re.compile(
        r",\s*CONSTRAINT \w+ PRIMARY KEY \(id\)|(?<=id INTEGER NOT NULL) PRIMARY KEY AUTOINCREMENT"
    )
    found = connection.execute(text("SELECT name, sql FROM sqlite_master"))
    return {row.name: key.sub("", (row.sql or "").replace('"', "")) for row in found}


_OLD_ROWS = (
    "organisation(id, version) VALUES (1, 1), (2, 1)",
    "organisation_period(id, organisation_id, name, kind, key, valid_from)"
    " VALUES (1, 1, 'Ahnatal', 'gemeinde', '06633001', '1977-01-01')",
    "contact(id, version, organisation_id, family_name, call_first)"
    " VALUES (3, 1, 1, 'Muster', FALSE)",
    "phone_number(id, contact_id, kind, raw, e164)"
    " VALUES (9, 3, 'direct', '0561 90009-1', '+49561900091')",
    "note(id, version, organisation_id, written_at, written_by, text)"
    " VALUES (4, 1, 1, '2021-05-19', 'beck', 'Rückruf')",
)


def test_an_older_store_keeps_its_rows_and_what_its_tables_guarantee(tmp_path: Path) -> None:
    with opened(URL.create("sqlite", database=str(tmp_path / "bestand.db"))) as store:
        with written_at(store, "0004") as connection:
            for row in _OLD_ROWS:
                connection.exec_driver_sql(f"/**/ INSERT INTO {row}")
        with (
            store.engine.connect().execution_options(ozg_mode="write") as connection,
            migrate._loose_references(connection),
            connection.begin(),
        ):
            before, counts = _made(connection), _counts(connection)
            config = migrations()
            config.attributes["connection"] = connection
            command.upgrade(config, "0005")
            after = _made(connection)
            del after["sqlite_sequence"]
            assert after == before
            assert _counts(connection) == counts
        migrate.upgrade(store.engine, store.clock)
        with store.engine.connect() as connection:
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
            assert connection.scalar(text("PRAGMA foreign_keys")) == 1
        # The search follows saves, and parts stay with their records.
        with store.writing(ACTOR) as session:
            person = session.get_one(Contact, 3)
            person.numbers.append(number("0561 90009-2", "+49561900092"))
            session.add(Contact(organisation_id=1, family_name="Beispiel"))
        assert_kept(store)


def test_numbers_of_rows_that_were_removed_before_are_not_given_either(tmp_path: Path) -> None:
    with opened(URL.create("sqlite", database=str(tmp_path / "bestand.db"))) as store:
        with written_at(store, "0004") as connection:
            connection.exec_driver_sql(
                "/**/ INSERT INTO change(unit, at, actor, action, table_name, row_id) VALUES"
                " ('u', '2021-06-01', 'anna', 'insert', 'organisation', '41'),"
                " ('v', '2021-06-01', 'anna', 'delete', 'organisation', '41')"
            )
        migrate.upgrade(store.engine, store.clock)
        assert save(store, kommune()) == 42


def test_a_table_made_anew_by_an_upgrade_remembers_its_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Alembic's batch copies rows into a table without AUTOINCREMENT and drops the counter."""
    from alembic import op
    from alembic.operations import Operations

    def upgrade_and_batch(config: object, revision: str) -> None:
        command.stamp(config, revision)  # type: ignore[arg-type]
        from alembic.runtime.migration import MigrationContext

        connection = config.attributes["connection"]  # type: ignore[attr-defined]
        with (
            Operations.context(MigrationContext.configure(connection)),
            op.batch_alter_table("note", recreate="always") as note,
        ):
            note.create_check_constraint("ck_note_text", "text <> ''")

    with opened(URL.create("sqlite", database=str(tmp_path / "bestand.db"))) as store:
        migrate.upgrade(store.engine, store.clock)
        with store.writing(ACTOR) as session:
            row = SAMPLES[Note].make(session)
            session.add(row)
            session.flush()
            first = row.id
            session.delete(row)
        with store.engine.connect().execution_options(ozg_mode="write") as plain, plain.begin():
            plain.exec_driver_sql("/**/ UPDATE alembic_version SET version_num = '0004'")
        monkeypatch.setattr(command, "upgrade", upgrade_and_batch)
        migrate.upgrade(store.engine, store.clock)
        with store.writing(ACTOR) as session:
            row = SAMPLES[Note].make(session)
            session.add(row)
            session.flush()
            assert row.id > first


def _counts(connection: Connection) -> dict[str, int]:
    tables = connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'table'")).all()
    return {
        name: connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar_one()
        for name in tables
        if not name.startswith(("search_index", "sqlite_"))
    }
