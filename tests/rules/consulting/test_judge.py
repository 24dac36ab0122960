from datetime import date, timedelta

import pytest

from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import LIVE_STATES, BookingState
from ozg_tui.german.labels import BOOKING_STATES
from ozg_tui.rules.consulting.judge import judge
from ozg_tui.rules.consulting.values import Request


def check(verdict, code):
    return next(each for each in verdict.checks if each.code == code)


@pytest.mark.parametrize(
    ("module", "source"),
    [
        (1, "umsetzungsvereinbarung"),
        (2, "umsetzungsvereinbarung"),
        (3, "starke_heimat"),
        (4, "starke_heimat"),
    ],
)
def test_the_source_follows_from_the_module(ask, module, source):
    verdict = ask(module, "2021-09-01")
    assert verdict.eligible
    assert verdict.funding_source == source
    codes = ["module", "source", "slot", "window", "start", "municipality", "repeat"]
    assert [each.code for each in verdict.checks] == codes
    assert {each.state for each in verdict.checks} == {State.fulfilled}


@pytest.mark.parametrize("module", [0, 5, -1])
def test_another_module_does_not_exist(ask, module):
    verdict = ask(module, "2021-09-01")
    assert not verdict.eligible
    assert verdict.funding_source is None
    assert check(verdict, "module").state is State.failed


def test_an_imported_source_that_contradicts_the_module_is_refused(ask):
    assert not ask(1, "2021-09-01", funding_source="starke_heimat").eligible
    assert ask(1, "2021-09-01", funding_source="umsetzungsvereinbarung").eligible


@pytest.mark.parametrize(
    ("before", "wanted", "eligible"),
    [
        ((1,), 2, False),
        ((2,), 1, False),
        ((1,), 1, False),
        ((1,), 3, True),
        ((2,), 4, True),
        ((3,), 4, False),
        ((1, 3), 2, False),
        ((1, 3), 4, False),
        ((), 1, True),
    ],
)
def test_one_funded_consulting_from_each_source(ask, booked, before, wanted, eligible):
    existing = [booked(module) for module in before]
    assert ask(wanted, "2021-09-01", existing=existing).eligible is eligible


def test_a_refusal_names_the_booking_that_used_the_slot(ask, booked):
    slot = check(ask(2, "2021-09-01", existing=[booked(1)]), "slot")
    assert slot.state is State.failed
    assert "DB-0007 (Modul 1, Beratung am 18.03.2021)" in slot.distance
    assert "Umsetzungsvereinbarung OZG" in slot.distance


def test_a_second_booking_on_the_same_day_is_refused(ask, booked):
    existing = [booked(1, "registered", day="2021-09-01")]
    assert not ask(2, "2021-09-01", existing=existing).eligible


@pytest.mark.parametrize("state", list(BookingState))
def test_only_storno_and_refusal_free_the_slot(ask, booked, state):
    freed = state in {BookingState.CANCELLED, BookingState.DECLINED}
    assert ask(2, "2021-09-01", existing=[booked(1, state)]).eligible is freed
    assert (state in LIVE_STATES) is not freed
    assert BOOKING_STATES[state]


def test_a_self_paid_booking_does_not_use_the_slot(ask, booked):
    assert ask(2, "2021-09-01", existing=[booked(1, funded=False)]).eligible


def test_a_booking_does_not_stand_in_its_own_way(ask, booked):
    existing = [booked(1)]
    moved = ask(2, "2021-09-01", existing=existing, reference="DB-0007")
    assert moved.eligible
    assert check(moved, "repeat").hints == ()


@pytest.mark.parametrize("key", ["06531", "06633001", "06411000"])
def test_landkreis_and_gemeinde_have_slots_of_their_own(ask, key):
    assert ask(1, "2021-09-01", key=key).eligible


@pytest.mark.parametrize(
    ("module", "day", "eligible"),
    [
        (1, "2022-12-31", True),
        (1, "2023-01-01", False),
        (2, "2022-12-31", True),
        (2, "2023-01-01", False),
        (3, "2024-12-31", True),
        (3, "2025-01-01", False),
        (4, "2024-12-31", True),
        (4, "2025-01-01", False),
    ],
)
def test_the_last_day_of_the_window_counts(ask, module, day, eligible):
    verdict = ask(module, day)
    assert verdict.eligible is eligible
    assert (check(verdict, "window").state is State.fulfilled) is eligible


