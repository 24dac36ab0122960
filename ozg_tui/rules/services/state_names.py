"""The state of a service as somebody types it."""

from ozg_tui.codes.services import RolloutState
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.errors import InputError

_SMALL_WORDS = ("in ", "im ")


def parse_state(typed: str) -> RolloutState:
    """Read a state by its word, its code or the beginning of one: `live`, `Anbindung`, `gepl`.

    Raises `InputError` with all that is possible.
    """
    wanted = " ".join(typed.casefold().split())
    found = {
        state
        for state in RolloutState
        for name in _names(state)
        if wanted and name.startswith(wanted)
    }
    exact = {state for state in found if wanted in _names(state)}
    meant = exact or found
    if len(meant) == 1:
        return meant.pop()
    possible = ", ".join(ROLLOUT_STATES.values())
    problem = "ist nicht eindeutig" if meant else "ist kein Stand"
    raise InputError(f"»{typed}« {problem}. Möglich sind: {possible}.")


def _names(state: RolloutState) -> tuple[str, ...]:
    word = ROLLOUT_STATES[state].casefold()
    bare = word
    for small in _SMALL_WORDS:
        bare = bare.removeprefix(small)
    return word, bare, state.value
