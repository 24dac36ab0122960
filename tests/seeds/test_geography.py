"""The facts about the land fit the Kommunen and each other."""

from seeds import read
from seeds.geography import NEIGHBOURS_SOURCE, POINTS_SOURCE, neighbours, points, tiles

KOMMUNEN = {line["key"]: line for line in read.lines("municipalities.csv")}
DISTRICTS = {key for key, line in KOMMUNEN.items() if line["kind"] == "landkreis"}
CITIES = {key for key, line in KOMMUNEN.items() if line["kind"] == "kreisfreie_stadt"}
MUNICIPALITIES = KOMMUNEN.keys() - DISTRICTS


def called(keys):
    return sorted(KOMMUNEN[key]["name"] for key in keys)


def test_every_municipality_has_a_point_inside_hessen():
    assert points().keys() == MUNICIPALITIES
    assert all(7.7 < east < 10.3 and 49.3 < north < 51.7 for east, north in points().values())


def test_neighbours_are_mutual_and_of_one_kind():
    found = neighbours()
    for key, keys in found.items():
        assert key not in keys
        for other in keys:
            assert key in found[other]
            assert (len(key) == len(other)) or {key, other} & CITIES
    municipal = [key for key in MUNICIPALITIES if key in found]
    assert sum(len(found[key] & MUNICIPALITIES) for key in municipal) == 2 * 1_128
    upper = DISTRICTS | CITIES
    assert sum(len(found[key] & upper) for key in upper) == 2 * 58


def test_who_borders_on_whom():
    found = neighbours()
    ahnatal = ["Calden", "Habichtswald", "Kassel", "Vellmar", "Zierenberg"]
    assert called(found["06633001"]) == ahnatal
    around = {"Kassel", "Schwalm-Eder-Kreis", "Waldeck-Frankenberg", "Werra-Meißner-Kreis"}
    assert set(called(found["06633"])) == around
    # A kreisfreie Stadt borders on municipalities, and on the Landkreis around it.
    assert {"06633", "06633001"} <= found["06611000"]
    # Reinhardshagen and Wesertal border on the Reinhardswald, which is no Kommune.
    assert called(KOMMUNEN.keys() - found.keys()) == ["Reinhardshagen", "Wesertal"]


def test_each_district_has_a_tile_of_its_own_near_its_neighbours():
    places = {(tile.row, tile.column) for tile in tiles().values()}
    assert tiles().keys() == DISTRICTS | CITIES
    assert len(places) == 27
    assert {row for row, _ in places} == set(range(1, 9))
    assert {column for _, column in places} == set(range(1, 6))
    assert len({tile.short for tile in tiles().values()}) == 27


def test_the_facts_name_their_source():
    codes = {table["code"] for table in read.tables("sources.toml", "source")}
    assert {NEIGHBOURS_SOURCE, POINTS_SOURCE} <= codes