def test_a_timely_booking_does_not_save_a_late_consultation(ask):
    verdict = ask(1, "2023-01-01", booked_on="2022-12-01")
    assert not verdict.eligible
    assert "seit 1 Tag vorbei" in check(verdict, "window").distance


def test_without_a_day_the_registration_stands_while_the_window_is_open(ask):
    verdict = ask(1, None, today="2022-12-31")
    assert verdict.eligible
    window = check(verdict, "window")
    assert (window.state, window.question) == (State.open, "Wann findet die Beratung statt?")
    assert not ask(1, None, today="2023-01-01").eligible


@pytest.mark.parametrize("module", [1, 2, 3, 4])
def test_in_2026_every_new_funded_booking_is_refused(ask, module):
    assert not ask(module, None, today="2026-11-22").eligible
    assert not ask(module, "2026-12-01", today="2026-11-22").eligible


@pytest.mark.parametrize(("days", "hinted"), [(0, True), (1, True), (90, True), (91, False)])
def test_the_end_of_the_window_is_announced_90_days_before(ask, days, hinted):
    day = date(2024, 12, 31) - timedelta(days=days)
    window = check(ask(3, day.isoformat(), today="2024-01-01"), "window")
    assert bool(window.hints) is hinted


def test_nineteen_days_are_left(ask):
    window = check(ask(3, "2024-12-12", today="2024-11-23"), "window")
    assert window.hints == ("Noch 19 Tage bis zum Ende der Förderung.",)


@pytest.mark.parametrize(
    ("day", "eligible", "hinted"),
    [
        ("2019-12-31", False, False),
        ("2020-01-01", True, True),
        ("2020-09-30", True, True),
        ("2020-10-01", True, False),
    ],
)
def test_the_offer_began_later_than_the_funding(ask, day, eligible, hinted):
    verdict = ask(1, day)
    assert verdict.eligible is eligible
    assert bool(check(verdict, "start").hints) is hinted


def test_a_registration_after_the_consultation_is_flagged(ask):
    assert check(ask(1, "2021-03-01", booked_on="2021-03-02"), "start").hints
    assert not check(ask(1, "2021-03-01", booked_on="2021-03-01"), "start").hints


@pytest.mark.parametrize(
    ("key", "day", "eligible"),
    [
        ("06633200", "2021-09-01", False),
        ("06999999", "2021-09-01", False),
        ("06635007", "2022-12-31", True),
        ("06635007", "2023-01-01", False),
        ("06435014", "2021-09-01", True),
        ("06415000", "2021-09-01", True),
    ],
)
def test_only_an_existing_kommune_is_advised(ask, key, day, eligible):
    assert ask(3, day, key=key).eligible is eligible


def test_a_merged_kommune_keeps_its_history_with_a_warning(ask):
    past = check(ask(3, "2022-06-01", key="06635007", today="2023-06-01"), "municipality")
    assert past.state is State.fulfilled
    assert "Nachfolgerin" in past.hints[0]


@pytest.mark.parametrize("funded", [True, False])
def test_the_same_module_twice_is_flagged_even_if_self_paid(ask, booked, funded):
    existing = [booked(1, funded=funded)]
    verdict = ask(1, "2021-09-01", existing=existing, funded=False)
    assert verdict.eligible
    assert "DB-0007" in check(verdict, "repeat").hints[0]
    cancelled = ask(1, "2021-09-01", existing=[booked(1, "cancelled")], funded=False)
    assert check(cancelled, "repeat").hints == ()


def test_self_paid_slot_window_and_start_are_only_mentioned(ask, booked):
    verdict = ask(2, "2026-12-01", today="2026-11-22", existing=[booked(1)], funded=False)
    assert verdict.eligible
    assert verdict.funding_source is None
    for code in ("slot", "window"):
        assert check(verdict, code).hints[0].startswith("Nicht förderfähig: ")
    early = ask(2, "2019-12-01", funded=False)
    assert early.eligible
    assert check(early, "start").hints


def test_self_paid_still_needs_a_module_and_a_kommune(ask):
    assert not ask(5, "2021-09-01", funded=False).eligible
    assert not ask(1, "2021-09-01", funded=False, key="06633200").eligible


def test_before_the_rules_nothing_is_promised(ask):
    verdict = ask(1, "2021-09-01", today="2019-12-31")
    assert not verdict.eligible
    assert State.fulfilled not in {each.state for each in verdict.checks}


def test_without_rules_nothing_is_promised(places):
    request = Request(key="06633001", module=1)
    verdict = judge(request, (), places["06633001"], (), date(2021, 1, 1))
    assert not verdict.eligible
    assert verdict.hints
