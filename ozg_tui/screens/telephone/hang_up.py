"""The call is over and nothing was noted: one line asks how it ended."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from ozg_tui.codes.telephone import CallResult
from ozg_tui.german.labels import CALL_RESULTS
from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.text import content

OFFERED = tuple(each for each in CallResult if each is not CallResult.OPEN)
NO_CALL = "no_call"
"""The answer that it was no call at all."""
SEARCH = "search"
"""The answer that somebody is searched for: the next caller does not wait for this one."""


class HangUpScreen(Dialog[str]):
    """Closes with a result, with `NO_CALL`, or with `SEARCH` or None: it stays open on START."""

    BINDINGS = [
        *((str(number), f"answer('{code}')", code) for number, code in enumerate(OFFERED, 1)),
        ("5", f"answer('{NO_CALL}')", "war kein Anruf"),
        ("f2,slash", f"answer('{SEARCH}')", "Suchen"),
        ("escape,f3,f12", "leave_open", "offen lassen"),
    ]

    def compose(self) -> ComposeResult:
        """The question with its keys."""
        offered = "  ".join(
            f"{number} {CALL_RESULTS[code]}" for number, code in enumerate(OFFERED, 1)
        )
        question = f" Ohne Notiz?  {offered}  5 war kein Anruf  Esc offen lassen "
        yield Static(content(question), classes="dialog")

    def action_answer(self, code: str) -> None:
        """Close with the answer."""
        self.dismiss(code)

    def action_leave_open(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
