"""What the desk may record about a service at a Kommune."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ozg_tui.codes.register import OrganisationKind
from ozg_tui.codes.services import RolloutState as State
from ozg_tui.rules.services.measures import Reach, Share, measured
from ozg_tui.rules.services.recording import FOLLOWING, Held, Where, Wish, judge
from ozg_tui.rules.territory import Period

TODAY = date(2026, 11, 23)
AHNATAL = Period(
    key="06633001", name="Ahnatal", kind=OrganisationKind.GEMEINDE, district_key="06633"
)
HERE = Where(AHNATAL, "", (), ("2020-12",))


def judged(before=None, state=State.LIVE, where=HERE, **wish):
    wish = {"since": TODAY} | wish
    held = Held(state=before) if isinstance(before, State) else before
    return judge(held, Wish(state=state, **wish), where, TODAY)


def test_what_is_told_for_the_first_time_may_be_anything():
    for state in State:
        assert judged(state=state).held == Held(state=state, since=TODAY)


def test_a_step_on_the_way_is_kept_and_a_correction_asks_for_a_remark():
    assert judged(State.TEST).held == Held(state=State.LIVE, since=TODAY)
    refused = judged(State.LIVE, State.PLANNED)
    assert refused.held is None
    assert refused.refused == (
        "Von »live« zu »geplant« ist eine Berichtigung; dafür bitte eine Bemerkung angeben."
    )
    assert judged(State.LIVE, State.PLANNED, remark="war ein Irrtum").held is not None


def test_every_state_can_be_left():
    assert FOLLOWING.keys() == set(State)
    assert all(FOLLOWING.values())


def test_only_a_plan_may_begin_on_a_day_to_come():
    ahead = date(2027, 1, 1)
    assert "01.01.2027 liegt in der Zukunft" in judged(State.TEST, since=ahead).refused
    assert judged(State.NOT_STARTED, State.PLANNED, since=ahead).held.since == ahead


def test_who_is_not_competent_is_told_apart_from_what_is_refused():
    only_districts = HERE._replace(kinds=("landkreis", "kreisfreie_stadt"))
    found = judged(where=only_districts)
    assert (found.held, found.is_competent) == (None, False)
    assert found.refused == "Gemeinde: für diese Leistung nicht zuständig."
    assert judged(where=only_districts, state=State.NOT_COMPETENT).held is not None
    assert judged(where=HERE._replace(kinds=("gemeinde",))).held is not None


def test_a_kommune_that_is_gone_names_its_successor():
    gone = judged(where=Where(None, "Allendorf (Eder)", (), ()))
    assert gone.refused == "Diese Kommune gibt es nicht mehr. Heute ist das Allendorf (Eder)."


def test_the_day_of_a_state_that_stays_stays():
    since = date(2024, 3, 1)
    before = Held(state=State.LIVE, since=since)
    assert judged(before).held is None
    assert judged(before, in_finder=True).held == Held(
        state=State.LIVE, since=since, in_finder=True
    )


def test_the_entry_alone_can_be_told_of_what_is_recorded():
    before = Held(state=State.LIVE, since=TODAY)
    assert judged(before, None, in_finder=True).held == Held(
        state=State.LIVE, since=TODAY, in_finder=True
    )
    assert "noch kein Stand" in judged(None, None, in_finder=True).refused


def test_the_entry_in_the_finder_stays_unless_somebody_speaks_of_it():
    before = Held(state=State.LIVE, since=TODAY, in_finder=True)
    assert judged(before, State.DISTURBED).held.in_finder
    assert not judged(before, State.DISTURBED, in_finder=False).held.in_finder


@pytest.mark.parametrize(
    ("wish", "hint"),
    [
        ({}, "live ohne Eintrag im Hessen-Finder: das OZG gilt noch nicht als erfüllt"),
        (
            {"state": State.SWITCHED_OFF, "in_finder": True},
            "im Hessen-Finder eingetragen, aber nicht live",
        ),
        (
            {"in_finder": True, "since": date(2020, 11, 30)},
            "vor der Bereitstellung des Bündels (12/2020)",
        ),
    ],
)
def test_what_looks_odd_is_said_and_kept(wish, hint):
    found = judged(**wish)
    assert found.hints == (hint,)
    assert found.held is not None


def test_live_in_the_finder_and_in_time_is_nothing_to_remark():
    assert judged(in_finder=True, since=date(2020, 12, 1)).hints == ()


@given(st.sampled_from(State), st.sampled_from(State), st.booleans())
def test_recording_twice_changes_nothing_the_second_time(before, after, finder):
    first = judged(before, after, in_finder=finder, remark="wie besprochen").held
    if first is not None:
        assert judged(first, after, in_finder=finder).held is None


def test_three_measures_with_what_was_divided_by_what():
    found = measured([Reach(442, 1, 1), Reach(26, 26, 20), Reach(415, 0, 0), Reach(0, 0, 0)])
    assert found.somewhere == Share(2, 4)
    assert found.everywhere == Share(1, 4)
    assert found.responsibilities == Share(27, 883)
    assert found.in_finder == Share(21, 27)
    assert found.responsibilities.text == "27 von 883 (3 %)"


def test_a_hundred_percent_are_all_and_nothing_is_divided_by_nothing():
    assert Share(999, 1000).percent == 99
    assert Share(0, 0).percent is None
    assert Share(0, 0).text == "0 von 0"
    assert measured([]).responsibilities == Share(0, 0)


@given(
    st.lists(
        st.integers(0, 442).flatmap(
            lambda whole: st.tuples(st.just(whole), st.integers(0, whole), st.just(0))
        )
    )
)
def test_no_part_is_greater_than_its_whole(services):
    for share in measured(Reach(*each) for each in services):
        assert 0 <= share.part <= share.whole
