from datetime import date, timedelta

import pytest

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.in_force import choose, expiring, nearest
from ozg_tui.rules.rule_set import (
    ConsultingParameters,
    IkzParameters,
    applicable,
    parameters_of,
    parse_rule_sets,
)


def test_every_rule_set_states_its_source(rule_sets):
    assert [each.code for each in rule_sets] == [
        "IKZ-OZG-2021",
        "Rahmenvereinbarung-2021",
        "DB-2020",
        "MK-2020",
    ]
    assert all(each.source for each in rule_sets)


@pytest.mark.parametrize("day", ["2021-01-01", "2022-01-15", "2026-11-22", "2026-12-31"])
def test_the_concept_is_the_default_while_it_is_in_force(rule_sets, day):
    assert choose(rule_sets, "ikz", date.fromisoformat(day)).code == "IKZ-OZG-2021"


def test_after_its_last_day_no_rule_set_is_in_force_but_the_nearest_is_known(rule_sets):
    day = date(2027, 1, 1)
    assert choose(rule_sets, "ikz", day) is None
    assert nearest(rule_sets, "ikz", day).code == "IKZ-OZG-2021"
    assert "abgelaufen" in applicable(rule_sets, "ikz", day).reservation


def test_before_its_first_day_the_nearest_is_the_first_one(rule_sets):
    day = date(2019, 12, 31)
    assert choose(rule_sets, "ikz", day) is None
    assert nearest(rule_sets, "ikz", day).code == "IKZ-OZG-2021"
    assert "noch nicht" in applicable(rule_sets, "ikz", day).reservation


def test_a_successor_takes_over_on_its_first_day(rule_sets):
    old = choose(rule_sets, "ikz", date(2026, 1, 1))
    new = old.model_copy(update={"code": "Neu", "valid_from": date(2027, 1, 1), "valid_to": None})
    both = (*rule_sets, new)
    assert choose(both, "ikz", date(2026, 12, 31)) == old
    assert choose(both, "ikz", date(2027, 1, 1)) == new
    assert nearest(both, "ikz", date(2030, 1, 1)) == new


def test_the_end_is_announced_180_days_before_and_not_after(rule_sets):
    last = date(2026, 12, 31)
    announced = {
        days: [each.code for each in expiring(rule_sets, last - timedelta(days=days))]
        for days in (-1, 0, 180, 181)
    }
    both = ["IKZ-OZG-2021", "Rahmenvereinbarung-2021"]
    assert announced == {-1: [], 0: both, 180: both, 181: []}


def test_the_parameters_know_their_topic(rule_sets):
    ikz = choose(rule_sets, "ikz", date(2022, 1, 1))
    assert parameters_of(ikz, IkzParameters).minimum_partners == 3
    with pytest.raises(InputError):
        parameters_of(ikz, ConsultingParameters)


def test_a_code_may_occur_once(rule_sets):
    table = rule_sets[0].model_dump()
    with pytest.raises(InputError, match="zweimal"):
        parse_rule_sets({"rule_set": [table, table]})


@pytest.mark.parametrize(
    "change",
    [
        {"valid_to": date(2019, 1, 1)},
        {"topic": "model"},
        {"source": None},
        {"surprise": 1},
    ],
)
def test_a_broken_rule_set_is_refused_with_its_code(rule_sets, change):
    with pytest.raises(InputError, match="IKZ-OZG-2021"):
        parse_rule_sets({"rule_set": [rule_sets[0].model_dump() | change]})


def test_a_file_without_rule_sets_holds_none():
    assert parse_rule_sets({}) == ()
    assert applicable((), "ikz", date(2022, 1, 1)) is None
