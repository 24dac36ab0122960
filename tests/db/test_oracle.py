"""The oracle that ends every racing and killing test sees what it is there to see."""

import pytest

from db.store import Store
from tests.kit.oracle import assert_whole
from tests.kit.small_world import small_world

DAMAGES = {
    "a value changed past the history": "UPDATE organisation SET town = 'Nirgends' WHERE id = 1",
    "a row gone past the history": "DELETE FROM note",
    "a row added past the history": (
        "INSERT INTO snippet(id, version, code, text) VALUES (77, 1, 'x', 'x')"
    ),
    "a change that begins with what was never there": (
        "INSERT INTO change(id, unit, at, actor, action, table_name, row_id, before, after)"
        " VALUES (999999, 'u', '2021-06-01', 'a', 'update', 'organisation', '1',"
        """ '{"town": "Nie"}', '{"town": "Nirgends"}')"""
    ),
    "an entry of the search that says something else": (
        "UPDATE search_entry SET title = 'Nirgends' WHERE kind = 2"
    ),
}


def test_a_store_that_only_sessions_have_written_is_whole(store: Store) -> None:
    small_world(store)
    assert_whole(store)


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_what_went_past_the_history_is_seen(store: Store, damage: str) -> None:
    small_world(store)
    with store.engine.connect().execution_options(ozg_mode="write") as plain, plain.begin():
        plain.exec_driver_sql(f"/**/ {damage}")
    with pytest.raises(AssertionError):
        assert_whole(store)
