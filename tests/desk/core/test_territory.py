from collections.abc import Iterator
from datetime import date

import pytest

from db.errors import NotFoundError
from db.tables import OrganisationPeriod
from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.core.kept import forget
from ozg_tui.desk.core.territory import find_municipality, territory
from ozg_tui.desk.search.lookups import choices, label
from tests.kit.desks import desk_in
from tests.kit.stores import DIALECTS, Stores


@pytest.fixture(scope="module", params=DIALECTS)
def desk(stores: Stores, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """A desk in the small Hessen; no test writes into its store."""
    with desk_in(stores, request.param) as desk:
        yield desk


@pytest.fixture
def own_desk(stores: Stores, dialect: str) -> Iterator[Desk]:
    """The same for a test that writes."""
    with desk_in(stores, dialect) as desk:
        yield desk


def test_a_place_has_every_key_it_ever_had(desk: Desk) -> None:
    land = territory(desk)
    assert land.by_key["06435014"] is land.by_key["06415000"] is land.by_id[land.id_of("06415000")]
    assert [each.key for each in land.by_key["06415000"].periods] == ["06435014", "06415000"]


def test_who_was_merged_stays_beside_its_successor(desk: Desk) -> None:
    land = territory(desk)
    gone, into = land.id_of("06635007"), land.id_of("06635001")
    assert land.successors == {gone: into}
    assert land.predecessors(into) == (gone,)
    assert not land.by_id[gone].existed_on(date(2023, 1, 1))
    assert find_municipality(desk, "Bromskirchen") == gone


def test_a_district_and_its_town_are_told_apart(desk: Desk) -> None:
    land = territory(desk)
    assert land.name(land.id_of("06633")) == "Landkreis Kassel"
    assert find_municipality(desk, "Landkreis Kassel") == land.id_of("06633")
    assert find_municipality(desk, "lk kassel") == land.id_of("06633")
    assert find_municipality(desk, "Stadt Kassel") == land.id_of("06611000")
    with pytest.raises(NotFoundError, match=r"nicht eindeutig: .*06611000.*06633"):
        find_municipality(desk, "Kassel")


def test_the_kept_answer_changes_only_after_forget(own_desk: Desk) -> None:
    number = find_municipality(own_desk, "Ahnatal")
    with own_desk.store.writing("probe") as session:
        session.query(OrganisationPeriod).filter_by(key="06633001").one().name = "Ahntal"
    assert territory(own_desk).name(number) == "Ahnatal"
    forget(own_desk)
    assert territory(own_desk).name(number) == "Ahntal"


def test_a_kommune_is_found_however_it_is_typed(desk: Desk) -> None:
    for typed in ("06633001", "06 633 001", " Ahnatal ", "ahnatal", "AHNATAL"):
        assert territory(desk).name(find_municipality(desk, typed)) == "Ahnatal"


def test_umlauts_may_be_spelled_out(desk: Desk) -> None:
    assert find_municipality(desk, "Grossalmerode") == find_municipality(desk, "06636004")


def test_what_is_not_found_is_answered_with_a_way_on(desk: Desk) -> None:
    for typed, sentence in (
        ("6633001", "führende 0: 06633001 ist Ahnatal"),
        ("06999999", "Unter dem Schlüssel 06999999 ist keine hessische Kommune verzeichnet"),
        ("1234", "Ein AGS hat acht Stellen"),
        ("Atlantis", "»Atlantis« ist keine hessische Kommune"),
        ("", "»« ist keine hessische Kommune"),
        ("Innenministerium", "keine hessische Kommune"),
        ("\x1b[2Jx", "»·[2Jx« ist keine hessische Kommune"),
    ):
        with pytest.raises(NotFoundError) as caught:
            find_municipality(desk, typed)
        assert sentence in str(caught.value)


def test_a_shared_name_is_answered_with_district_and_key(desk: Desk) -> None:
    with pytest.raises(NotFoundError) as caught:
        find_municipality(desk, "Lautertal")
    assert "Lautertal (Gemeinde, Landkreis Bergstraße, 06431013)" in str(caught.value)
    assert "Lautertal (Gemeinde, Vogelsbergkreis, 06535010)" in str(caught.value)


def test_pick_fields_offer_what_fits(desk: Desk) -> None:
    found = choices(desk, "municipality", "ahna")
    assert [(each.label, each.hint) for each in found] == [
        ("Ahnatal", "Gemeinde, Landkreis Kassel, 06633001")
    ]
    assert len(choices(desk, "municipality", "", limit=3)) == 3
    assert choices(desk, "municipality", "innenm") == []
    assert [each.label for each in choices(desk, "organisation", "innenm")] == ["Innenministerium"]
    assert [each.label for each in choices(desk, "contact", "probe")] == ["Probe"]
    assert choices(desk, "contact", "probe")[0].hint == "Ahnatal"


def test_a_pick_field_shows_what_was_chosen(desk: Desk) -> None:
    land = territory(desk)
    assert label(desk, "municipality", land.id_of("06633001")) == "Ahnatal"
    assert label(desk, "municipality", land.id_of("06535010")) == "Lautertal (Vogelsbergkreis)"
    person = choices(desk, "contact", "probe")[0].id
    assert label(desk, "contact", person) == "Probe"
    assert label(desk, "contact", 99_999) == label(desk, "organisation", 99_999)
    assert label(desk, "contact", 99_999) == "nicht mehr vorhanden"
