import pytest

from ozg_tui.codes.checks import State

FOUR = ("06633020", "06633015", "06633011", "06633030")
ORTE = tuple(f"066390{number:02d}" for number in range(1, 18))


def resolved(key, status="passed", day="2021-10-01"):
    return {"key": key, "role": "lead", "resolution": {"status": status, "date": day}}


@pytest.mark.parametrize(
    ("partners", "reason", "state", "standard"),
    [
        (0, None, State.failed, 0),
        (1, None, State.failed, 0),
        (1, "Nachbarn sind schon gebunden.", State.failed, 0),
        (2, None, State.failed, 5_000_000),
        (2, "   ", State.failed, 5_000_000),
        (2, "Nachbarn sind schon gebunden.", State.fulfilled, 5_000_000),
        (3, None, State.fulfilled, 7_500_000),
        (4, None, State.fulfilled, 10_000_000),
        (5, None, State.fulfilled, 10_000_000),
        (7, None, State.fulfilled, 10_000_000),
        (13, None, State.fulfilled, 10_000_000),
        (17, None, State.fulfilled, 10_000_000),
    ],
)
def test_so_many_partners(verdict_on, partners, reason, state, standard):
    verdict = verdict_on(partners=ORTE[:partners], two_partner_reason=reason)
    assert verdict.checks[0].state is state
    assert verdict.grant.standard_cents == standard
    assert sum(verdict.grant.shares_cents.values()) == standard


def test_two_partners_without_a_reason_are_asked_for_it(check_on):
    check = check_on("partners", partners=FOUR[:2])
    assert check.distance == "1 Kommune oder eine schriftliche Begründung"
    assert check.question.startswith("Warum genügen 2 Kommunen")
    assert (check.value, check.threshold) == ("2 Kommunen", "mindestens 3 Kommunen")


def test_two_partners_with_a_reason_stay_an_exception(check_on):
    check = check_on("partners", partners=FOUR[:2], two_partner_reason="Sie sind allein.")
    assert "Ausnahmefall" in check.hints[0]


def test_one_partner_lacks_two(check_on):
    assert check_on("partners", partners=FOUR[:1]).distance == "es fehlen 2 Kommunen"


def test_the_same_kommune_under_old_and_new_key_counts_once(check_on, verdict_on):
    keys = ("06435014", "06415000", "06633020", "06633015")
    check = check_on("partners", partners=keys)
    assert check.state is State.failed
    assert check.value == "3 Kommunen"
    assert check.distance == "Hanau ist mehr als einmal aufgeführt."
    assert len(verdict_on(partners=keys).grant.shares_cents) == 3


@pytest.mark.parametrize("key", ["06435014", "06415000"])
@pytest.mark.parametrize("day", ["2022-01-15", "2026-06-01"])
def test_hanau_resolves_under_either_key_on_any_day(verdict_on, key, day):
    verdict = verdict_on(partners=(key, *FOUR[:2]), reference_date=day)
    assert verdict.checks[0].state is State.fulfilled


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("06999999", "keine hessische Kommune"),
        ("09162000", "nicht zu Hessen"),
        ("06633200", "keine Kommune"),
        ("06635007", "besteht am 01.06.2023 nicht"),
    ],
)
def test_what_is_no_hessian_kommune_on_the_day_is_refused(check_on, key, why):
    check = check_on("partners", partners=(*FOUR, key), reference_date="2023-06-01")
    assert check.state is State.failed
    assert why in check.distance
    assert check.question


def test_bromskirchen_could_still_join_in_2022(check_on):
    check = check_on("partners", partners=(*FOUR, "06635007"))
    assert check.state is State.fulfilled


def test_all_councils_have_resolved(check_on):
    check = check_on("resolutions")
    assert (check.state, check.value, check.distance) == (State.fulfilled, "4 von 4 gefasst", "")


@pytest.mark.parametrize("status", ["open", "scheduled", "adjourned"])
def test_a_missing_resolution_asks_for_council_and_kommune(check_on, status):
    participants = [*map(resolved, FOUR[:3]), resolved("06633001", status, None)]
    check = check_on("resolutions", participants=participants)
    assert (check.state, check.value) == (State.open, "3 von 4 gefasst")
    assert check.distance == "es fehlt 1 Beschluss"
    expected = "Hat die Gemeindevertretung von Ahnatal beschlossen? An welchem Tag?"
    assert check.question == expected


