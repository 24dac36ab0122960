"""Seeded records are found as people ask for them."""

import pytest

from db.connection import hold_reader
from db.search.pages import Scope, page
from ozg_tui.codes.search import Kind
from seeds.load import load
from tests.kit.stores import Stores


def titles(store, text, first=Kind.MUNICIPALITY, last=Kind.NOTE):
    with hold_reader(store.engine) as connection:
        return [line.title for line in page(connection, Scope(first, last, text), 50)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("oberweser", ["Wesertal"]),
        ("06633021", ["Wesertal"]),
        ("bromskirchen", ["Allendorf (Eder)"]),
        ("06435014", ["Hanau"]),
        ("06415000", ["Hanau"]),
        ("homberg", ["Homberg (Efze)", "Homberg (Ohm)"]),
        ("grossalmerode", ["Großalmerode"]),
        ("lk giessen", ["Landkreis Gießen"]),
    ],
)
def test_a_kommune_is_found_by_old_and_new_names_and_keys(seeded, text, expected):
    found = titles(seeded, text, last=Kind.MUNICIPALITY)
    assert found[: len(expected)] == expected


def test_a_ministry_is_found_by_its_former_abbreviation(seeded):
    name = "Hessisches Ministerium des Innern, für Sicherheit und Heimatschutz"
    assert titles(seeded, "hmdis", last=Kind.ORGANISATION) == [name]


def test_a_number_of_2020_leads_to_its_person(seeded):
    assert titles(seeded, "+49 611 353-1956") == ["Maser, Benjamin"]


def test_the_whole_list_holds_each_kommune_once(seeded):
    with hold_reader(seeded.engine) as connection:
        lines = page(connection, Scope(Kind.MUNICIPALITY, Kind.MUNICIPALITY), 1_000)
    assert len(lines) == 442
    assert len({line.record_id for line in lines}) == 442


def shown(store, text):
    with hold_reader(store.engine) as connection:
        lines = page(connection, Scope(text=text), 1_000)
    return [(line.kind, line.title, line.place, line.state, line.detail) for line in lines]


def test_the_server_holds_and_finds_the_same(stores: Stores, seeded):
    with stores.opened("postgresql", load) as server:
        assert load(server).added == 0
        for text in ("", "oberweser", "06435014", "homberg", "hmdis"):
            assert shown(server, text) == shown(seeded, text)
