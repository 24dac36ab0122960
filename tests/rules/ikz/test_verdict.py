from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from ozg_tui.codes.checks import State
from ozg_tui.rules.ikz.case import CHECK_TITLES, Case
from ozg_tui.rules.ikz.judge import Result, judge, result_label
from ozg_tui.rules.verdict import Check, state_label, with_reservation


def test_an_application_in_order_is_eligible(verdict_on):
    verdict = verdict_on()
    assert verdict.result is Result.eligible
    assert [check.code for check in verdict.checks] == list(CHECK_TITLES)
    assert verdict.rule_set == "IKZ-OZG-2021"
    assert verdict.grant.standard_cents == 10_000_000
    assert set(verdict.grant.shares_cents.values()) == {2_500_000}
    assert verdict.hints == ()


def test_every_check_carries_rule_and_source(verdict_on):
    for check in verdict_on().checks:
        assert check.title
        assert check.text
        assert check.source
        assert check.value


def test_an_empty_application_asks_for_everything(rule_sets, places):
    verdict = judge(Case(reference_date=date(2022, 1, 15)), rule_sets, places)
    states = [check.state for check in verdict.checks]
    assert states == [State.failed, State.open, State.open, State.open, State.open]
    assert all(check.question for check in verdict.checks)


def test_null_participants_are_nobody(application):
    assert application(participants=None).participants == ()


@pytest.mark.parametrize(
    ("changes", "result"),
    [
        ({"agreement": None}, Result.open),
        ({"term": None, "costs": None}, Result.open),
        ({"term": {"start": "2022-01-01", "end": "2026-12-30"}}, Result.not_eligible),
        ({"partners": ("06633020",), "term": None}, Result.not_eligible),
        (
            {
                "agreement": {"form": "private_law", "signed_on": "2021-12-01"},
                "term": None,
            },
            Result.clarify,
        ),
        (
            {
                "agreement": {"form": "private_law"},
                "term": {"start": "2022-01-01", "end": "2022-12-31"},
            },
            Result.not_eligible,
        ),
    ],
)
def test_a_failure_outweighs_a_doubt_and_a_doubt_a_gap(verdict_on, changes, result):
    assert verdict_on(**changes).result is result


AGREED = {"form": "public_law_agreement", "signed_on": "2021-12-01", "signed_by_all": True}


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, State.fulfilled),
        ({"signed_by_all": False}, State.open),
        ({"signed_by_all": None}, State.open),
        ({"signed_on": None}, State.open),
        ({"signed_on": "2022-01-15"}, State.fulfilled),
        ({"signed_on": "2022-01-16"}, State.open),
        ({"form": None}, State.open),
        ({"form": "special_purpose_association"}, State.clarify),
        ({"form": "private_law"}, State.clarify),
        ({"form": "other"}, State.clarify),
    ],
)
def test_form_and_signatures_of_the_agreement(check_on, change, state):
    check = check_on("agreement", agreement=AGREED | change)
    assert check.state is state
    assert bool(check.question) is (state is not State.fulfilled)


def test_the_framework_agreement_accepts_an_association(verdict_on):
    agreement = AGREED | {"form": "special_purpose_association"}
    verdict = verdict_on(code="Rahmenvereinbarung-2021", agreement=agreement)
    assert verdict.checks[2].state is State.fulfilled
    assert verdict.rule_set == "Rahmenvereinbarung-2021"


@pytest.mark.parametrize(
    ("requested", "flagged"), [("100000.00", False), ("100000.01", True), (None, False)]
)
def test_more_than_the_standard_grant_needs_a_reason(verdict_on, requested, flagged):
    hints = verdict_on(requested=requested).hints
    assert any("braucht eine Begründung" in hint for hint in hints) is flagged


def test_there_is_one_lead(application, rule_sets, places):
    case = application().model_dump()
    for participant in case["participants"]:
        participant["role"] = "partner"
    nobody = judge(Case.model_validate(case), rule_sets, places)
    assert "federführend" in nobody.hints[0]
    for participant in case["participants"][:2]:
        participant["role"] = "lead"
    two = judge(Case.model_validate(case), rule_sets, places)
    assert "Niestetal, Kaufungen" in two.hints[0]


