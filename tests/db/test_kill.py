"""Programs that are killed, raced and cut while saving keep what they called kept, once."""

from collections.abc import Callable

import pytest

from tests.kit.postgres import Server
from tests.kit.reliability import cut, killed, raced
from tests.kit.stores import Stores
from tests.kit.tries import times
from tests.kit.wires import wire


@pytest.mark.parametrize(("dialect", "kills"), [("sqlite", times(8)), ("postgresql", times(4))])
def test_a_killed_program_loses_no_confirmed_save(stores: Stores, dialect: str, kills: int) -> None:
    with stores.copy(dialect) as url:
        found = killed(url, kills)
    assert found.called_kept >= kills
    assert found.is_sound, found


def test_people_who_edit_the_same_records_overwrite_nobody(stores: Stores, dialect: str) -> None:
    with stores.copy(dialect) as url:
        found = raced(url, times(64))
    assert found.called_kept + found.refused == times(64)
    assert found.called_kept > times(16)
    assert found.is_sound, found


def test_a_connection_cut_at_random_points_tells_the_truth(
    stores: Stores, postgres: Callable[[], Server]
) -> None:
    with stores.copy("postgresql") as url, wire(postgres(), url) as way:
        found = cut(way, times(25))
    assert found.refused > 3
    assert found.is_sound, found
