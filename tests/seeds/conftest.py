"""Seeded stores: one to read from, and a copy for every test that writes."""

from collections.abc import Callable, Iterable, Iterator
from itertools import count

import pytest

from db.store import Store
from seeds import catalogue, read
from seeds.load import load
from seeds.rows import SeedRow
from tests.kit.stores import Stores


@pytest.fixture(scope="session")
def seeded(stores: Stores) -> Iterator[Store]:
    """A store with all facts; tests only read it."""
    with stores.opened("sqlite", load) as store:
        yield store


@pytest.fixture
def desk_store(stores: Stores) -> Iterator[Store]:
    """A seeded store that a test may change."""
    with stores.opened("sqlite", load) as store:
        yield store


@pytest.fixture
def new_edition(monkeypatch: pytest.MonkeyPatch) -> Callable[[Iterable[SeedRow]], None]:
    """Makes the next load see other data files."""
    numbers = count()

    def publish(rows: Iterable[SeedRow]) -> None:
        listed, name = list(rows), f"edition {next(numbers)}"
        monkeypatch.setattr(catalogue, "all_rows", lambda: listed)
        monkeypatch.setattr(read, "fingerprint", lambda: name)

    return publish
