"""Which costs count, and what becomes of sums that differ from the Regelzuwendung."""

import pytest

from ozg_tui.codes.checks import State
from ozg_tui.rules.verdict import Unit

THREE = ("06633020", "06633015", "06633011")


def with_costs(*costs):
    return [
        {
            "key": key,
            "role": "partner" if number else "lead",
            "resolution": {"status": "passed", "date": "2021-10-01"},
            "costs": each,
        }
        for number, (key, each) in enumerate(zip(THREE, costs, strict=True))
    ]


def both(before, after, **more):
    return {"personnel_before": before, "personnel_after": after} | more


def test_the_sum_over_the_partners_counts_to_the_cent(check_on):
    partners = with_costs(both("100000", "70000"), both("60000", "60000"), both("40000", "40000"))
    check = check_on("saving", participants=partners, costs=None)
    assert check.state is State.fulfilled
    assert check.value.startswith("15,00 % der Personalkosten (30.000,00 EUR von 200.000,00 EUR")
    partners[2]["costs"]["personnel_after"] = "40000.01"
    short = check_on("saving", participants=partners, costs=None)
    assert (short.state, short.missing, short.unit) == (State.failed, 1, Unit.cents)


def test_one_partner_may_pay_more_than_before(check_on):
    partners = with_costs(both("10000", "90000"), both("100000", "0"), both("90000", "0"))
    assert check_on("saving", participants=partners, costs=None).state is State.fulfilled


def test_as_soon_as_one_partner_has_a_figure_the_others_are_asked(check_on):
    partners = with_costs(both("100000", None), None, None)
    check = check_on("saving", participants=partners)
    assert check.state is State.open
    assert check.question == (
        "Wie hoch sind die Personalkosten vorher von Kaufungen und Helsa im Jahr?"
    )
    assert check.supplier == "der Gemeindevorstand von Kaufungen"
    assert check.hints[0].startswith(
        "Es zählen die Personalkosten vorher der einzelnen Kommunen; die Summe von 200.000,00 EUR"
    )


def test_each_kind_of_costs_is_decided_by_itself(check_on):
    # The partners know what they spent before; what the co-operation will cost is one sum.
    partners = with_costs(both("100000", None), both("60000", None), both("40000", None))
    costs = both(None, "170000")
    assert check_on("saving", participants=partners, costs=costs).state is State.fulfilled


def test_a_sum_that_says_the_same_is_no_contradiction(check_on):
    partners = with_costs(both("100000", None), both("60000", None), both("40000", None))
    assert check_on("saving", participants=partners).hints == ()


def test_who_has_left_does_not_count(check_on):
    partners = with_costs(both("100000", "70000"), both("60000", "60000"), both("40000", "1"))
    partners[2]["left_on"] = "2022-01-14"
    assert "160.000,00 EUR" in check_on("saving", participants=partners, costs=None).value


def test_nothing_spent_before_cannot_be_compared(check_on):
    partners = with_costs(both("0", "1"), both("0", "1"), both("0", "1"))
    check = check_on("saving", participants=partners, costs=None)
    assert (check.state, check.value, check.missing) == (
        State.open,
        "keine Vergleichskosten",
        None,
    )


def test_material_costs_of_some_stay_aside(check_on):
    material = {"material_before": "1", "material_after": "1"}
    partners = with_costs(
        both("100000", "70000", **material), both("60000", "60000"), both("40000", "40000")
    )
    check = check_on("saving", participants=partners, costs=None)
    assert check.state is State.fulfilled
    assert "Die Sachkosten sind nicht von allen angegeben" in check.hints[0]


@pytest.mark.parametrize("of_one", [True, False])
@pytest.mark.parametrize(
    ("reason", "state"), [(None, State.open), (" ", State.open), ("2 Stellen", State.fulfilled)]
)
def test_notional_costs_need_a_reason(check_on, of_one, reason, state):
    partners = with_costs(
        both("100000", "70000", notional=of_one), both("60000", "60000"), both("40000", "40000")
    )
    costs = {"notional": not of_one, "notional_reason": reason}
    check = check_on("saving", participants=partners, costs=costs)
    assert check.state is state
    if state is State.open:
        assert check.distance == "die Begründung der fiktiven Kosten fehlt"
        assert check.question and check.supplier
    else:
        assert any("fiktiv: 2 Stellen" in hint for hint in check.hints)


def test_a_reason_does_not_mend_a_saving_that_is_too_small(check_on):
    costs = both("200000", "170000.01") | {"notional": True}
    assert check_on("saving", costs=costs).state is State.failed


def amount(verdict):
    return next((each for each in verdict.further if each.code == "amount"), None)


@pytest.mark.parametrize(
    ("sums", "state", "distance"),
    [
        ({}, None, ""),
        ({"requested": "100000"}, State.fulfilled, ""),
        ({"requested": "90000"}, State.fulfilled, ""),
        ({"requested": "100000.01"}, State.open, "0,01 EUR mehr beantragt"),
        ({"requested": "150000", "deviation_reason": "x"}, State.fulfilled, ""),
        ({"granted": "100000"}, State.fulfilled, ""),
        ({"granted": "150000"}, State.open, "50.000,00 EUR mehr bewilligt"),
        ({"granted": "75000"}, State.open, "25.000,00 EUR weniger bewilligt"),
        ({"granted": "150000", "deviation_reason": "Vorbild"}, State.clarify, ""),
        (
            {"granted": "150000", "deviation_reason": "Vorbild", "deviation_confirmed": True},
            State.fulfilled,
            "50.000,00 EUR mehr bewilligt",
        ),
        ({"granted": "150000", "deviation_confirmed": True}, State.open, ""),
    ],
)
def test_another_sum_needs_a_reason_and_a_second_person(verdict_on, sums, state, distance):
    verdict = verdict_on(**sums)
    check = amount(verdict)
    assert (check.state if check else None) is state
    if check:
        assert distance in check.distance
        assert bool(check.question) is (state is not State.fulfilled)
        assert bool(check.supplier) is bool(check.question)
    # It is money, not a precondition: it never changes the result, nor what was granted.
    assert verdict.result == "eligible"
    assert verdict.grant.standard_cents == 10_000_000
