"""What a Kommune has to do next for a bundle."""

from datetime import date

import pytest

from ozg_tui.codes.services import RolloutState
from ozg_tui.rules.services.rollout import Connection, Urgency, next_step

DAY = date(2026, 11, 23)


def step(states: str, months=("2020-12",), on=DAY, efa=False):
    """The step for states by their first letters; `L` is live and in the Hessen-Finder."""
    known = {each.value[0]: each for each in RolloutState} | {"L": RolloutState.LIVE}
    known |= {"n": RolloutState.NOT_STARTED, "x": RolloutState.NOT_COMPETENT}
    connections = [Connection(state=known[each], in_finder=each == "L") for each in states]
    return next_step(connections, months, on, efa=efa)


@pytest.mark.parametrize(
    ("states", "urgency", "short"),
    [
        ("dtcnLlp", Urgency.now, "1 gestört"),
        ("ttcnLlp", Urgency.begun, "2 im Test"),
        ("cnLlp", Urgency.begun, "1 einrichten"),
        ("nLllp", Urgency.begun, "2 ohne Finder"),
        ("nLp", Urgency.begun, "1 geplant"),
        ("nnL", Urgency.possible, "2 offen"),
        ("nn", Urgency.possible, "seit 12/2020"),
        ("ssn", Urgency.begun, "2 abgeschaltet"),
        ("xn", Urgency.possible, "seit 12/2020"),
        ("xL", Urgency.done, "erledigt"),
        ("xx", Urgency.done, "nicht zuständig"),
        ("LL", Urgency.done, "erledigt"),
    ],
)
def test_what_is_broken_comes_first_and_what_is_done_last(states, urgency, short):
    found = step(states)
    assert (found.urgency, found.short) == (urgency, short)


def test_what_was_switched_off_is_not_told_to_begin_anew():
    assert step("s").text.startswith("1 Leistung abgeschaltet: klären, ob der Dienst wieder")
    assert "im OZG-Dashboard den Prozess wählen" not in step("s").text


def test_only_the_hessen_finder_makes_a_service_count():
    assert "erst dann gilt das OZG als erfüllt" in step("Ll").text
    assert step("Ll").text.startswith("1 Leistung live ohne Eintrag")
    assert step("L").text == "Alle Leistungen sind live und im Hessen-Finder eingetragen."


def test_what_nobody_has_begun_is_chosen_or_agreed_upon():
    assert step("nn").text == (
        "2 Leistungen noch nicht begonnen: im OZG-Dashboard den Prozess wählen und den Link "
        "einrichten."
    )
    assert "Nachnutzung des EfA-Dienstes" in step("nn", efa=True).text
    assert "Nachnutzung des EfA-Dienstes" in step("p", efa=True).text


@pytest.mark.parametrize(
    ("on", "urgency", "short"),
    [
        (date(2020, 11, 30), Urgency.waiting, "ab 12/2020"),
        (date(2020, 12, 1), Urgency.possible, "seit 12/2020"),
    ],
)
def test_a_bundle_is_available_from_its_first_month_on(on, urgency, short):
    found = step("nn", months=("2021-03", "2020-12"), on=on)
    assert (found.urgency, found.short) == (urgency, short)


def test_a_bundle_without_a_month_is_not_promised():
    found = step("nn", months=())
    assert (found.urgency, found.short) == (Urgency.waiting, "Datum offen")
    assert found.text == "Seit wann das Bündel bereitsteht, ist nicht bekannt."
