"""States as people see them: a sign, a word, and what colour adds to them."""

from __future__ import annotations

from collections.abc import Mapping

from ozg_tui.codes.checks import State
from ozg_tui.codes.consulting import AccountState
from ozg_tui.widgets.ink import Ink

SLOT_SIGNS: Mapping[AccountState, tuple[str, Ink]] = {
    AccountState.FREI: ("+", Ink.GOOD),
    AccountState.BELEGT: ("=", Ink.STRONG),
    AccountState.VERBRAUCHT: ("x", Ink.BAD),
    AccountState.ABGELAUFEN: ("-", Ink.MUTED),
    AccountState.OFFEN: ("?", Ink.OPEN),
}
"""A line of the Förderkonto."""

CHECK_SIGNS: Mapping[State, tuple[str, str, Ink]] = {
    State.fulfilled: ("+", "OK", Ink.GOOD),
    State.failed: ("x", "NEIN", Ink.BAD),
    State.open: ("?", "OFFEN", Ink.OPEN),
    State.clarify: ("!", "KLÄREN", Ink.OPEN),
}
"""A check of a rule: sign and word."""

URGENT, SOON = "!!", "!"
"""Before what is late, and before what is due."""
