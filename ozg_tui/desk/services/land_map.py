"""The roll-out on two maps: a tile for each Landkreis and kreisfreie Stadt, a cell for each town.

Both are lines of text, so that the terminal, a file and a screen reader get the same.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import NamedTuple

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.territory import territory
from ozg_tui.desk.services.bundles import BundleView, bundles
from ozg_tui.desk.services.cells import BundleCell, bundle_cells
from ozg_tui.desk.services.figures import figures
from ozg_tui.desk.services.targets import bundle_title
from ozg_tui.rules.services.land import Land, land_of, towards
from ozg_tui.rules.services.measures import Share

TILE_WIDTH = 7
OUTSIDE = " "
HERE = "@"
"""Marks the town with the cursor on the map."""

LEGEND = "= alles live  1-9 Zehntel live  . nichts live  ? nichts erfasst  x nicht zuständig"


class Spot(NamedTuple):
    """A town or municipality on the map: its sign, and the same in words."""

    organisation_id: int
    name: str
    sign: str
    words: str


class Tile(NamedTuple):
    """A Landkreis or kreisfreie Stadt in the tile map, with the pairs that are live of all."""

    row: int
    column: int
    short: str
    name: str
    share: Share


class Picture(NamedTuple):
    """What both maps show: for a bundle, or for all services together."""

    title: str
    on: date
    spots: Mapping[str, Spot]
    tiles: tuple[Tile, ...]
    land: Share


def picture(desk: Desk, bundle: BundleView | None, on: date) -> Picture:
    """The figures of both maps; a moment's work, so not in a key's own turn."""
    from seeds.geography import points, tiles

    chosen = bundles(desk) if bundle is None else (bundle,)
    counted = figures(desk, on, chosen)
    shares = {each.key: each for each in counted.districts}
    land = territory(desk)
    numbers = {key: number for key in points() if (number := land.id_of(key)) is not None}
    kinds = {number: land.by_id[number].latest.kind for number in numbers.values()}
    cells = bundle_cells(desk, kinds, chosen)
    spots = {
        key: _spot(number, land.name(number), [cells[number, each.id] for each in chosen])
        for key, number in numbers.items()
    }
    drawn = tuple(
        Tile(
            tile.row,
            tile.column,
            tile.short,
            shares[key].name,
            shares[key].measures.responsibilities,
        )
        for key, tile in tiles().items()
        if key in shares
    )
    title = "alle Leistungen" if bundle is None else bundle_title(bundle)
    return Picture(title, on, spots, drawn, counted.land.responsibilities)


@cache
def land_map(height: int, width: int) -> Land:
    """Hessen in so many lines and columns at most."""
    from seeds.geography import points

    return land_of(points(), height, width)


@cache
def next_town(here: str, east: int, north: int) -> str:
    """The key of the next town in a direction; the same where the land ends."""
    from seeds.geography import points

    return towards(points(), here, east, north)


def land_lines(land: Land, shown: Picture, here: str | None = None) -> list[str]:
    """The cells as signs; the place `here` shows an @ in its cell."""
    lines = [
        [
            shown.spots[key].sign if key is not None and key in shown.spots else OUTSIDE
            for key in row
        ]
        for row in land.rows
    ]
    if here is not None:
        row, column = land.at[here]
        lines[row][column] = HERE
    return ["".join(line) for line in lines]


def tile_lines(shown: Picture) -> list[str]:
    """Two lines for each row of tiles: the short name, and below it the share in percent."""
    height = max((tile.row for tile in shown.tiles), default=0)
    width = max((tile.column for tile in shown.tiles), default=0)
    at = {(tile.row, tile.column): tile for tile in shown.tiles}
    lines = []
    for row in range(1, height + 1):
        tiles = [at.get((row, column)) for column in range(1, width + 1)]
        lines.append("".join(_cell(each.short if each else "") for each in tiles))
        lines.append("".join(_cell(_percent(each.share) if each else "") for each in tiles))
    return lines


def _percent(share: Share) -> str:
    return "-" if share.percent is None else f"{share.percent} %"


def _cell(text: str) -> str:
    return text.center(TILE_WIDTH)


def _spot(number: int, name: str, cells: list[BundleCell]) -> Spot:
    if len(cells) == 1:
        words = cells[0].words
    else:
        live, whole = sum(each.live for each in cells), sum(each.competent for each in cells)
        words = f"{live} von {whole} live"
    return Spot(number, name, _sign(cells), words)


def _sign(cells: list[BundleCell]) -> str:
    whole = sum(each.competent for each in cells)
    live = sum(each.live for each in cells)
    if not whole:
        return "x"
    if live >= whole:
        return "="
    if live:
        return str(max(1, live * 10 // whole))
    return "." if any(each.stated for each in cells) else "?"
