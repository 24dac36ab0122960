"""A desk with the real facts, on SQLite; the small Hessen holds none of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from db.connection import open_engine
from ozg_tui.desk.core.desk import Desk
from seeds.load import load
from tests.kit.stores import Stores


class Seeded(Desk):
    """A desk in the spring of 2021."""

    def today(self) -> date:
        return date(2021, 6, 1)


@contextmanager
def seeded_desk(stores: Stores, dialect: str = "sqlite") -> Iterator[Desk]:
    with stores.copy(dialect, load) as url:
        desk = Seeded(open_engine(url), "Test")
        try:
            yield desk
        finally:
            desk.close()
