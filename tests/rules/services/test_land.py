"""Hessen in cells: its shape, its places, and the way from one to the next."""

import pytest

from ozg_tui.rules.services.land import land_of, towards
from seeds.geography import points

SQUARE = {"nw": (8.0, 51.0), "ne": (9.0, 51.0), "sw": (8.0, 50.0), "se": (9.0, 50.0)}


@pytest.mark.parametrize(("height", "width"), [(20, 78), (26, 46), (40, 200), (10, 12)])
def test_the_land_fits_and_every_place_is_where_it_says(height, width):
    land = land_of(points(), height, width)
    assert len(land.rows) <= height
    assert {len(row) for row in land.rows} == {max(map(len, land.rows))}
    assert len(land.rows[0]) <= width
    assert land.at.keys() == points().keys()
    for key, (row, column) in land.at.items():
        # Places that share a cell share its sign; whoever has it lies there.
        holder = land.rows[row][column]
        assert holder is not None
        assert land.at[holder] == (row, column), (key, holder)


def test_a_larger_map_has_a_cell_for_nearly_each():
    land = land_of(points(), 60, 120)
    assert len({key for row in land.rows for key in row if key}) >= 415


def test_outside_is_nothing():
    land = land_of(points(), 26, 60)
    assert land.rows[0][0] is None
    assert land.rows[-1][-1] is None


@pytest.mark.parametrize(
    ("here", "east", "north", "there"),
    [
        ("nw", 1, 0, "ne"),
        ("nw", 0, -1, "sw"),
        ("se", -1, 0, "sw"),
        ("se", 0, 1, "ne"),
        ("nw", -1, 0, "nw"),
        ("nw", 0, 1, "nw"),
    ],
)
def test_the_arrows_go_to_the_next_place_that_way(here, east, north, there):
    assert towards(SQUARE, here, east, north) == there


def test_every_town_is_reached_by_arrows():
    known = points()
    reached, open_ones = set(), {"06531005"}
    while open_ones:
        here = open_ones.pop()
        reached.add(here)
        for east, north in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            there = towards(known, here, east, north)
            if there not in reached:
                open_ones.add(there)
    assert reached == known.keys()
