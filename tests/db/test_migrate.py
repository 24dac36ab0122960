"""The schema is brought up to date as a whole, once, and never over somebody else's tables."""

import subprocess
import sys
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import IntegrityError

import db.tables  # noqa: F401  -- fills the catalogue
from db import migrate
from db.errors import StoreUnsuitableError
from db.metadata import metadata
from db.opened_file import APPLICATION_ID
from db.search.table import search_entry
from db.tables import Application, Change, Contact, RuleSet
from tests.kit.older_stores import ROOT, migrations, written_at
from tests.kit.stores import opened


def _tables(url: URL) -> list[str]:
    with opened(url) as store, store.engine.connect() as connection:
        return inspect(connection).get_table_names()


def test_the_constant_is_the_newest_script() -> None:
    scripts = ScriptDirectory.from_config(migrations())
    assert scripts.get_heads() == [migrate.HEAD]
    assert {each.revision for each in scripts.walk_revisions()} == set(migrate.KNOWN)


def test_an_empty_store_gets_everything_and_the_second_start_nothing(empty_url: URL) -> None:
    with opened(empty_url) as store:
        assert migrate.upgrade(store.engine, store.clock).was_empty is True
        assert migrate.upgrade(store.engine, store.clock).was_empty is False
        with store.engine.connect() as connection:
            assert migrate.revision(connection) == migrate.HEAD
            assert set(metadata.tables) <= set(inspect(connection).get_table_names())
            if empty_url.get_backend_name() == "sqlite":
                assert connection.scalar(text("PRAGMA application_id")) == APPLICATION_ID
                assert connection.scalar(text("PRAGMA journal_mode")) == "wal"


def test_a_migration_that_fails_halfway_leaves_nothing(
    empty_url: URL, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_statement: Any) -> None:
        raise RuntimeError("the full-text index fails")

    with monkeypatch.context() as broken, opened(empty_url) as store:
        broken.setattr("alembic.op.execute", fail)
        with pytest.raises(RuntimeError, match="full-text"):
            migrate.upgrade(store.engine, store.clock)
    assert _tables(empty_url) == []
    with opened(empty_url) as store:
        assert migrate.upgrade(store.engine, store.clock).was_empty is True


KILLED = """
import os, signal, sys
from db.connection import open_engine, store_url
from db.migrate import upgrade
from ozg_tui.clock import Clock
from db.store import Store
from db.opened_file import APPLICATION_ID
import alembic.op
alembic.op.execute = lambda statement: os.kill(os.getpid(), signal.SIGKILL)
upgrade(open_engine(store_url(sys.argv[1])), Clock())
"""


def _run(code: str, url: URL) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", code, url.render_as_string(hide_password=False)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_migration_that_is_killed_halfway_starts_anew(empty_url: URL) -> None:
    with _run(KILLED, empty_url) as child:
        child.communicate(timeout=30)
    assert child.returncode == -9
    with opened(empty_url) as store:
        assert migrate.upgrade(store.engine, store.clock).was_empty is True


TOGETHER = """
import sys
from db.connection import open_engine, store_url
from db.migrate import upgrade
from ozg_tui.clock import Clock
import alembic.command
print("ready", flush=True)
sys.stdin.readline()
print(upgrade(open_engine(store_url(sys.argv[1])), Clock()).was_empty)
"""


def test_two_programs_that_start_together_migrate_once(empty_url: URL) -> None:
    with _run(TOGETHER, empty_url) as first, _run(TOGETHER, empty_url) as second:
        children = (first, second)
        for child in children:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
        for child in children:
            assert child.stdin is not None
            child.stdin.write("\n")
            child.stdin.flush()
        said = [child.communicate(timeout=30) for child in children]
    assert sorted(out.strip() for out, _ in said) == ["False", "True"], [err for _, err in said]


def test_a_second_window_opens_the_store_that_the_first_has_just_made(empty_url: URL) -> None:
    with opened(empty_url) as first:
        migrate.upgrade(first.engine, first.clock)
        with opened(empty_url) as second:
            assert migrate.upgrade(second.engine, second.clock).was_empty is False


def _include(name: str | None, kind: str) -> bool:
    if kind == "table":
        return not (name or "").startswith("search_index")
    return name not in {"vector", "ix_search_entry_vector"}


def test_the_scripts_make_what_the_tables_say(store_url: URL) -> None:
    with opened(store_url) as store, store.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_object": lambda _thing, name, kind, _reflected, _other: _include(
                    name, kind
                ),
                "compare_type": True,
                "compare_server_default": True,
                "render_as_batch": store_url.get_backend_name() == "sqlite",
            },
        )
        assert compare_metadata(context, metadata) == []


def test_alembic_itself_finds_nothing_to_do(store_url: URL) -> None:

    with opened(store_url) as store, store.engine.connect() as connection:
        config = migrations()
        config.attributes["connection"] = connection
        command.check(config)


def test_a_newer_store_is_left_alone(store_url: URL) -> None:
    with opened(store_url) as store:
        with store.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(StoreUnsuitableError, match=r"neueren Programmversion.*9999"):
            migrate.upgrade(store.engine, store.clock)


def test_a_database_of_another_program_is_left_alone(stores: Any) -> None:
    with stores.empty("postgresql") as url, opened(url) as store:
        with store.engine.begin() as connection:
            connection.execute(text("CREATE TABLE payroll (id integer)"))
        with pytest.raises(StoreUnsuitableError, match="anderen Programm"):
            migrate.upgrade(store.engine, store.clock)
        assert _tables(url) == ["payroll"]


