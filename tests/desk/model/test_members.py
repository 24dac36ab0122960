"""15 Modellkommunen at any time, and Fulda made room for Neu-Isenburg."""

from datetime import date

import pytest

from ozg_tui.codes.funding import ModelStatus
from ozg_tui.desk.core.territory import find_municipality
from ozg_tui.desk.model.members import as_of, history
from tests.kit.seeded import seeded_desk


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def facts(stores, request):
    with seeded_desk(stores, request.param) as desk:
        yield desk


@pytest.mark.parametrize(
    ("day", "fulda", "neu_isenburg"),
    [
        (date(2020, 11, 20), True, False),
        (date(2021, 5, 16), True, False),
        (date(2021, 5, 17), False, True),
        (date(2023, 1, 1), False, True),
        (date(2026, 1, 1), False, True),
    ],
)
def test_15_on_every_day(facts, day, fulda, neu_isenburg):
    members = as_of(facts, day)
    keys = {each.key for each in members}
    assert len(members) == len(keys) == 15
    assert ("06631009" in keys, "06438009" in keys) == (fulda, neu_isenburg)


def test_none_before_the_choice(facts):
    assert as_of(facts, date(2020, 11, 18)) == ()


def test_members_are_sorted_and_named_with_their_kind(facts):
    names = [each.name for each in as_of(facts, date(2021, 6, 1))]
    assert names[0] == "Darmstadt"
    assert "Landkreis Gießen" in names
    assert names.index("Hofbieber") < names.index("Landkreis Gießen") < names.index("Marburg")


def test_the_way_of_fulda(facts):
    steps = history(facts, find_municipality(facts, "06631009"))
    assert [each.status for each in steps] == [ModelStatus.CHOSEN, ModelStatus.RESIGNED]
    assert not steps[1].dates_exact
    assert steps[0].valid_from == date(2020, 11, 19)


def test_no_way_for_who_never_took_part(facts):
    assert history(facts, find_municipality(facts, "06633020")) == ()
