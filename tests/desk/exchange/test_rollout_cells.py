"""What people write into a cell about a service: read where it is sure, asked about where not."""

from datetime import date

import pytest

from ozg_tui.codes.services import RolloutState as State
from ozg_tui.desk.exchange.rollouts.cell import Since, read_cell, read_since
from ozg_tui.rules.errors import InputError

TODAY = date(2026, 12, 1)
MARCH = (date(2021, 3, 1), date(2021, 3, 31))
A_DAY = (date(2021, 3, 15), date(2021, 3, 15))


@pytest.mark.parametrize(
    ("text", "state", "since", "in_finder"),
    [
        ("x", State.LIVE, None, None),
        ("X ", State.LIVE, None, None),
        ("✓", State.LIVE, None, None),
        ("Ja", State.LIVE, None, None),
        ("ja, seit 3/2021", State.LIVE, MARCH, None),
        ("live (seit 03/21)", State.LIVE, MARCH, None),
        ("seit März 2021", State.LIVE, MARCH, None),
        ("seit Mrz. 21", State.LIVE, MARCH, None),
        ("03.2021", State.LIVE, MARCH, None),
        ("2021-03", State.LIVE, MARCH, None),
        ("15.3.21", State.LIVE, A_DAY, None),
        ("seit dem 15.03.2021", State.LIVE, A_DAY, None),
        ("ja\nseit 15.03.2021", State.LIVE, A_DAY, None),
        ("2021-03-15", State.LIVE, A_DAY, None),
        ("Q1/2021", State.LIVE, (date(2021, 1, 1), MARCH[1]), None),
        ("1. Quartal 2021", State.LIVE, (date(2021, 1, 1), MARCH[1]), None),
        ("ab 3/2027", State.PLANNED, (date(2027, 3, 1), date(2027, 3, 31)), None),
        ("01.05.2027", State.PLANNED, (date(2027, 5, 1), date(2027, 5, 1)), None),
        ("geplant für Q1 2027", State.PLANNED, (date(2027, 1, 1), date(2027, 3, 31)), None),
        ("Geplant", State.PLANNED, None, None),
        ("in Arbeit", State.CONNECTING, None, None),
        ("Testbetrieb ab 3/2021", State.TEST, MARCH, None),
        ("GESTOERT", State.DISTURBED, None, None),
        ("abgeschaltet seit 3/2021", State.SWITCHED_OFF, MARCH, None),
        ("nein", State.NOT_STARTED, None, None),
        ("n. z.", State.NOT_COMPETENT, None, None),
        ("live+", State.LIVE, None, True),
        ("live (HF)", State.LIVE, None, True),
        ("live, im Hessen-Finder", State.LIVE, None, True),
        ("ja, kein Eintrag im Hessen-Finder", State.LIVE, None, False),
    ],
)
def test_what_is_sure(text, state, since, in_finder):
    said = read_cell(text, TODAY)
    assert (said.state, said.in_finder, said.unclear) == (state, in_finder, "")
    assert said.since == (since and Since(*since))


@pytest.mark.parametrize(
    "text",
    [
        "n/a", "-", "1", "0", "offen", "verfügbar", "aktiv", "läuft", "ok", "ja?", "live oder Test",
        "seit 2021", "ab 3/2021", "bis 3/2022", "geplant bis 3/2027", "12/2026", "seit 3/2030",
        "13/2021", "31.02.2021", "1/99", "3.21", "12.30", "im Hessen-Finder", "47 von 70",
        "0561 90009-12",
    ],
)  # fmt: skip
def test_what_may_mean_several_things_is_asked_about(text):
    said = read_cell(text, TODAY)
    assert said.state is None
    assert said.unclear


@pytest.mark.parametrize("text", ["?", "k. A.", "unbekannt", "(unklar)"])
def test_who_did_not_know_says_nothing(text):
    assert read_cell(text, TODAY).says_nothing


def test_a_day_alone_tells_no_state_where_it_may_be_that_of_the_list():
    assert read_cell("15.03.2021", TODAY, day_tells=False).unclear
    assert read_cell("live seit 15.03.2021", TODAY, day_tells=False).state is State.LIVE


def test_a_column_of_days_takes_months_and_days():
    assert read_since("3/2021", TODAY) == Since(*MARCH)
    assert read_since("15.03.21", TODAY) == Since(*A_DAY)
    with pytest.raises(InputError, match="kein Datum"):
        read_since("bald", TODAY)
