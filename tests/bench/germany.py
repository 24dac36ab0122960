"""Stores with every cell of the matrix filled: all of Hessen, and as much as all of Germany.

Rows and states are invented; no history, because nobody ever typed them.
"""

import os
import random
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from db.connection import hold_reader, open_engine, store_url
from db.search.entries import rebuild
from ozg_tui.codes.services import RolloutState
from tests.bench.data import store_of

HESSEN, GERMANY = (442, 70), (10_990, 575)
_SEED = 17
_BATCH = 100_000
_FIRST = 100_000
_A_BUNDLE = 5
_STATES = (RolloutState.LIVE, RolloutState.LIVE, RolloutState.PLANNED, RolloutState.TEST,
           RolloutState.CONNECTING, RolloutState.NOT_STARTED, RolloutState.DISTURBED)  # fmt: skip
_SINCE = date(2019, 10, 1)


def filled_store(kommunen: int, services: int) -> Path:
    """A copy of the store of all facts with so many Kommunen and services, every cell recorded."""
    facts = store_of(0)
    path = facts.with_name(f"{facts.stem}-matrix-{kommunen}-{services}.db")
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}.part")
        unfinished.write_bytes(facts.read_bytes())
        unfinished.chmod(0o600)
        _fill(unfinished, kommunen, services)
        unfinished.rename(path)
    return path


def _fill(path: Path, kommunen: int, services: int) -> None:
    engine = open_engine(store_url(str(path)))
    with engine.connect().execution_options(ozg_mode="write") as connection, connection.begin():
        _add_kommunen(connection, kommunen - HESSEN[0])
        _add_services(connection, services - HESSEN[1])
        rebuild(connection)
        cells = _cells(connection)
        while batch := list(islice(cells, _BATCH)):
            connection.exec_driver_sql(
                "INSERT INTO rollout(organisation_id, service_id, state, since, in_finder, version)"
                " VALUES (?, ?, ?, ?, ?, 1)",
                batch,
            )
    with hold_reader(engine) as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _add_kommunen(connection: Connection, number: int) -> None:
    numbers = range(_FIRST, _FIRST + number)
    if number:
        connection.exec_driver_sql(
            "INSERT INTO organisation(id, version) VALUES (?, 1)", [(each,) for each in numbers]
        )
        connection.exec_driver_sql(
            "INSERT INTO organisation_period(organisation_id, key, name, kind, region)"
            " VALUES (?, ?, ?, 'gemeinde', '')",
            [(each, f"99{each}", f"{_letter(each)}usterort {each}") for each in numbers],
        )


def _letter(number: int) -> str:
    return chr(ord("A") + number % 26)


def _add_services(connection: Connection, number: int) -> None:
    numbers = range(_FIRST, _FIRST + number)
    if number:
        connection.exec_driver_sql(
            "INSERT INTO service_bundle(id, code, position, name, efa, version)"
            " VALUES (?, ?, ?, ?, 0, 1)",
            [(each, f"b{each}", each, f"Bündel {each}") for each in numbers[::_A_BUNDLE]],
        )
        connection.exec_driver_sql(
            "INSERT INTO service(id, bundle_id, number, version) VALUES (?, ?, ?, 1)",
            [
                (each, each - (each - _FIRST) % _A_BUNDLE, (each - _FIRST) % _A_BUNDLE + 1)
                for each in numbers
            ],
        )


def _cells(connection: Connection) -> Iterator[tuple[Any, ...]]:
    """Every Kommune with every service; states by chance, some of them in the Hessen-Finder."""
    chance = random.Random(_SEED)
    kommunen = connection.exec_driver_sql(
        "SELECT record_id FROM search_entry WHERE kind = 0 ORDER BY record_id"
    ).all()
    services = connection.exec_driver_sql("SELECT id FROM service ORDER BY id").all()
    days = [(_SINCE + timedelta(days=each)).isoformat() for each in range(2_000)]
    for (organisation,) in kommunen:
        for (service,) in services:
            state = chance.choice(_STATES)
            is_found = state is RolloutState.LIVE and chance.random() < 0.5
            yield organisation, service, state.value, chance.choice(days), is_found
