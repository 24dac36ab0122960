"""The state of a service as somebody types it."""

import pytest

from ozg_tui.codes.services import RolloutState as State
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.services.state_names import parse_state


@pytest.mark.parametrize("state", State)
def test_the_word_of_the_screen_and_the_code_mean_the_state(state):
    assert parse_state(ROLLOUT_STATES[state].upper()) is state
    assert parse_state(state.value) is state


@pytest.mark.parametrize(
    ("typed", "state"),
    [
        ("Anbindung", State.CONNECTING),
        ("test", State.TEST),
        ("gepl", State.PLANNED),
        ("l", State.LIVE),
        (" nicht  z", State.NOT_COMPETENT),
        ("ab", State.SWITCHED_OFF),
    ],
)
def test_a_beginning_will_do_where_it_is_clear(typed, state):
    assert parse_state(typed) is state


@pytest.mark.parametrize("typed", ["", "nicht", "ge", "fertig"])
def test_what_is_not_clear_is_refused_with_all_that_is_possible(typed):
    with pytest.raises(InputError, match="nicht begonnen, geplant, in Anbindung, im Test, live"):
        parse_state(typed)
