"""A desk with training rows on both databases."""

from collections.abc import Iterator

import pytest

from ozg_tui.desk.core.desk import Desk
from tests.kit.clock import SetClock
from tests.kit.desks import desk_in
from tests.kit.report_rows import training
from tests.kit.stores import Stores


@pytest.fixture
def desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk on 01.06.2021 whose figures are known, on each database in turn."""
    with desk_in(stores, dialect, training) as desk:
        yield desk


@pytest.fixture
def clock(desk: Desk) -> SetClock:
    """The clock of the desk."""
    assert isinstance(desk.clock, SetClock)
    return desk.clock
