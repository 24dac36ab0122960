"""A desk with the real facts, on SQLite; the small Hessen holds none of them."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.connection import open_engine
from ozg_tui.desk.core.desk import Desk
from seeds.load import load
from tests.kit.clock import SetClock
from tests.kit.stores import Stores


@contextmanager
def seeded_desk(stores: Stores, dialect: str = "sqlite") -> Iterator[Desk]:
    with stores.copy(dialect, load) as url:
        desk = Desk(open_engine(url), "Test", SetClock())
        try:
            yield desk
        finally:
            desk.close()
