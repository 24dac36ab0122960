"""A store lies elsewhere afterwards, row for row; the old one says where and takes nothing more."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.engine import URL

from db import chain
from db.connection import open_engine
from db.errors import StoreUnsuitableError
from db.migrate import HEAD, KNOWN, revision
from db.move import Moved, address_of, move
from db.store import Store
from db.tables import Organisation
from tests.kit.canaries import with_canaries
from tests.kit.clock import DAY, SetClock
from tests.kit.oracle import contents
from tests.kit.rows import kommune, save
from tests.kit.small_world import assert_kept, small_world
from tests.kit.stores import DIALECTS, Stores, opened

WAYS = [(source, target) for source in DIALECTS for target in DIALECTS]


def _move(source: Store, target: URL) -> Moved:
    engine = open_engine(target)
    try:
        return move(source.engine, engine, SetClock(DAY))
    finally:
        engine.dispose()


ACROSS = [way for way in WAYS if way[0] != way[1]]


@pytest.fixture(params=WAYS, ids="-to-".join)
def way(request: pytest.FixtureRequest, stores: Stores) -> Iterator[tuple[URL, URL]]:
    """A small store and an empty database, of each kind in turn."""
    source, target = request.param
    with stores.copy(source, small_world) as old, stores.empty(target) as new:
        yield old, new


@pytest.mark.parametrize(("source", "target"), ACROSS)
def test_every_row_and_number_is_the_same_elsewhere(
    stores: Stores, source: str, target: str
) -> None:
    with stores.opened(source, with_canaries) as before, stores.empty(target) as new:
        gone = save(before, kommune("Ölbronn »x [/] y«", key="06435099"))
        with before.writing("beck") as session:
            session.delete(session.get(Organisation, gone))
        kept = contents(before)
        assert {"payment", "booking", "note", "phone_number"} <= {
            name for name, rows in kept.items() if rows
        }
        moved = _move(before, new)
        assert moved.address == address_of(new)
        assert moved.rows > sum(map(len, kept.values()))
        with opened(new) as after:
            assert contents(after) == kept
            assert_kept(after)
            with after.reading() as session:
                assert chain.verify(session.connection()).broken is None
            assert save(after, kommune("Hanau", key="06435098")) == gone + 1


def test_the_old_store_takes_nothing_more_and_says_where(way: tuple[URL, URL]) -> None:
    old, new = way
    with opened(old) as store:
        open_program = Store(open_engine(old), SetClock(DAY), HEAD)
        _move(store, new)
        with (
            pytest.raises(StoreUnsuitableError, match=r"Nicht gesichert: .* umgezogen"),
            open_program.writing("beck") as session,
        ):
            session.add(kommune("Hanau", key="06435014"))
        with store.engine.connect() as connection, pytest.raises(StoreUnsuitableError) as refused:
            revision(connection)
        assert address_of(new) in str(refused.value)
        open_program.close()


def test_only_an_empty_place_or_the_same_store_is_moved_into(way: tuple[URL, URL]) -> None:
    old, new = way
    with opened(old) as store:
        with pytest.raises(StoreUnsuitableError, match="schon dort"):
            _move(store, old)
        moved = _move(store, new)
        with store.engine.begin() as connection:
            # As if the program had been killed before it could mark the old store.
            connection.execute(text("DROP TABLE moved_to"))
            connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": HEAD})
        assert _move(store, new) == moved
        with store.engine.begin() as connection:
            connection.execute(text("DROP TABLE moved_to"))
            connection.execute(text("UPDATE alembic_version SET version_num = :it"), {"it": HEAD})
        with opened(new) as other:
            save(other, kommune("Hanau", key="06435014"))
        with pytest.raises(StoreUnsuitableError, match="etwas anderes"):
            _move(store, new)
        with store.engine.connect() as connection:
            assert revision(connection) == KNOWN[-1]
