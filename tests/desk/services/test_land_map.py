"""The maps say what the figures say."""

from datetime import date

import pytest

from ozg_tui.codes.services import RolloutState
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.services.figures import figures
from ozg_tui.desk.services.land_map import land_lines, land_map, picture, tile_lines
from ozg_tui.desk.services.recording import Cell, Order, preview, record
from ozg_tui.desk.services.targets import find_target
from ozg_tui.rules.services.recording import Wish
from tests.kit.seeded import seeded_desk

TODAY = date(2026, 11, 23)


@pytest.fixture
def desk(stores):
    with seeded_desk(stores) as desk:
        desk.today = lambda: TODAY
        for place in ("Ahnatal", "Vellmar", "06611000"):
            cells = tuple(
                Cell(find_municipality(desk, place), each.id)
                for each in find_target(desk, "Mängelmelder").services
            )
            wish = Wish(state=RolloutState.LIVE, since=date(2021, 3, 1))
            record(desk, preview(desk, Order(cells[: 13 if place != "Vellmar" else 6], wish)))
        yield desk


def test_numbers_are_read_back_out_of_the_drawn_tiles(desk):
    bundle = find_target(desk, "Mängelmelder").bundle
    shown = picture(desk, bundle, TODAY)
    lines = tile_lines(shown)
    assert len(lines) == 16
    drawn = {}
    for names, shares in zip(lines[::2], lines[1::2], strict=True):
        for start in range(0, len(names), 7):
            if name := names[start : start + 7].strip():
                drawn[name] = int(shares[start : start + 7].removesuffix("%").strip(" %"))
    assert len(drawn) == 27
    assert drawn["KS"] == 100
    counted = {each.name: each.measures for each in figures(desk, TODAY, [bundle]).districts}
    assert drawn["LKS"] == counted["Landkreis Kassel"].responsibilities.percent
    assert sum(drawn.values()) == sum(
        each.responsibilities.percent or 0 for each in counted.values()
    )


def test_each_place_shows_its_sign_in_its_cell(desk):
    shown = picture(desk, find_target(desk, "Mängelmelder").bundle, TODAY)
    land = land_map(40, 100)
    lines = land_lines(land, shown)
    for key, sign in (("06633001", "="), ("06633026", "4"), ("06633003", "?")):
        row, column = land.at[key]
        holder = land.rows[row][column]
        assert lines[row][column] == shown.spots[holder].sign
        assert shown.spots[key].sign == sign
    assert shown.spots["06633026"].words == "6 von 13 live, 0 im Hessen-Finder"
    marked = land_lines(land, shown, "06633001")
    row, column = land.at["06633001"]
    assert marked[row][column] == "@"


def test_everything_together_counts_all_services(desk):
    shown = picture(desk, None, TODAY)
    assert shown.spots["06633001"].words == "13 von 70 live"
    assert shown.spots["06633001"].sign == "1"
    assert shown.land == figures(desk, TODAY).land.responsibilities
