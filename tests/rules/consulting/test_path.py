"""The path of a booking: what leads where, and what must be known for it."""

from datetime import date
from itertools import product

import pytest

from ozg_tui.codes.consulting import CORRECTIONS, LIVE_STATES, PERMITTED, BookingState
from ozg_tui.rules.consulting.path import Wanted, against, next_states, step_name

TODAY = date(2021, 6, 1)
S = BookingState


def wanted(here: BookingState, there: BookingState, **more: object) -> Wanted:
    return Wanted.model_validate({"here": here, "there": there, "on": TODAY, "today": TODAY} | more)


def test_every_state_is_reached_and_left_again_for_a_mistake() -> None:
    reached = {S.REGISTERED}
    for _ in S:
        reached |= {after for before, after in PERMITTED if before in reached}
    assert reached == set(S)
    for before, after in PERMITTED:
        assert (after, before) in PERMITTED | CORRECTIONS


def test_what_is_no_step_names_those_that_are() -> None:
    for here, there in product(S, S):
        known = (here, there) in PERMITTED | CORRECTIONS
        said = against(wanted(here, there, meets_on=date(2021, 5, 1), why="krank"))
        assert bool(said) is not known, (here, there, said)
    assert against(wanted(S.REGISTERED, S.SETTLED)) == (
        "Von »angemeldet« führt kein Schritt zu »abgerechnet«. Möglich sind: »terminiert«, "
        "»durchgeführt«, »storniert«, »abgelehnt«."
    )
    assert against(wanted(S.SETTLED, S.SETTLED)) == "Die Beratung ist schon »abgerechnet«."
    assert against(wanted(S.CANCELLED, S.HELD)) == "»storniert« ist das Ende des Weges."


@pytest.mark.parametrize(
    ("here", "there", "more", "said"),
    [
        (S.REGISTERED, S.CANCELLED, {}, "Bitte angeben, warum die Beratung storniert ist."),
        (S.REGISTERED, S.DECLINED, {"why": " "}, "Bitte angeben, warum"),
        (S.REGISTERED, S.CANCELLED, {"why": "krank"}, ""),
        (S.REGISTERED, S.SCHEDULED, {}, "Bitte den Termin angeben."),
        (S.REGISTERED, S.SCHEDULED, {"meets_on": date(2021, 9, 1)}, ""),
        (
            S.SCHEDULED,
            S.SCHEDULED,
            {"met_on": TODAY, "meets_on": TODAY},
            "Bitte den neuen Termin angeben",
        ),
        (S.SCHEDULED, S.SCHEDULED, {"met_on": TODAY, "meets_on": date(2021, 6, 2)}, ""),
        (S.SCHEDULED, S.HELD, {"meets_on": date(2021, 6, 2)}, "liegt noch in der Zukunft"),
        (S.SCHEDULED, S.HELD, {"meets_on": TODAY}, ""),
        (S.SCHEDULED, S.NO_SHOW, {"meets_on": date(2021, 6, 2)}, "liegt noch in der Zukunft"),
        (S.REGISTERED, S.HELD, {}, "Bitte den Termin angeben, an dem die Beratung war"),
        (S.HELD, S.SETTLED, {"on": date(2021, 6, 2)}, "Der 02.06.2021 liegt in der Zukunft."),
        (
            S.HELD,
            S.SETTLED,
            {"on": date(2021, 5, 1), "since": date(2021, 5, 2)},
            "Der Schritt davor war erst am 02.05.2021.",
        ),
    ],
)
def test_a_step_needs_its_day_and_its_reason(
    here: BookingState, there: BookingState, more: dict[str, object], said: str
) -> None:
    found = against(wanted(here, there, **more))
    assert found.startswith(said) if said and not said.startswith("liegt") else said in found
    assert bool(found) is bool(said)


def test_steps_are_offered_in_the_order_of_the_way() -> None:
    names = [step_name(S.SCHEDULED, each) for each in next_states(S.SCHEDULED)]
    assert names == [
        "Termin verlegen",
        "durchgeführt",
        "nicht erschienen",
        "storniert",
        "Berichtigung: angemeldet",
    ]
    assert set(next_states(S.CANCELLED)) <= LIVE_STATES
