"""Partners that join and leave, the same work funded twice, and answers given once more."""

import json
from datetime import date

import pytest

from ozg_tui.codes.checks import State
from ozg_tui.rules.ikz.case import Case
from ozg_tui.rules.ikz.determination import determine, replay
from ozg_tui.rules.ikz.judge import Result, judge
from ozg_tui.rules.ikz.overlaps import Engagement
from ozg_tui.rules.in_force import expiring
from ozg_tui.rules.rule_set import applicable
from ozg_tui.rules.verdict import Unit

FOUR = ("06633020", "06633015", "06633011", "06633030")


def members(*keys, **of):
    return [
        {
            "key": key,
            "role": "partner" if number else "lead",
            "resolution": {"status": "passed", "date": "2021-10-01"},
            **of.get(f"k{key}", {}),
        }
        for number, key in enumerate(keys)
    ]


def further(verdict, code):
    return next((each for each in verdict.further if each.code == code), None)


def test_nobody_moves_and_nothing_is_said(verdict_on):
    assert further(verdict_on(), "changes") is None


def test_who_leaves_early_raises_the_question_of_recovery(verdict_on):
    partners = members(*FOUR, k06633030={"left_on": "2024-03-01"})
    verdict = verdict_on(participants=partners, granted="100000")
    check = further(verdict, "changes")
    assert check.state is State.clarify
    assert check.value == "4 → 3 Kommunen"
    assert (check.missing, check.unit) == (1_035, Unit.days)
    assert check.question.startswith("Rückforderung prüfen")
    said = " ".join(check.hints)
    assert "Söhrewald ist nur bis zum 01.03.2024 beteiligt." in said
    assert "Regelzuwendung: 75.000,00 EUR statt 100.000,00 EUR (-25.000,00 EUR)." in said
    assert "Bewilligt bleiben 100.000,00 EUR." in said
    assert "Rückforderung prüfen: Söhrewald" in said
    assert verdict.result is Result.eligible
    assert verdict.grant.standard_cents == 10_000_000


@pytest.mark.parametrize(
    ("left_on", "early"),
    [("2026-12-30", True), ("2026-12-31", False), ("2021-12-31", False), ("2022-01-01", True)],
)
def test_five_years_to_the_day_are_enough(verdict_on, left_on, early):
    partners = members(*FOUR, k06633030={"left_on": left_on})
    verdict = verdict_on(participants=partners, reference_date="2021-12-31")
    assert ("Rückforderung" in further(verdict, "changes").question) is early


def test_who_joins_later_shows_a_difference_and_changes_nothing(verdict_on):
    partners = members(*FOUR[:3], "06633001", k06633001={"joined_on": "2023-01-01"})
    verdict = verdict_on(participants=partners, granted="75000")
    assert verdict.grant.standard_cents == 7_500_000
    check = further(verdict, "changes")
    assert check.value == "3 → 4 Kommunen"
    assert "§ 27 KGG" in check.question
    assert "Regelzuwendung: 100.000,00 EUR statt 75.000,00 EUR (+25.000,00 EUR)." in check.hints
    later = verdict_on(participants=partners, reference_date="2023-01-01", granted="75000")
    assert later.grant.standard_cents == 10_000_000
    assert further(later, "changes") is None


def test_the_last_of_three_that_leaves_takes_the_precondition_along(verdict_on):
    partners = members(*FOUR[:3], k06633011={"left_on": "2022-06-30"})
    check = further(verdict_on(participants=partners), "changes")
    assert any(
        hint.startswith("Beteiligte: 2 Kommunen, nicht erfüllt (bisher 3 Kommunen, erfüllt)")
        for hint in check.hints
    )


def test_the_saving_is_judged_anew_without_who_has_left(verdict_on):
    partners = members(*FOUR, k06633030={"left_on": "2024-03-01"})
    for partner, (before, after) in zip(
        partners,
        ((50_000, 50_000), (50_000, 50_000), (50_000, 50_000), (50_000, 10_000)),
        strict=True,
    ):
        partner["costs"] = {"personnel_before": before, "personnel_after": after}
    check = further(verdict_on(participants=partners, costs=None), "changes")
    assert any(
        hint.startswith("Einsparung: 0,00 % der Personalkosten")
        and "(bisher 20,00 % der Personalkosten" in hint
        for hint in check.hints
    )


def test_hanau_in_between_changes_nothing(verdict_on):
    keys = ("06435014", *FOUR[:2])
    before = verdict_on(participants=members(*keys), reference_date="2025-12-31")
    after = verdict_on(participants=members(*keys), reference_date="2026-01-01")
    assert before.result is after.result is Result.eligible
    assert [each.value for each in before.checks] == [each.value for each in after.checks]
    assert further(before, "changes") is further(after, "changes") is None


def overlap(application, rule_sets, places, *engagements, **changes):
    case = application(number="IKZ-0004", field_of_work="IT", **changes)
    return further(judge(case, rule_sets, places, None, engagements), "overlap")


