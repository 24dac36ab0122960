"""Content, signatures and supervision of the agreement, and when it takes effect."""

import pytest

from ozg_tui.codes.checks import State
from ozg_tui.rules.verdict import Unit

FOUR = ("06633020", "06633015", "06633011", "06633030")
AGREED = {"form": "public_law_agreement", "signed_on": "2021-12-01", "signed_by_all": True}


def signing(*days, resolved="2021-10-01"):
    return [
        {
            "key": key,
            "role": "partner" if number else "lead",
            "resolution": {"status": "passed", "date": resolved},
            "signed_on": day,
        }
        for number, (key, day) in enumerate(zip(FOUR, days, strict=False))
    ]


@pytest.mark.parametrize(
    ("change", "state", "part"),
    [
        ({}, State.fulfilled, ""),
        ({"tasks_named": True}, State.fulfilled, ""),
        ({"tasks_named": False}, State.failed, "die Vereinbarung benennt die Aufgaben nicht"),
        ({"transfer": "delegation"}, State.open, "die Genehmigung der Delegation fehlt"),
        (
            {"transfer": "delegation", "approved_on": "2021-12-10"},
            State.open,
            "die öffentliche Bekanntmachung fehlt",
        ),
        (
            {
                "transfer": "delegation",
                "approved_on": "2021-12-10",
                "published_on": "2022-01-16",
            },
            State.open,
            "die öffentliche Bekanntmachung liegt nach dem Stichtag 15.01.2022",
        ),
        (
            {
                "transfer": "delegation",
                "approved_on": "2021-12-10",
                "published_on": "2022-01-15",
            },
            State.fulfilled,
            "",
        ),
        ({"transfer": "mandate"}, State.open, "die Anzeige der Mandatierung fehlt"),
        ({"transfer": "mandate", "notified_on": "2021-12-10"}, State.fulfilled, ""),
    ],
)
def test_what_the_supervision_has_to_do_follows_from_the_kind(check_on, change, state, part):
    check = check_on("agreement", agreement=AGREED | change)
    assert check.state is state
    assert check.distance.startswith(part)
    assert bool(check.question and check.supplier) is (state is not State.fulfilled)
    if state is State.open:
        assert check.supplier == "die Kommunalaufsicht der federführenden Kommune"


def test_what_was_not_asked_yet_is_only_remarked(check_on):
    (hint,) = check_on("agreement").hints
    assert "Delegation oder Mandatierung; ob die Aufgaben benannt sind" in hint
    known = AGREED | {"transfer": "mandate", "notified_on": "2021-12-02", "tasks_named": True}
    assert check_on("agreement", agreement=known).hints == ()


@pytest.mark.parametrize(
    ("days", "by_all", "state"),
    [
        (("2021-12-01",) * 4, None, State.fulfilled),
        (("2021-12-01",) * 4, False, State.fulfilled),
        (("2021-12-01", None, None, None), True, State.fulfilled),
        (("2021-12-01", None, None, "2021-12-03"), None, State.open),
        (("2021-12-01", "2022-01-16", "2021-12-01", "2021-12-01"), None, State.open),
    ],
)
def test_each_partner_may_have_a_signature_of_its_own(check_on, days, by_all, state):
    agreement = AGREED | {"signed_by_all": by_all}
    check = check_on("agreement", agreement=agreement, participants=signing(*days))
    assert check.state is state


def test_missing_signatures_are_counted_and_one_is_asked_for(check_on):
    agreement = AGREED | {"signed_on": None, "signed_by_all": None}
    check = check_on(
        "agreement", agreement=agreement, participants=signing("2021-12-01", None, None, None)
    )
    assert check.distance == "es fehlen die Unterschriften von Kaufungen, Helsa, Söhrewald"
    assert (check.missing, check.unit) == (3, Unit.signatures)
    assert check.question.startswith("Hat Kaufungen die Vereinbarung unterzeichnet?")
    assert check.supplier == "der Gemeindevorstand von Kaufungen"


def test_the_last_signature_is_the_day_of_the_agreement(check_on):
    agreement = AGREED | {"signed_on": None, "signed_by_all": None}
    days = ("2021-12-01", "2021-12-24", "2021-12-02", "2021-12-03")
    check = check_on("agreement", agreement=agreement, participants=signing(*days))
    assert check.value.endswith("unterzeichnet am 24.12.2021")


def test_a_resolution_is_measured_against_the_own_signature(check_on):
    days = ("2021-12-30", "2021-12-30", "2021-12-30", "2021-12-01")
    late = signing(*days, resolved="2021-12-15")
    (hint,) = check_on("resolutions", participants=late).hints
    assert hint.startswith("Die Gemeindevertretung von Söhrewald hat am 15.12.2021 beschlossen")


