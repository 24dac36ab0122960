"""Whom a free supposition means, and what it leaves as it is; on both databases."""

from datetime import date
from itertools import product

import pytest

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.entry.check import check
from ozg_tui.desk.ikz.applications import APPLICATIONS
from ozg_tui.desk.ikz.supposed.input import SuppositionInput
from ozg_tui.desk.ikz.supposed.rows import outcome_rows
from ozg_tui.desk.ikz.supposed.what_if import (
    Supposed,
    WhatIf,
    entered_days,
    entered_texts,
    suppose,
    supposed_reasons,
    what_if,
    what_if_about,
    what_if_of,
)
from ozg_tui.desk.ikz.supposed_partners import Named, joining, leaving, participant_names
from ozg_tui.rules.ikz.case import Case, Participant
from ozg_tui.text import clean
from tests.kit import hostile
from tests.kit.applications import application

CASE = Case(
    reference_date=date(2021, 6, 1),
    participants=tuple(
        Participant(key=key)
        for key in ("06633015", "06633020", "06435014", "06415000", "06431013", "06535010")
    ),
)
"""Kaufungen, Niestetal, Hanau under both its keys, and two places called Lautertal."""


def supposed(desk: Desk, found: WhatIf, **typed: object) -> Supposed:
    model = SuppositionInput.model_validate(typed, context={"today": desk.today()})
    return suppose(desk, found, model)


def test_one_word_stands_for_one_kommune(desk: Desk) -> None:
    assert joining(desk, CASE, ("ahnat", "06633", "Landkreis Bergstraße")) == Named(
        ("06633001", "06633", "06431"), ("Ahnatal", "Landkreis Kassel", "Landkreis Bergstraße"), ()
    )
    *_, problems = joining(desk, CASE, ("Kassel", "Hanau", "Ahnatal", "06633001", "Ort", "", "0"))
    assert [each.partition(".")[0] for each in problems[1:3]] == [
        "Hanau ist schon beteiligt",
        "Ahnatal ist mehr als einmal genannt",
    ]
    assert "»Kassel« ist nicht eindeutig. Gemeint sein können: " in problems[0]
    assert len(problems) == 6


def test_a_name_of_several_is_written_as_its_key(desk: Desk) -> None:
    empty = CASE.model_copy(update={"participants": ()})
    keys, names, problems = joining(desk, empty, ("06431013", "06535010"))
    assert (keys, names, problems) == (("06431013", "06535010"), keys, ())
    assert joining(desk, empty, names).keys == keys


def test_who_leaves_leaves_under_every_key(desk: Desk) -> None:
    assert leaving(desk, CASE, ("han",)) == Named(("06435014", "06415000"), ("Hanau",), ())
    assert leaving(desk, CASE, ("Stadt Hanau", "06415000")).problems == (
        "Hanau ist mehr als einmal genannt.",
    )
    assert leaving(desk, CASE, ("06431013",)).keys == ("06431013",)
    assert leaving(desk, CASE, ("lautertal",)).problems == (
        "»lautertal« ist nicht eindeutig: Lautertal (06431013), Lautertal (06535010).",
    )
    names = participant_names(desk, CASE)
    assert names == ("Kaufungen", "Niestetal", "Hanau", "06431013", "06535010")
    everybody = leaving(desk, CASE, names)
    assert (len(everybody.keys), everybody.problems) == (6, ())
    assert leaving(desk, CASE, ("Helsa",)).problems == (
        "»Helsa« ist nicht beteiligt. Beteiligt: Kaufungen, Niestetal, Hanau, Lautertal.",
    )


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_whatever_is_typed_is_understood_or_refused(desk: Desk) -> None:
    # What is typed is looked up in the territory, which is in memory by now.
    found = what_if_of(desk, CASE)
    context = {"today": desk.today(), **entered_days(found)}
    for text, name in product((*hostile.ALL, hostile.NUL_TEXT), SuppositionInput.model_fields):
        checked = check(SuppositionInput, {name: text}, context)
        answer = suppose(desk, found, checked.partial)
        for sentence in (*checked.errors.values(), *answer.errors.values()):
            assert sentence == clean(sentence), text
        if checked.errors:
            assert not answer.words, text
        if not answer.words:
            assert (answer.outcome.flips, answer.outcome.difference_cents) == ((), 0), text


