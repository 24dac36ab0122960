"""The program on a seeded store, driven by keys without a terminal."""

from collections.abc import AsyncIterator, Iterator

import pytest
from sqlalchemy.engine import URL

from ozg_tui.desk.core.desk import Desk
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.seat import Seat, desk_at, seated
from tests.kit.stores import Stores


@pytest.fixture
def clock() -> SetClock:
    """The clock of the program and of a colleague's."""
    return SetClock()


@pytest.fixture
def url(stores: Stores) -> Iterator[URL]:
    """The address of a store with all facts for one test."""
    with stores.copy("sqlite", load) as url:
        yield url


@pytest.fixture(scope="session")
def shared_url(stores: Stores) -> Iterator[URL]:
    """The address of a store with all facts; no test writes into it."""
    with stores.copy("sqlite", load) as url:
        yield url


@pytest.fixture
def colleague(url: URL, clock: SetClock) -> Iterator[Desk]:
    """A colleague with a program of her own at the same store."""
    with desk_at(url, clock=clock) as desk:
        yield desk


@pytest.fixture
async def seat(url: URL, clock: SetClock) -> AsyncIterator[Seat]:
    """The program on START, with a store of its own."""
    async with seated(url, clock=clock) as seat:
        yield seat