def engaged(start="2023-01-01", end="2027-12-31", key="06633015", **more):
    return Engagement(number="IKZ-0001", key=key, start=start, end=end, **more)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (engaged(), "Die Laufzeiten überschneiden sich ab 01.01.2023 bis 31.12.2026"),
        (engaged("2026-12-31"), "ab 31.12.2026 bis 31.12.2026"),
        (engaged("2027-01-01"), None),
        (engaged("2018-01-01", "2021-12-31"), None),
        (engaged("2018-01-01", "2022-01-01"), "ab 01.01.2022 bis 01.01.2022"),
        (engaged(end=None, open_ended=True), "ab 01.01.2023 bis 31.12.2026"),
        (engaged(end=None), "noch nicht bekannt"),
        (engaged(None, None), "noch nicht bekannt"),
        (engaged(key="06633001"), None),
    ],
)
def test_the_same_work_at_the_same_time_warns_with_both_numbers(
    application, rule_sets, places, other, said
):
    check = overlap(application, rule_sets, places, other)
    assert bool(check) is bool(said)
    if check:
        (hint,) = check.hints
        assert hint.startswith(
            "Kaufungen ist mit demselben Aufgabenfeld auch an IKZ-0001 beteiligt."
        )
        assert said in hint
        assert "(mit IKZ-0004)" in hint
        assert check.supplier == "der Gemeindevorstand von Kaufungen"


def test_who_left_before_the_other_began_is_not_funded_twice(application, rule_sets, places):
    partners = members(*FOUR, k06633015={"left_on": "2022-12-31"})
    assert overlap(application, rule_sets, places, engaged(), participants=partners) is None


def test_every_check_says_by_which_rules_and_whom_to_ask(verdict_on):
    verdict = verdict_on(
        partners=FOUR[:1], agreement=None, term=None, costs=None, requested="1", granted="2"
    )
    for check in (*verdict.checks, *verdict.further):
        assert check.rule_set == f"IKZ-OZG-2021, Prüfzeichen {verdict.edition}"
        assert check.source
        assert check.unit is not None
        assert bool(check.supplier) is bool(check.question), check
    expired = verdict_on(reference_date="2027-01-01")
    assert all(check.supplier for check in expired.checks)


def test_a_draft_judges_only_when_it_is_asked_and_then_with_a_reservation(
    application, rule_sets, places
):
    draft = rule_sets[0].model_copy(
        update={"code": "IKZ-Entwurf", "state": "draft", "valid_from": date(2021, 1, 1)}
    )
    sets = (*rule_sets, draft)
    assert applicable(sets, "ikz", date(2022, 1, 15)).rule_set.code == "IKZ-OZG-2021"
    assert draft not in expiring(sets, date(2026, 12, 1))
    verdict = judge(application(), sets, places, "IKZ-Entwurf")
    assert verdict.result is Result.open
    assert "ist ein Entwurf" in verdict.hints[0]
    active = (*rule_sets, draft.model_copy(update={"state": "active"}))
    assert judge(application(), active, places).rule_set == "IKZ-Entwurf"


def test_the_edition_changes_with_every_number(rule_sets):
    rules = rule_sets[0]
    other = rules.model_copy(
        update={"parameters": rules.parameters.model_copy(update={"minimum_years": 6})}
    )
    assert len(rules.edition) == 8
    assert other.edition != rules.edition
    assert rules.model_copy(update={"note": "x"}).edition == rules.edition


def test_the_same_question_has_the_same_id_and_answer(application, rule_sets, places):
    first = determine(application(), rule_sets, places)
    assert first == determine(application(), rule_sets, places)
    assert len(first.id) == 14
    stored = json.loads(json.dumps(first.inputs))
    assert replay(stored) == first.verdict
    written_otherwise = application(
        costs={"personnel_before": 200000, "personnel_after": "170000.0"}
    )
    assert determine(written_otherwise, rule_sets, places).id == first.id


def test_whatever_could_change_the_answer_changes_the_id(application, rule_sets, places):
    case = application(field_of_work="IT")
    renamed = places[FOUR[0]].model_copy(
        update={"periods": (places[FOUR[0]].periods[0].model_copy(update={"name": "Anderswo"}),)}
    )
    ids = {
        determine(each, rules, land, code, others).id
        for each, rules, land, code, others in (
            (case, rule_sets, places, None, ()),
            (application(), rule_sets, places, None, ()),
            (case, rule_sets, places, "Rahmenvereinbarung-2021", ()),
            (case, rule_sets[1:], places, "Rahmenvereinbarung-2021", (engaged(),)),
            (case, rule_sets, {**places, FOUR[0]: renamed}, None, ()),
            (case, (), places, None, ()),
        )
    }
    assert len(ids) == 6


def test_rules_that_changed_since_do_not_reach_an_old_answer(application, rule_sets, places):
    old = determine(application(), rule_sets, places)
    stricter = rule_sets[0].parameters.model_copy(update={"minimum_partners": 9})
    changed = (rule_sets[0].model_copy(update={"parameters": stricter}), *rule_sets[1:])
    assert judge(application(), changed, places).result is Result.not_eligible
    assert replay(old.inputs).result is Result.eligible
    assert determine(application(), changed, places).id != old.id


def test_an_answer_about_a_partner_without_a_key_can_be_given_again(rule_sets, places):
    case = Case(reference_date=date(2022, 1, 15))
    odd = case.model_copy(
        update={
            "participants": (
                Case.model_validate({"participants": [{"key": FOUR[0]}]})
                .participants[0]
                .model_copy(update={"key": "HMdI"}),
            )
        }
    )
    found = determine(odd, rule_sets, places)
    assert replay(found.inputs) == found.verdict
