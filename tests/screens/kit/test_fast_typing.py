"""Two hundred keys without a pause give the records that the same keys give with pauses."""

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select
from sqlalchemy.engine import URL
from textual import events

import db.connection
from db.tables import Booking, Call, Colleague, Contact, FollowUp
from seeds.load import load
from tests.kit.seat import Seat, desk_at, seated, typed
from tests.kit.stores import Stores

SCRIPT: tuple[str, ...] = (
    *typed("ahnat"), "enter",
    # A person,
    "k", *typed("Muster"), "enter", *typed("Erika"), "enter", "enter", *typed("IKZ"), "enter",
    *typed("05609 90009-12"), "enter", *typed("05609 90009-13"), "enter", "enter", "enter",
    *typed("e.muster@example.org"), "f8",
    # a booking,
    "t", "1", "enter", "enter", "enter", *typed("150321"), "enter", *typed("930"), "enter",
    *typed("15"), "enter", *typed("Rathaus"), "f8",
    # a call with a note and what is to be done,
    "1", "a", "i", "enter", *typed("Beschluss der Gemeindevertretung am Montag erwartet"), "tab",
    "enter", *typed("kw50"), "enter", *typed("Beschluss anfordern"), "f8",
    # and one more thing to do.
    "w", *typed("+14"), "enter", *typed("Termin klären"), "f8",
    # Two dialogs that lead to a form.
    "f9", *typed("kolleg"), "enter", *typed("jemanden"), "enter", *typed("Lea Muster"), "f8",
)  # fmt: skip
assert len(SCRIPT) > 200

CHARACTERS = {
    "enter": "\r", "tab": "\t", "space": " ", "full_stop": ".", "plus": "+", "minus": "-",
    "at": "@", "comma": ",",
}  # fmt: skip


def at_once(seat: Seat) -> None:
    """All keys within a moment, as a fast typist or a terminal that hung sends them."""
    for key in SCRIPT:
        character = key if len(key) == 1 else CHARACTERS.get(key)
        seat.app.post_message(events.Key(key, character))


def records(url: URL) -> list[tuple[object, ...]]:
    """What the keys have made, without what the clock brings."""
    with desk_at(url) as desk, desk.store.reading() as session:
        found: list[tuple[object, ...]] = []
        for contact in session.scalars(select(Contact).where(Contact.family_name == "Muster")):
            reach = [each.raw for each in contact.numbers] + [e.text for e in contact.addresses]
            found.append((contact.given_name, [each.role for each in contact.roles], reach))
        for booking in session.scalars(select(Booking)):
            found.append(
                (booking.module, booking.consultation_on, booking.starts_at, booking.place)
            )
        for call in session.scalars(select(Call)):
            found.append((call.topic, call.text, call.result, call.contact_id, call.raw_number))
        for todo in session.scalars(select(FollowUp).order_by(FollowUp.due_on)):
            found.append((todo.due_on, todo.text, todo.owner, todo.contact_id))
        found += [(each.name,) for each in session.scalars(select(Colleague))]
        return found


@contextmanager
def locked_by_another_process(url: URL) -> Iterator[Callable[[], None]]:
    """Another program holds the store until it is told to release it."""
    hold = (
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1],isolation_level=None);"
        "c.execute('BEGIN IMMEDIATE'); print('held',flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", hold, str(url.database)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other.stdin.close


async def _with_pauses(seat: Seat, _url: URL) -> None:
    for is_command, keys in itertools.groupby(SCRIPT, lambda key: len(key) > 1):
        for some in ([each] for each in keys) if is_command else [list(keys)]:
            await seat.press(*some)


async def _while_the_store_is_slow(seat: Seat, _url: URL) -> None:
    def linger(*_: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            time.sleep(0.005)

    event.listen(seat.desk.engine, "before_cursor_execute", linger)
    at_once(seat)
    await seat.until(lambda: "Lea Muster" in seat.message)


async def _while_another_process_holds_the_store(seat: Seat, url: URL) -> None:
    with locked_by_another_process(url) as release:
        at_once(seat)
        # Several attempts to save have been in vain; meanwhile the program goes on and says so.
        await seat.until(lambda: "gesperrt" in seat.message)
        assert not records(url)
        release()
    await seat.until(lambda: "Lea Muster" in seat.message)


@pytest.mark.long
async def test_no_key_is_lost_while_screens_open_and_the_store_is_slow_or_held(
    stores: Stores, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db.connection, "WRITER_PATIENCE_SECONDS", 0.6)
    found = {}
    for way in (_with_pauses, _while_the_store_is_slow, _while_another_process_holds_the_store):
        with stores.copy("sqlite", load) as url:
            async with seated(url) as seat:
                await way(seat, url)
            found[way.__name__] = records(url)
    expected = found["_with_pauses"]
    assert len(expected) == 6
    for name, made in found.items():
        assert made == expected, name
