from collections.abc import Iterator

import pytest

from ozg_tui.desk.core.desk import Desk
from tests.kit.canaries import keep_drafts, number_of, with_canaries
from tests.kit.desks import desk_in
from tests.kit.stores import Stores


@pytest.fixture
def desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """A desk with a person who stands everywhere, on each database in turn."""
    with desk_in(stores, dialect, with_canaries) as desk:
        keep_drafts(desk, number_of(desk))
        yield desk
