"""What somebody supposes freely about an application of three or four municipalities."""

from datetime import date
from decimal import Decimal

import pytest

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.case import Term
from ozg_tui.rules.ikz.judge import Result
from ozg_tui.rules.ikz.own_supposition import OWN, moved_date, own_supposition
from ozg_tui.rules.ikz.simulation import changed, compare, leftover_cents

THREE = ("06633020", "06633015", "06633011")
FOURTH, FIFTH = "06633030", "06633001"


@pytest.fixture
def suppose(application, rule_sets, places):
    def build(case=None, **supposed):
        case = case or application(partners=THREE)
        (found,) = compare(case, [own_supposition(case, **supposed)], rule_sets, places)
        return found

    return build


def texts(outcome):
    return [each.text for each in outcome.flips]


def test_a_fourth_municipality_brings_25_000_euros(suppose):
    found = suppose(join=(FOURTH,))
    assert found.label == OWN
    assert (found.partners, found.standard_cents, found.difference_cents) == (4, 10**7, 2_500_000)
    assert texts(found) == ["Beschlüsse: erfüllt → offen", "Vereinbarung: erfüllt → offen"]
    assert found.councils == ("die Gemeindevertretung von Söhrewald",)
    assert (found.resolutions_missing, found.more_resolutions) == (1, 1)


def test_a_fifth_municipality_brings_nothing_and_makes_shares_smaller(suppose, application):
    found = suppose(application(), join=(FIFTH,))
    assert (found.partners, found.standard_cents, found.difference_cents) == (5, 10**7, 0)
    assert set(found.shares_cents) == {2_000_000}
    assert leftover_cents(found.shares_cents) == 0


def test_seven_share_with_three_cents_left_over(suppose):
    found = suppose(join=(FOURTH, FIFTH, "06639001", "06639002"))
    assert (found.partners, min(found.shares_cents)) == (7, 1_428_571)
    assert leftover_cents(found.shares_cents) == 3
    assert leftover_cents(()) == 0


def test_a_cent_less_makes_15_percent_of_14_99(suppose, application):
    dear = application(costs={"personnel_before": "200000.00", "personnel_after": "170000.01"})
    same = suppose(dear)
    (saving,) = (each for each in same.checks if each.code == "saving")
    assert saving.value.startswith("14,99 %")
    assert (same.result, same.flips) == (Result.not_eligible, ())
    found = suppose(dear, costs={"personnel_after": Decimal("170000.00")})
    assert texts(found) == ["Einsparung: nicht erfüllt → erfüllt"]
    assert found.result is Result.eligible


def test_nobody_left_gets_nothing(suppose):
    found = suppose(leave=THREE)
    assert (found.partners, found.standard_cents, found.shares_cents) == (0, 0, ())
    assert found.result is Result.not_eligible
    assert found.councils == ()


def test_no_costs_before_are_nothing_to_compare_with(suppose):
    found = suppose(costs={"personnel_before": Decimal(0)})
    assert texts(found) == ["Einsparung: erfüllt → offen"]


def test_a_supposed_sum_counts_instead_of_what_single_partners_entered(suppose, application):
    participants = [each.model_dump(mode="json") for each in application(THREE).participants]
    for each in participants:
        each["costs"] = {"personnel_before": "50000.00", "personnel_after": "50000.00"}
    case = application(participants=participants, costs=None)
    found = suppose(case, costs={"personnel_after": Decimal("127500.00")})
    assert texts(found) == ["Einsparung: nicht erfüllt → erfüllt"]
    (saving,) = (each for each in found.checks if each.code == "saving")
    assert "22.500,00 EUR von 150.000,00 EUR" in saving.value
    # Who joins has no figure of its own: that is asked for, never guessed.
    assert "Söhrewald" in next(
        each.question for each in suppose(case, join=(FOURTH,)).checks if each.code == "saving"
    )


@pytest.mark.parametrize(
    ("entered", "supposed", "term"),
    [
        ({"start": "2022-01-01", "end": "2026-12-31"}, {}, None),
        (
            {"start": "2022-01-01", "end": "2026-12-31"},
            {"start": date(2022, 3, 1)},
            Term(start=date(2022, 3, 1), end=date(2026, 12, 31)),
        ),
        (
            {"start": "2022-01-01"},
            {"end": date(2030, 1, 1)},
            Term(start=date(2022, 1, 1), end=date(2030, 1, 1)),
        ),
        ({"open_ended": True}, {"end": date(2030, 1, 1)}, Term(end=date(2030, 1, 1))),
        (
            {"open_ended": True},
            {"start": date(2022, 3, 1)},
            Term(start=date(2022, 3, 1), open_ended=True),
        ),
        (None, {"end": date(2030, 1, 1)}, Term(end=date(2030, 1, 1))),
    ],
)
def test_one_day_of_the_term_keeps_the_other(application, entered, supposed, term):
    assert own_supposition(application(term=entered), **supposed).term == term


def test_a_start_alone_makes_no_term(application):
    with pytest.raises(InputError, match="bitte auch eines annehmen"):
        own_supposition(application(term=None), start=date(2022, 3, 1))


def test_nothing_supposed_changes_nothing(application):
    case = application()
    assert changed(case, own_supposition(case)) == case


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("+1 Monat", date(2022, 2, 28)),
        ("+ 6 monate", date(2022, 7, 31)),
        ("-1 Jahr", date(2021, 1, 31)),
        ("+2JAHRE", date(2024, 1, 31)),
        ("+14", None),
        ("31.01.2022", None),
        ("", None),
        ("+1 Monat später", None),
    ],
)
def test_a_shift_counts_by_the_calendar_from_the_entered_day(text, day):
    assert moved_date(text, date(2022, 1, 31)) == day


def test_a_shift_needs_a_day_and_stays_in_the_calendar():
    with pytest.raises(InputError, match="noch kein Tag eingetragen"):
        moved_date("+1 Jahr", None)
    with pytest.raises(InputError, match="außerhalb der Jahre"):
        moved_date("+999 Jahre", date(2022, 1, 31))
    with pytest.raises(InputError, match="lassen sich"):
        moved_date("-999 Jahre", date(999, 1, 1))