def test_a_resolution_without_a_day_or_without_any_entry_is_open(check_on):
    without_day = resolved("06636004", "passed", None)
    without_entry = {"key": "06531", "role": "partner", "resolution": None}
    participants = [*map(resolved, FOUR[:2]), without_day, without_entry]
    check = check_on("resolutions", participants=participants)
    assert (check.state, check.value) == (State.open, "2 von 4 gefasst")
    assert "Stadtverordnetenversammlung von Großalmerode" in check.question
    assert any("Der Kreistag des Landkreises Gießen" in hint for hint in check.hints)


@pytest.mark.parametrize("status", ["rejected", "revoked"])
def test_a_refusal_fails_and_names_the_council(check_on, status):
    participants = [*map(resolved, FOUR[:3]), resolved("06531", status)]
    check = check_on("resolutions", participants=participants)
    assert check.state is State.failed
    assert "Der Kreistag des Landkreises Gießen hat" in check.hints[0]


def test_a_resolution_after_the_reference_date_does_not_count_yet(check_on):
    participants = [*map(resolved, FOUR[:3]), resolved("06633001", day="2022-01-16")]
    check = check_on("resolutions", participants=participants)
    assert check.state is State.open
    assert "nach dem Stichtag 15.01.2022" in check.hints[0]
    on_the_day = [*map(resolved, FOUR[:3]), resolved("06633001", day="2022-01-15")]
    assert check_on("resolutions", participants=on_the_day).state is State.fulfilled


@pytest.mark.parametrize(("day", "flagged"), [("2021-12-01", False), ("2021-12-02", True)])
def test_a_resolution_after_the_signature_is_flagged(check_on, day, flagged):
    participants = [*map(resolved, FOUR[:3]), resolved("06633001", day=day)]
    check = check_on("resolutions", participants=participants)
    assert check.state is State.fulfilled
    assert bool(check.hints) is flagged


def test_nobody_has_not_resolved(check_on):
    check = check_on("resolutions", partners=())
    assert check.state is State.open
    assert check.question == "Welche Kommunen sind beteiligt?"


def test_only_known_and_different_municipalities_have_councils_signatures_and_costs(verdict_on):
    costs = {"personnel_before": "100.00", "personnel_after": "85.00"}
    participants = [
        resolved(key) | {"signed_on": "2021-12-01", "costs": costs}
        for key in (*FOUR[:2], FOUR[0], "06999999")
    ]
    participants[3] = resolved("06999999", "open", None)
    verdict = verdict_on(
        participants=participants,
        agreement={"form": "public_law_agreement"},
        costs=None,
        granted="50000",
    )
    checks = {each.code: each for each in verdict.checks}
    assert checks["partners"].value == "2 Kommunen"
    assert checks["resolutions"].value == "2 von 2 gefasst"
    assert checks["resolutions"].state is State.fulfilled
    assert checks["agreement"].value.endswith("unterzeichnet am 01.12.2021")
    assert checks["agreement"].state is State.fulfilled
    assert "von 200,00 EUR" in checks["saving"].value
    assert list(verdict.grant.shares_cents) == list(FOUR[:2])
    assert "Mehr als eine Kommune ist als federführend" in verdict.hints[-1]
    assert verdict.hints[-1].count(",") == 1


def test_who_is_entered_twice_leaves_once(verdict_on):
    leaving = [resolved(key) | {"left_on": "2022-06-30"} for key in (FOUR[0], FOUR[0], "06999999")]
    verdict = verdict_on(participants=[*leaving, *map(resolved, FOUR[1:])], granted="100000")
    changes = next(each for each in verdict.further if each.code == "changes")
    assert changes.value == "4 → 3 Kommunen"
    assert len([each for each in changes.hints if "nur bis zum 30.06.2022" in each]) == 2
    assert "entfallen auf sie 25.000,00 EUR" in changes.hints[-1]