def test_the_way_back_leaves_no_table(store_url: URL) -> None:

    with opened(store_url) as store, store.engine.connect() as plain:
        connection = plain.execution_options(ozg_mode="write")
        with connection.begin():
            config = migrations()
            config.attributes["connection"] = connection
            command.downgrade(config, "base")
    assert _tables(store_url) == ["alembic_version"]


def test_what_older_applications_hold_stays_and_gets_the_new_guarantees(
    empty_url: URL,
) -> None:
    with opened(empty_url) as store:
        with written_at(store, "0002") as connection:
            for statement in (
                "INSERT INTO organisation(id, version) VALUES (1, 1)",
                "INSERT INTO application(id, version, number, title, station, term_open_ended,"
                " granted_cents) VALUES (1, 1, 'IKZ-1', 'Amt', 'approved', FALSE, 15000000)",
                "INSERT INTO participant(id, application_id, organisation_id, position, role)"
                " VALUES (1, 1, 1, 1, 'lead')",
                "INSERT INTO rule_set(id, version, code, topic, name, valid_from, is_default,"
                " source, parameters) VALUES (1, 1, 'A', 'ikz', 'A', '2021-01-01', TRUE,"
                " 'S2', '{}')",
            ):
                connection.exec_driver_sql(f"/**/ {statement}")
        assert migrate.upgrade(store.engine, store.clock).was_empty is False
        with store.reading() as session:
            application = session.get_one(Application, 1)
            assert (application.granted_cents, application.costs_notional) == (15_000_000, False)
            assert application.participants[0].costs_notional is False
            assert session.get_one(RuleSet, 1).state == "active"
        for change in (
            "application SET station = 'nowhere'",
            "application SET deviation_confirmed_by = 'x'",
            "application SET granted_cents = -1",
            "participant SET role = 'chef'",
            "participant SET personnel_before_cents = -1",
            "rule_set SET topic = 'x'",
            "rule_set SET state = 'x'",
        ):
            with store.engine.connect() as connection, pytest.raises(IntegrityError):
                connection.exec_driver_sql(f"/**/ UPDATE {change}")


def test_the_history_of_older_programs_learns_what_it_belongs_to(
    empty_url: URL,
) -> None:
    changed = ("application/1", "participant/5", "resolution/6", "payment/7", "payment/8")
    with opened(empty_url) as store:
        with written_at(store, "0003") as connection:
            for statement in (
                "INSERT INTO organisation(id, version) VALUES (1, 1)",
                "INSERT INTO application(id, version, number, title, station, term_open_ended,"
                " costs_notional) VALUES (1, 1, 'IKZ-1', 'Amt', 'idea', FALSE, FALSE)",
                "INSERT INTO participant(id, application_id, organisation_id, position, role,"
                " costs_notional) VALUES (5, 1, 1, 1, 'lead', FALSE)",
                "INSERT INTO resolution(id, participant_id, status, copy_at_hand)"
                " VALUES (6, 5, 'open', FALSE)",
                "INSERT INTO payment(id, application_id, position, paid_on, amount_cents)"
                " VALUES (7, 1, 1, '2021-06-01', 5)",
                *(
                    "INSERT INTO change(unit, at, actor, action, table_name, row_id)"
                    f" VALUES ('u', '2021-06-01', 'beck', 'update', '{table}', '{row}')"
                    for table, row in (each.split("/") for each in changed)
                ),
            ):
                connection.exec_driver_sql(f"/**/ {statement}")
        migrate.upgrade(store.engine, store.clock)
        with store.reading() as session:
            found = session.scalars(select(Change.record).order_by(Change.id)).all()
    # What is gone has left no trace of what it was part of.
    assert found == ["application/1"] * 4 + [None]


def test_dots_of_older_programs_leave_names_and_addresses_with_a_trace(empty_url: URL) -> None:
    with opened(empty_url) as store:
        with written_at(store, "0004") as connection:
            for row in (
                "organisation(id, version) VALUES (1, 1)",
                "contact(id, version, organisation_id, family_name, given_name, call_first)"
                " VALUES (3, 4, 1, 'Mus·ter', 'Gal·la', FALSE), (4, 1, 1, 'Probst', 'Ida', FALSE)",
                "address(id, contact_id, kind, text) VALUES (7, 3, 'email', 'a·b@example.org')",
            ):
                connection.exec_driver_sql(f"/**/ INSERT INTO {row}")
        assert migrate.upgrade(store.engine, store.clock).mended == 2
        with store.reading() as session:
            person = session.get_one(Contact, 3)
            assert (person.family_name, person.given_name) == ("Muster", "Gal·la")
            assert person.addresses[0].text == "ab@example.org"
            assert (person.version, person.changed_by) == (6, "Umstellung")
            assert session.get_one(Contact, 4).version == 1
            told = session.execute(
                select(Change.record, Change.table_name, Change.before, Change.after)
            ).all()
        assert told == [
            ("contact/3", "contact", {"family_name": "Mus·ter"}, {"family_name": "Muster"}),
            ("contact/3", "address", {"text": "a·b@example.org"}, {"text": "ab@example.org"}),
        ]
        with store.engine.connect() as connection:
            titles = connection.scalars(select(search_entry.c.title))
            assert "Muster, Gal·la" in set(titles)
