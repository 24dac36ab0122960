from datetime import date

import pytest

from ozg_tui.codes.checks import State
from ozg_tui.rules.model_project import judge

TODAY = date(2021, 5, 19)


def project(rule_sets, **changes):
    facts = {
        "amount_cents": 10_000_000,
        "joint": False,
        "applied_on": date(2020, 9, 30),
        "start": date(2020, 6, 1),
        "end": date(2023, 7, 31),
    } | changes
    checks = judge(**facts, rule_sets=rule_sets, on=TODAY)
    return {check.code: check for check in checks}


def test_a_project_at_every_limit_passes(rule_sets):
    checks = project(rule_sets)
    assert list(checks) == ["cap", "deadline", "period"]
    assert {check.state for check in checks.values()} == {State.fulfilled}


@pytest.mark.parametrize(
    ("joint", "cents", "state", "distance"),
    [
        (False, 10_000_000, State.fulfilled, ""),
        (False, 10_000_001, State.failed, "0,01 EUR zu viel"),
        (True, 15_000_000, State.fulfilled, ""),
        (True, 15_000_001, State.failed, "0,01 EUR zu viel"),
        (False, 15_000_000, State.failed, "50.000,00 EUR zu viel"),
        (True, 13_000_000, State.fulfilled, ""),
        (False, None, State.open, ""),
    ],
)
def test_the_cap_is_exact(rule_sets, joint, cents, state, distance):
    check = project(rule_sets, joint=joint, amount_cents=cents)["cap"]
    assert (check.state, check.distance) == (state, distance)


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2020, 9, 30), State.fulfilled),
        (date(2020, 10, 1), State.failed),
        (None, State.open),
    ],
)
def test_the_deadline_day_still_counts(rule_sets, day, state):
    assert project(rule_sets, applied_on=day)["deadline"].state is state


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [
        (date(2020, 6, 1), date(2023, 7, 31), State.fulfilled),
        (date(2020, 5, 31), date(2023, 7, 31), State.failed),
        (date(2020, 6, 1), date(2023, 8, 1), State.failed),
        (date(2021, 6, 1), date(2021, 5, 31), State.failed),
        (date(2021, 6, 1), None, State.open),
        (None, None, State.open),
        (None, date(2023, 8, 1), State.failed),
    ],
)
def test_both_ends_of_the_period_count(rule_sets, start, end, state):
    assert project(rule_sets, start=start, end=end)["period"].state is state


def test_before_the_programme_nothing_is_fulfilled(rule_sets):
    facts = (10_000_000, False, date(2020, 9, 30), date(2020, 6, 1), date(2023, 7, 31))
    checks = judge(*facts, rule_sets, date(2019, 12, 31))
    assert {check.state for check in checks} == {State.open}


def test_without_rules_there_is_no_judgement():
    assert judge(1, False, None, None, None, (), TODAY) == ()
