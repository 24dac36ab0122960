from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.grant import shares, standard_grant
from ozg_tui.rules.in_force import choose
from ozg_tui.rules.rule_set import IkzParameters, parameters_of


@pytest.fixture(scope="module")
def parameters(rule_sets):
    return parameters_of(choose(rule_sets, "ikz", date(2022, 1, 15)), IkzParameters)


@pytest.mark.parametrize(
    ("partners", "cents"),
    [
        (0, 0),
        (1, 0),
        (2, 5_000_000),
        (3, 7_500_000),
        (4, 10_000_000),
        (5, 10_000_000),
        (7, 10_000_000),
        (13, 10_000_000),
        (17, 10_000_000),
    ],
)
def test_the_standard_grant(parameters, partners, cents):
    assert standard_grant(partners, parameters) == cents


def test_seven_shares_spread_the_odd_cents():
    split = shares([str(number) for number in range(7)], 10_000_000)
    assert list(split.values()) == [1_428_572] * 3 + [1_428_571] * 4
    assert sum(split.values()) == 10_000_000


def test_nobody_has_no_share_and_nobody_has_two():
    assert shares([], 10_000_000) == {}
    with pytest.raises(InputError):
        shares(["06633001", "06633001"], 100)


@given(st.integers(1, 450))
def test_shares_add_up_and_another_partner_never_lowers_the_grant(parameters, partners):
    total = standard_grant(partners, parameters)
    assert sum(shares([str(n) for n in range(partners)], total).values()) == total
    assert total <= standard_grant(partners + 1, parameters) <= parameters.grant_cap_cents
