"""Saves that are killed, raced and cut, and what became of each that was called kept."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.engine import URL

from db.connection import open_engine
from db.errors import ConflictError, SaveUnconfirmedError, StoreBusyError, StoreError
from db.store import Store
from db.tables import Change, Contact
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.register.contacts import CONTACTS
from tests.kit.clock import SetClock
from tests.kit.oracle import assert_whole
from tests.kit.rows import kommune, number, save
from tests.kit.stores import opened
from tests.kit.wires import Wire

ROOT = Path(__file__).parents[2]
PEOPLE = 12

# One warm parent forks the writers: a fresh interpreter for each would cost half a second.
_WRITERS = """
import os, sys
from db.connection import open_engine
from db.store import Store
from db.tables import Contact, PhoneNumber
from ozg_tui.clock import Clock
from sqlalchemy.engine import make_url

def write(turn):
    store = Store(open_engine(make_url(sys.argv[1])), Clock())
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


class Outcome(NamedTuple):
    """What was tried, what of it was called kept, and what of that was not so."""

    tried: int
    called_kept: int
    refused: int
    lost: int
    double: int
    false: int
    """Saves that were called not kept and are there."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing was lost, doubled or said falsely."""
        return (self.lost, self.double, self.false) == (0, 0, 0)


def killed(url: URL, kills: int, seed: int = 7) -> Outcome:
    """Kill programs in the middle of saving; each ends with SIGKILL at a random moment."""
    with opened(url) as store:
        save(store, kommune())
    chance, confirmed = random.Random(seed), list[int]()
    with subprocess.Popen(
        [sys.executable, "-c", _WRITERS, url.render_as_string(hide_password=False)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as parent:
        for turn in range(kills):
            confirmed += _kill_one(parent, turn, chance.uniform(0, 0.12))
        assert parent.stdin is not None
        parent.stdin.close()
    with opened(url) as store:
        assert_whole(store)
        with store.reading() as session:
            people = {person.id: person for person in session.scalars(select(Contact))}
            assert all(len(person.numbers) == 1 for person in people.values())
            names = Counter(person.family_name for person in people.values())
    return Outcome(
        kills,
        len(confirmed),
        0,
        len(set(confirmed) - people.keys()),
        len(names - Counter({*names})),
        0,
    )


def _kill_one(parent: "subprocess.Popen[str]", turn: int, after: float) -> list[int]:
    """Start a writer, kill it after a while; answers the numbers that it has confirmed."""
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(f"{turn}\n")
    parent.stdin.flush()
    confirmed: list[int] = []
    killed_it = False
    while (line := parent.stdout.readline()) != "gone\n":
        assert line, "the writers' parent has ended"
        if line.startswith("child "):
            child = int(line.removeprefix("child "))
            continue
        confirmed.append(int(line))
        if not killed_it:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
            killed_it = True
    return confirmed


def raced(url: URL, edits: int, people: int = 8) -> Outcome:
    """Several people edit the same few contacts and their numbers at the same time."""
    with opened(url) as store:
        place = save(store, kommune())
        records = [
            save(store, Contact(organisation_id=place, family_name=f"Person {each}"))
            for each in range(PEOPLE)
        ]

    def edit(person: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        chance, desk = random.Random(person), Desk(open_engine(url), f"person{person}", SetClock())
        kept, refused = list[tuple[str, str]](), list[tuple[str, str]]()
        for turn in range(edits // people):
            field = chance.choice(("family_name", "given_name", "direct"))
            value = f"Wert {person} {turn}"
            if field == "direct":
                value = f"0561 90009-{person}{turn:05}"
            stored = CONTACTS.read(desk, chance.choice(records))
            changed = stored.value.model_copy(update={field: _typed(field, value)})
            try:
                CONTACTS.save(desk, changed, stored)
            except (ConflictError, StoreBusyError):
                refused.append((field, value))
            else:
                kept.append((field, value))
        desk.close()
        return kept, refused

    with ThreadPoolExecutor(people) as pool:
        done = list(pool.map(edit, range(people)))
    with opened(url) as store:
        assert_whole(store)
        written = Counter(_written(store))
    kept = [each for one, _ in done for each in one]
    refused = [each for _, other in done for each in other]
    return Outcome(
        len(kept) + len(refused),
        len(kept),
        len(refused),
        sum(written[each] == 0 for each in kept),
        sum(written[each] > 1 for each in kept),
        sum(written[each] > 0 for each in refused),
    )


def cut(way: Wire, cuts: int, seed: int = 7) -> Outcome:
    """Cut the connection to the server at random points of saves."""
    chance, told = random.Random(seed), dict[str, str]()
    with opened(way.url) as store:
        save(store, kommune())
        for turn in range(cuts):
            name = f"Name {turn}"
            way.cut(chance.randrange(45), arrives=chance.random() < 0.5)
            person = Contact(
                organisation_id=1,
                family_name=name,
                numbers=[number("0561 90009-1", "+49561900091")],
            )
            try:
                save(store, person)
            except SaveUnconfirmedError:
                told[name] = "unconfirmed"
            except StoreError as error:
                told[name] = "not kept" if str(error).startswith("Nicht gesichert") else "false"
            else:
                told[name] = "kept"
            way.disarm()
        assert_whole(store)
        with store.reading() as session:
            there = Counter(session.scalars(select(Contact.family_name)))
    says = Counter(told.values())
    return Outcome(
        cuts,
        says["kept"],
        says["not kept"],
        sum(told[name] == "kept" and there[name] == 0 for name in told),
        sum(there[name] > 1 for name in told),
        says["false"] + sum(told[name] == "not kept" and there[name] > 0 for name in told),
    )


def _typed(field: str, value: str) -> object:
    """A value as the form's model holds it."""
    from ozg_tui.desk.register.contacts import ContactInput

    asked = {"organisation_id": 1, "family_name": "x", field: value}
    return getattr(ContactInput.model_validate(asked), field)


def _written(store: Store) -> list[tuple[str, str]]:
    """What the history says was written into the fields that are edited."""
    found = []
    with store.reading() as session:
        for change in session.scalars(select(Change).where(Change.action != "delete")):
            for column, value in (change.after or {}).items():
                if (change.table_name, column) == ("phone_number", "raw"):
                    found.append(("direct", value))
                elif change.table_name == "contact" and column in {"family_name", "given_name"}:
                    found.append((column, value))
    return found