def test_who_has_left_may_come_back(desk: Desk) -> None:
    gone = Participant(key="06633001", left_on=date(2021, 1, 1))
    case = CASE.model_copy(update={"participants": (*CASE.participants[:2], gone)})
    found = what_if_of(desk, case)
    assert found.now.partners == 2
    assert supposed(desk, found, join="Ahnatal").outcome.partners == 3


def test_a_kommune_goes_by_the_key_of_the_day(desk: Desk) -> None:
    empty = CASE.model_copy(update={"participants": ()})
    assert joining(desk, empty, ("Hanau",)).keys == ("06435014",)
    later = empty.model_copy(update={"reference_date": date(2026, 6, 1)})
    assert joining(desk, later, ("06435014",)).keys == ("06415000",)
    # One that is no more is no error of typing: the check says so.
    found = what_if_of(desk, later)
    (partners, *_) = supposed(desk, found, join="Bromskirchen").outcome.checks
    assert "Bromskirchen besteht am 01.06.2026 nicht" in " ".join(
        (partners.distance, *partners.hints)
    )


def test_a_form_that_is_not_complete_can_be_supposed_about(desk: Desk) -> None:
    stored = APPLICATIONS.save(desk, application(desk, term_end=None))
    typed = stored.value.model_copy(update={"personnel_after_cents": 100})
    found = what_if(desk, typed, stored.id)
    assert [each.partners for each in found.numbers] == list(range(1, 9))
    assert entered_texts(desk, found)["personnel_after_cents"] == "1,00 EUR"
    assert found.term_start == stored.value.term_start
    answer = supposed(desk, found, term_end="31.12.2025")
    assert answer.case.term is not None
    assert answer.case.term.start == stored.value.term_start
    assert not supposed(desk, found, term_start="1.1.2021").outcome.flips
    assert what_if_about(desk, stored.id).case != found.case


def test_without_rules_nothing_is_promised(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ozg_tui.desk.ikz.supposed.what_if.rule_sets", lambda _desk: ())
    found = what_if_of(desk, CASE)
    answer = supposed(desk, found, join="Ahnatal")
    rows = dict(outcome_rows(found, answer))
    assert (rows["Zuwendung"], rows["je Kommune"]) == ("nicht bekannt", "nicht bekannt")
    assert "Beschlüsse" not in rows


def test_the_reasons_are_those_of_the_supposed_application(desk: Desk) -> None:
    found = what_if_of(desk, CASE)
    answer = supposed(desk, found, leave="Hanau; 06431013; 06535010", join="Ahnatal")
    reasons = supposed_reasons(desk, answer)
    assert reasons.checks[0].value == "3 Kommunen"
    assert reasons.checks == answer.outcome.checks


def test_only_a_sum_that_counts_is_remarked_to_stay(desk: Desk) -> None:
    costs = {"personnel_before": "100000", "personnel_after": "80000"}
    summed = Case.model_validate(CASE.model_dump() | {"costs": costs})
    assert supposed(desk, what_if_of(desk, summed), join="Ahnatal").note
    assert not supposed(desk, what_if_of(desk, summed), term_end="31.12.2030").note
    assert not supposed(desk, what_if_of(desk, CASE), join="Ahnatal").note
    each = [one.model_dump() | {"costs": costs} for one in summed.participants]
    own = Case.model_validate(summed.model_dump() | {"participants": each})
    assert not supposed(desk, what_if_of(desk, own), join="Ahnatal").note
