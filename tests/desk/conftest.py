"""A small Hessen on both databases, and a desk whose day the test chooses."""

from collections.abc import Callable, Iterator

import pytest

from db.connection import open_engine
from ozg_tui.desk.core.desk import Desk
from tests.kit.clock import SetClock
from tests.kit.desks import desk_in
from tests.kit.stores import Stores


@pytest.fixture
def desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk in the small Hessen on 01.06.2021, on each database in turn."""
    with desk_in(stores, dialect) as desk:
        yield desk


@pytest.fixture
def clock(desk: Desk) -> SetClock:
    """The clock of the desk and of all colleagues."""
    assert isinstance(desk.clock, SetClock)
    return desk.clock


@pytest.fixture
def colleague(desk: Desk) -> Iterator[Callable[[str], Desk]]:
    """Further people at the same store, each with a program of their own."""
    opened: list[Desk] = []

    def other(actor: str) -> Desk:
        opened.append(Desk(open_engine(desk.engine.url), actor, desk.clock))
        return opened[-1]

    yield other
    for each in opened:
        each.close()
