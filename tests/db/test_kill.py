"""A program that is killed loses no save that it has confirmed, and leaves no half of one."""

import contextlib
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import select, text
from sqlalchemy.engine import URL

from db.store import Store
from db.tables import Change, Contact, Organisation
from tests.kit.rows import kommune, save
from tests.kit.stores import opened

ROOT = Path(__file__).parents[2]
KILLS = 25

# One warm parent forks the writers: a fresh interpreter for each would cost half a second.
WRITERS = """
import os, sys
from db.connection import open_engine, store_url
from db.store import Store
from db.tables import Contact, PhoneNumber

def write(turn):
    store = Store(open_engine(store_url(sys.argv[1])))
    number = 0
    while True:
        number += 1
        with store.writing("beck") as session:
            person = Contact(
                organisation_id=1,
                family_name=f"Name {turn} {number}",
                numbers=[PhoneNumber(kind="direct", raw=f"{number}", e164=f"+49{number:08}")],
            )
            session.add(person)
        os.write(1, f"{person.id}\\n".encode())

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            write(line.strip())
        finally:
            os._exit(1)
    os.write(1, f"child {child}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"gone\\n")
"""


def _kill_one(parent: "subprocess.Popen[str]", turn: int, after: float) -> list[int]:
    """Start a writer, kill it after a while; answers the numbers that it has confirmed."""
    import os

    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(f"{turn}\n")
    parent.stdin.flush()
    confirmed: list[int] = []
    killed = False
    while (line := parent.stdout.readline()) != "gone\n":
        assert line, "the writers' parent has ended"
        if line.startswith("child "):
            child = int(line.removeprefix("child "))
            continue
        confirmed.append(int(line))
        if not killed:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
            killed = True
    return confirmed


def test_a_killed_program_loses_no_confirmed_save(sqlite_url: URL) -> None:
    with opened(sqlite_url) as store:
        save(store, kommune())
    confirmed: list[int] = []
    chance = random.Random(7)
    with subprocess.Popen(
        [sys.executable, "-c", WRITERS, str(sqlite_url.database)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        for turn in range(KILLS):
            confirmed += _kill_one(parent, turn, chance.uniform(0, 0.12))
        assert parent.stdin is not None
        parent.stdin.close()
    assert len(confirmed) >= KILLS
    with contextlib.closing(sqlite3.connect(str(sqlite_url.database))) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with opened(sqlite_url) as store:
        _assert_whole(store, set(confirmed))


def _assert_whole(store: Store, confirmed: set[int]) -> None:
    with store.reading() as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
        people = {person.id: person for person in session.scalars(select(Contact))}
        assert confirmed <= set(people)
        history = session.scalars(select(Change).where(Change.table_name == "contact")).all()
        assert {int(change.row_id) for change in history} == set(people)
        assert all(len(person.numbers) == 1 for person in people.values())
        numbers = session.scalars(select(Change).where(Change.table_name == "phone_number")).all()
        assert len(numbers) == len(people)
        assert len(session.scalars(select(Organisation)).all()) == 1
        found = session.execute(text("SELECT count(*) FROM search_entry WHERE kind = 2"))
        assert found.scalar_one() == len(people)
    with store.engine.begin() as connection:
        connection.execute(
            text("INSERT INTO search_index(search_index, rank) VALUES('integrity-check', 1)")
        )