MANDATE = AGREED | {"transfer": "mandate", "notified_on": "2021-12-02"}
DELEGATION = AGREED | {
    "transfer": "delegation",
    "approved_on": "2021-12-10",
    "published_on": "2021-12-20",
}


@pytest.mark.parametrize(
    ("agreement", "days", "end", "state", "value"),
    [
        (MANDATE, (None,) * 4, "2026-11-30", State.fulfilled, "01.12.2021 bis 30.11.2026"),
        (MANDATE, (None,) * 4, "2026-11-29", State.failed, "01.12.2021 bis 29.11.2026"),
        (MANDATE, ("2021-12-05",) * 4, "2026-11-30", State.failed, "05.12.2021 bis 30.11.2026"),
        (DELEGATION, (None,) * 4, "2026-12-19", State.fulfilled, "20.12.2021 bis 19.12.2026"),
        (DELEGATION, (None,) * 4, "2026-12-18", State.failed, "20.12.2021 bis 18.12.2026"),
    ],
)
def test_a_start_that_was_not_agreed_follows_from_the_agreement(
    check_on, agreement, days, end, state, value
):
    check = check_on(
        "term",
        agreement=agreement,
        participants=signing(*days),
        term={"start": None, "end": end},
    )
    assert (check.state, check.value) == (state, value)
    assert any("Ein Beginn ist nicht vereinbart" in hint for hint in check.hints)


def test_the_last_resolution_can_be_what_makes_a_mandate_effective(check_on):
    participants = signing(None, None, None, None, resolved="2021-12-24")
    term = {"start": None, "end": None, "open_ended": True}
    check = check_on("term", agreement=MANDATE, participants=participants, term=term)
    assert check.value == "ab 24.12.2021, unbefristet"


@pytest.mark.parametrize(
    ("agreement", "question"),
    [
        (AGREED, "Wann beginnt die Zusammenarbeit?"),
        (
            DELEGATION | {"published_on": None},
            "Wann ist die Delegation genehmigt und öffentlich bekannt gemacht worden?",
        ),
        (
            MANDATE | {"signed_by_all": False},
            "Wann haben alle beteiligten Kommunen beschlossen und unterzeichnet?",
        ),
    ],
)
def test_without_what_it_follows_from_the_start_is_asked_for(check_on, agreement, question):
    term = {"start": None, "end": "2027-12-31"}
    check = check_on("term", agreement=agreement, term=term)
    assert (check.state, check.question) == (State.open, question)


def test_a_start_before_the_agreement_takes_effect_is_remarked(check_on):
    term = {"start": "2021-12-19", "end": "2027-12-31"}
    check = check_on("term", agreement=DELEGATION, term=term)
    assert check.state is State.fulfilled
    assert check.hints[0].endswith("20.12.2021, mit Genehmigung und öffentlicher Bekanntmachung.")
    on_the_day = {"start": "2021-12-20", "end": "2027-12-31"}
    assert check_on("term", agreement=DELEGATION, term=on_the_day).hints == ()


@pytest.mark.parametrize("end", ["2032-01-01", None])
@pytest.mark.parametrize(("clause", "state"), [(True, State.fulfilled), (False, State.failed)])
def test_a_long_or_open_term_without_a_rule_for_its_end_fails(check_on, end, clause, state):
    check = check_on(
        "term",
        agreement=AGREED | {"termination_clause": clause},
        term={"start": "2022-01-01", "end": end},
    )
    assert check.state is state
    assert (check.distance == "") is (state is State.fulfilled)
    assert not (state is State.fulfilled and check.hints)


def test_a_term_of_ten_years_needs_no_rule_for_its_end(check_on):
    check = check_on(
        "term",
        agreement=AGREED | {"termination_clause": False},
        term={"start": "2022-01-01", "end": "2031-12-31"},
    )
    assert check.state is State.fulfilled


@pytest.mark.parametrize(
    ("day", "state", "missing"),
    [("2026-12-31", State.fulfilled, 0), ("2026-12-30", State.failed, 1)],
)
def test_no_ordinary_termination_before_five_years(check_on, day, state, missing):
    agreement = AGREED | {"termination_clause": True, "terminable_on": day}
    for end in (None, "2031-12-31"):
        check = check_on("term", agreement=agreement, term={"start": "2022-01-01", "end": end})
        assert (check.state, check.missing, check.unit) == (state, missing, Unit.days)
