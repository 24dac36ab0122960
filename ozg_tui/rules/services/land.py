"""The shape of the land in cells of a terminal: each cell belongs to the place that is nearest.

A cell is twice as high as wide, and a degree of longitude is shorter than one of latitude here.
"""

from collections.abc import Mapping
from math import cos, radians
from typing import NamedTuple

Degrees = tuple[float, float]
"""Longitude and latitude."""

_CELL_RATIO = 2.0
_KM_A_DEGREE = 111.2
_REACH_KM = 9.0
"""How far from the nearest place a cell still belongs to the land."""


class Land(NamedTuple):
    """A map of so many rows: for each cell the place it belongs to, None outside the land.

    `at` is the cell of each place, its row and column.
    """

    rows: tuple[tuple[str | None, ...], ...]
    at: Mapping[str, tuple[int, int]]


def land_of(points: Mapping[str, Degrees], height: int, width: int) -> Land:
    """Lay places out in a map of at most so many rows and columns, north above."""
    flat = _flat(points)
    east = max(x for x, _ in flat.values())
    south = max(y for _, y in flat.values())
    # As large as it fits, with the same scale in both directions.
    km_a_row = max(south / max(height - 1, 1), east * _CELL_RATIO / max(width - 1, 1))
    at = {
        key: (round(y / km_a_row), round(x * _CELL_RATIO / km_a_row))
        for key, (x, y) in flat.items()
    }
    rows = tuple(
        tuple(
            _nearest(flat, column * km_a_row / _CELL_RATIO, row * km_a_row)
            for column in range(max(column for _, column in at.values()) + 1)
        )
        for row in range(max(row for row, _ in at.values()) + 1)
    )
    # A place always has its own cell, unless another one has it already.
    cells = [list(row) for row in rows]
    for key, (row, column) in at.items():
        if at.get(cells[row][column] or "") != (row, column):
            cells[row][column] = key
    return Land(tuple(map(tuple, cells)), at)


def towards(points: Mapping[str, Degrees], here: str, east: int, north: int) -> str:
    """The next place that lies more in a direction than aside; the same where none does."""
    flat = _flat(points)
    x, y = flat[here]
    best, found = float("inf"), here
    for key, (other_x, other_y) in flat.items():
        along = (other_x - x) * east + (y - other_y) * north
        aside = abs((other_x - x) * north) + abs((other_y - y) * east)
        if key != here and along > 0 and aside <= along:
            distance = along + 2 * aside
            if distance < best:
                best, found = distance, key
    return found


def _flat(points: Mapping[str, Degrees]) -> dict[str, tuple[float, float]]:
    """Kilometres to the east and to the south of the north-western corner."""
    north = max(latitude for _, latitude in points.values())
    south = min(latitude for _, latitude in points.values())
    west = min(longitude for longitude, _ in points.values())
    shrink = cos(radians((north + south) / 2))
    return {
        key: ((longitude - west) * _KM_A_DEGREE * shrink, (north - latitude) * _KM_A_DEGREE)
        for key, (longitude, latitude) in points.items()
    }


def _nearest(flat: Mapping[str, tuple[float, float]], x: float, y: float) -> str | None:
    best, found = _REACH_KM**2, None
    for key, (other_x, other_y) in flat.items():
        distance = (other_x - x) ** 2 + (other_y - y) ** 2
        if distance < best:
            best, found = distance, key
    return found
