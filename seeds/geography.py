"""Where the Kommunen lie: facts about the land that nobody edits, read as they are needed.

Neighbours are the pairs of towns and municipalities with a common border, derived from VG250 with
the changes since 2016; the shortest border among them is 141 m, so that shorter ones can be
missing. Coordinates mark the main place of a municipality. The tiles are a layout of our own.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from seeds import read

NEIGHBOURS_SOURCE, POINTS_SOURCE = "VG", "AG"
"""The codes of the sources, as `sources.toml` has them."""

_DISTRICT_DIGITS = 5


class Point(NamedTuple):
    """Degrees in WGS84."""

    longitude: float
    latitude: float


class Tile(NamedTuple):
    """The place of a Landkreis or kreisfreie Stadt in the tile map, from 1; row 1 is the north."""

    row: int
    column: int
    short: str


@cache
def neighbours() -> Mapping[str, frozenset[str]]:
    """The keys that border on each key: municipalities on each other, districts on each other.

    A kreisfreie Stadt is both. Districts border where any of their municipalities do.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for line in read.lines("neighbours.csv"):
        one, other = line["key_a"] or "", line["key_b"] or ""
        _join(found, one, other)
        # The key of a Landkreis has five digits; a kreisfreie Stadt keeps its eight.
        districts = {_district(one), _district(other)}
        if len(districts) > 1:
            _join(found, *districts)
    return {key: frozenset(keys) for key, keys in found.items()}


@cache
def points() -> Mapping[str, Point]:
    """Where each town and municipality lies, by its key."""
    return {
        line["key"] or "": Point(float(line["longitude"] or ""), float(line["latitude"] or ""))
        for line in read.lines("coordinates.csv")
    }


@cache
def tiles() -> Mapping[str, Tile]:
    """The tile of each Landkreis and kreisfreie Stadt, by its key."""
    return {
        line["key"] or "": Tile(
            int(line["row"] or ""), int(line["column"] or ""), line["short"] or ""
        )
        for line in read.lines("tiles.csv")
    }


def _join(found: dict[str, set[str]], one: str, other: str) -> None:
    found[one].add(other)
    found[other].add(one)


def _district(key: str) -> str:
    return key if key.endswith("000") else key[:_DISTRICT_DIGITS]
