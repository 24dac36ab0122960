"""What held on a day."""

from datetime import date

from ozg_tui.codes.services import RolloutState as State
from ozg_tui.rules.services.past import Told, held_on
from ozg_tui.rules.services.recording import Held


def told(day, state):
    return Told(date(2021, day, 1), Held(state=state) if state else None)


def on(month, *told_so):
    held = held_on(told_so, date(2021, month, 15))
    return held and held.state


def test_a_day_knows_what_was_reached_by_then():
    course = (told(2, State.PLANNED), told(5, State.TEST), told(9, State.LIVE))
    assert [on(month, *course) for month in (1, 2, 5, 8, 9, 12)] == [
        None, State.PLANNED, State.TEST, State.TEST, State.LIVE, State.LIVE
    ]  # fmt: skip


def test_a_later_record_corrects_what_was_told_for_that_time():
    course = (told(2, State.PLANNED), told(9, State.LIVE), told(5, State.TEST))
    assert on(10, *course) is State.TEST
    assert on(4, *course) is State.PLANNED


def test_a_record_that_was_taken_back_never_held():
    assert on(12, told(2, State.LIVE), told(3, None)) is None
    assert on(12, told(2, State.LIVE), told(3, None), told(4, State.TEST)) is State.TEST