@pytest.mark.parametrize(
    ("day", "announced"),
    [("2026-07-03", False), ("2026-07-04", True), ("2026-12-31", True)],
)
def test_the_end_of_the_rules_is_announced(verdict_on, day, announced):
    verdict = verdict_on(reference_date=day)
    assert verdict.result is Result.eligible
    assert any("nur noch bis 31.12.2026" in hint for hint in verdict.hints) is announced


def test_after_their_end_the_rules_say_nothing_but_show_what_they_said(verdict_on):
    verdict = verdict_on(
        reference_date="2027-01-01", term={"start": "2027-01-01", "end": "2030-01-01"}
    )
    assert verdict.result is Result.open
    assert verdict.hints[0].startswith("Regelwerk abgelaufen")
    assert [check.state for check in verdict.checks].count(State.open) == 4
    assert verdict.checks[3].state is State.failed
    assert verdict.checks[0].question.startswith("Regelwerk abgelaufen")


def test_before_its_first_day_a_chosen_rule_set_says_nothing(verdict_on):
    verdict = verdict_on(code="Rahmenvereinbarung-2021", reference_date="2021-12-06")
    assert verdict.result is Result.open
    assert "noch nicht in Kraft" in verdict.hints[0]


def test_without_a_reference_date_the_day_is_asked_for(verdict_on):
    verdict = verdict_on(reference_date=None)
    assert verdict.result is Result.open
    assert verdict.rule_set == "IKZ-OZG-2021"
    assert {check.question for check in verdict.checks} == {
        "Für welchen Stichtag soll geprüft werden?"
    }


def test_without_rules_everything_is_open(application, places):
    verdict = judge(application(), (), places)
    assert verdict.result is Result.open
    assert [check.code for check in verdict.checks] == list(CHECK_TITLES)
    assert {check.state for check in verdict.checks} == {State.open}
    assert verdict.grant.standard_cents is None


@pytest.mark.parametrize(
    "change",
    [
        {"surprise": 1},
        {"participants": [{"key": "6633020"}]},
        {"participants": [{"key": "０6633020"}]},
        {"participants": [{"key": "06633020\n"}]},
        {"agreement": {"form": "handshake"}},
        {"requested": "-1"},
    ],
)
def test_an_application_that_is_not_readable_is_refused(application, change):
    with pytest.raises(ValidationError):
        application(**change)


def test_a_case_survives_its_json(application):
    case = application()
    assert Case.model_validate_json(case.model_dump_json()) == case


def test_every_state_and_result_has_a_german_word():
    assert [state_label(state) for state in State] == [
        "erfüllt",
        "nicht erfüllt",
        "offen",
        "zu klären",
    ]
    assert [result_label(result) for result in Result] == [
        "förderfähig",
        "nicht förderfähig",
        "offen",
        "zu klären",
    ]


def test_a_reservation_only_touches_what_is_fulfilled():
    check = Check(code="x", state=State.failed, title="X", text="X.", source="X")
    good = check.model_copy(update={"state": State.fulfilled})
    assert with_reservation(check, "Warum?") == check
    assert with_reservation(good, "") == good
    assert with_reservation(good, "Warum?").state is State.open


@given(
    st.integers(1, 20_000),
    st.sampled_from([None, "IKZ-OZG-2021", "Rahmenvereinbarung-2021"]),
    st.integers(0, 17),
)
def test_expired_rules_are_never_eligible(verdict_on, days, code, partners):
    verdict = verdict_on(
        code=code,
        partners=tuple(f"066390{number:02d}" for number in range(1, partners + 1)),
        reference_date=date(2026, 12, 31) + timedelta(days=days),
    )
    assert verdict.result is Result.open
    assert State.fulfilled not in {check.state for check in verdict.checks}


@given(st.integers(0, 17), st.sampled_from(["2021-12-31", "2022-01-15", "2027-05-01", None]))
def test_eligible_means_that_every_check_is_fulfilled(verdict_on, partners, day):
    keys = tuple(f"066390{number:02d}" for number in range(1, partners + 1))
    verdict = verdict_on(partners=keys, reference_date=day)
    all_fulfilled = all(check.state is State.fulfilled for check in verdict.checks)
    assert (verdict.result is Result.eligible) is all_fulfilled
    assert sum(verdict.grant.shares_cents.values()) == verdict.grant.standard_cents
