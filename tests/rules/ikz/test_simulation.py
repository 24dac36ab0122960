from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.codes.checks import State
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.judge import Result, judge
from ozg_tui.rules.ikz.simulation import Change, by_number, changed, compare
from ozg_tui.rules.ikz.suppositions import first_suppositions

SEVEN = tuple(f"066390{number:02d}" for number in range(1, 8))


@pytest.fixture
def rows(application, rule_sets, places):
    def build(**changes):
        found = by_number(application(**changes), rule_sets, places)
        return {each.partners: each for each in found}

    return build


@pytest.fixture
def suppose(application, rule_sets, places):
    def build(*wanted, **changes):
        return compare(application(**changes), wanted, rule_sets, places)

    return build


def texts(outcome):
    return [each.text for each in outcome.flips]


# One municipality more or fewer


def test_grant_and_gain_for_one_to_eight_municipalities(rows):
    found = rows()
    assert sorted(found) == list(range(1, 9))
    assert {number: row.standard_cents for number, row in found.items()} == {
        1: 0, 2: 5_000_000, 3: 7_500_000, **dict.fromkeys(range(4, 9), 10_000_000)
    }  # fmt: skip
    assert [found[number].gain_cents for number in range(1, 9)] == [
        0, 5_000_000, 2_500_000, 2_500_000, 0, 0, 0, 0
    ]  # fmt: skip
    assert found[3].difference_cents == -2_500_000
    assert found[4].difference_cents == found[5].difference_cents == 0


def test_the_row_of_the_present_number_is_the_live_check(rows, application, rule_sets, places):
    here = rows()[4]
    live = judge(application(), rule_sets, places)
    assert (here.checks, here.result) == (live.checks, live.result)
    assert here.result is Result.eligible
    assert (here.flips, here.more_resolutions, here.difference_cents) == ((), 0, 0)


def test_shares_of_seven_add_up_to_the_cent(rows):
    shares = rows()[7].shares_cents
    assert sorted(set(shares)) == [1_428_571, 1_428_572]
    assert (len(shares), sum(shares), shares.count(1_428_572)) == (7, 10_000_000, 3)


def test_one_more_has_to_resolve_and_to_sign(rows):
    one_more, three_more = rows()[5], rows()[7]
    assert (one_more.resolutions_missing, one_more.more_resolutions) == (1, 1)
    assert three_more.more_resolutions == 3
    assert texts(one_more) == ["Beschlüsse: erfüllt → offen", "Vereinbarung: erfüllt → offen"]
    assert one_more.result is Result.open
    assert all(len(row.councils) == row.resolutions_missing for row in rows().values())


def test_two_are_too_few_without_a_reason(rows):
    assert texts(rows()[2]) == ["Beteiligte: erfüllt → nicht erfüllt"]
    assert rows(two_partner_reason="Nachbarn schon gebunden")[2].flips == ()


def test_who_has_not_resolved_is_left_out_first_and_the_lead_last(rows, application):
    participants = [each.model_dump(mode="json") for each in application().participants]
    participants[1]["resolution"] = {"status": "open", "date": None}
    found = rows(participants=participants)
    assert found[3].label == "3 Kommunen (ohne Kaufungen)"
    assert "Beschlüsse: offen → erfüllt" in texts(found[3])
    assert found[3].more_resolutions == -1
    assert found[1].label == "1 Kommune (ohne Kaufungen, Helsa, Söhrewald)"


def test_more_than_eight_come_with_their_neighbours(rows):
    keys = [f"066390{number:02d}" for number in range(1, 13)]
    assert sorted(rows(partners=keys)) == [*range(1, 9), 11, 12, 13]


def test_a_municipality_named_twice_counts_once(rows):
    found = rows(partners=[*SEVEN[:3], SEVEN[0]])
    assert found[3].label == "3 Kommunen"
    assert found[3].result is Result.not_eligible
    assert found[4].standard_cents == 10_000_000


@given(number=st.integers(1, 40))
def test_shares_are_never_off_by_a_cent(number, application, rule_sets, places):
    (row,) = (
        each
        for each in by_number(application(), rule_sets, places, numbers=(number,))
        if each.partners == number
    )
    assert sum(row.shares_cents) == row.standard_cents
    assert max(row.shares_cents, default=0) - min(row.shares_cents, default=0) <= 1


def test_without_rules_nothing_is_promised(application, places):
    row = by_number(application(), (), places)[4]
    assert row.standard_cents is row.gain_cents is row.difference_cents is None
    assert row.resolutions_missing is row.more_resolutions is None
    assert row.result is Result.open


# Other dates, other costs, other partners


def test_a_day_less_flips_the_term(suppose, application):
    term = application().term.model_copy(update={"end": date(2026, 12, 30)})
    (short,) = suppose(Change(label="kürzer", term=term))
    assert texts(short) == ["Laufzeit: erfüllt → nicht erfüllt"]
    assert short.result is Result.not_eligible and short.label == "kürzer"


def test_a_cent_more_flips_the_saving(suppose, application):
    costs = application().costs
    dear = costs.model_copy(update={"personnel_after": Decimal("170000.01")})
    dearer, same = suppose(
        Change(label="1 Cent mehr", costs=dear), Change(label="gleich", costs=costs)
    )
    assert texts(dearer) == ["Einsparung: erfüllt → nicht erfüllt"]
    assert same.flips == ()


def test_one_leaves_and_another_joins(suppose):
    (swapped,) = suppose(Change(label="Tausch", leave=("06633030",), join=("06633001",)))
    assert (swapped.partners, swapped.difference_cents, swapped.more_resolutions) == (4, 0, 1)
    assert "Beschlüsse: erfüllt → offen" in texts(swapped)


def test_nobody_leaves_who_takes_no_part(application):
    with pytest.raises(InputError, match="06633001"):
        changed(application(), Change(label="", leave=("06633001",)))


def test_a_supposition_changes_nothing(application, rule_sets, places):
    case = application()
    before = case.model_dump_json()
    by_number(case, rule_sets, places)
    compare(case, first_suppositions(case), rule_sets, places)
    assert case.model_dump_json() == before


def test_the_first_suppositions_move_term_and_costs(suppose, application):
    found = {each.label: each for each in suppose(*first_suppositions(application()))}
    assert texts(found["Ende 1 Jahr früher"]) == ["Laufzeit: erfüllt → nicht erfüllt"]
    assert texts(found["Beginn 1 Jahr später"]) == ["Laufzeit: erfüllt → nicht erfüllt"]
    assert found["Ende 1 Jahr später"].flips == found["unbefristet"].flips == ()
    assert texts(found["Personalkosten nachher 5 % höher"]) == [
        "Einsparung: erfüllt → nicht erfüllt"
    ]
    assert found["Personalkosten nachher 5 % niedriger"].flips == ()
    assert not any(label.startswith("Sachkosten") for label in found)


def test_what_is_not_known_cannot_be_moved(application):
    assert first_suppositions(application(term=None, costs=None)) == ()


def test_costs_of_single_partners_move_with_them(suppose, application):
    participants = [each.model_dump(mode="json") for each in application().participants]
    for each in participants:
        each["costs"] = {"personnel_before": "50000.00", "personnel_after": "42500.00"}
    changes = {"participants": participants, "costs": None}
    case = application(**changes)
    found = {each.label: each for each in suppose(*first_suppositions(case), **changes)}
    saving = next(
        each for each in found["Personalkosten nachher 5 % höher"].checks if each.code == "saving"
    )
    assert saving.state is State.failed and "10,75 %" in saving.value
