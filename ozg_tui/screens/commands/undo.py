"""`u` and `U`: what was saved last is taken back, or given back, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.loading import loading
from ozg_tui.screens.kit.subject import code_of

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.undo.take_back import Asked, Done
    from ozg_tui.screens.kit.base import DeskScreen


def take_back(screen: DeskScreen) -> None:
    """Take back what was saved last about what the screen shows."""
    _begin(screen, again=False)


def give_back(screen: DeskScreen) -> None:
    """Give back what was taken back last."""
    _begin(screen, again=True)


def _begin(screen: DeskScreen, *, again: bool) -> None:
    """Find out what that would do here, and ask; keys wait for the question."""
    from ozg_tui.screens.kit.question import QuestionScreen

    if not screen.bridge.is_open:
        screen.say("Die Daten werden noch geöffnet.")
        return
    record = _record_of(screen)

    def find(desk: Desk) -> Asked:
        with loading():
            from ozg_tui.desk.undo.take_back import find
        return find(desk, record, again=again)

    async def ask(asked: Asked) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                _carry_out(screen, asked)

        if screen.is_current:
            await screen.host.push(QuestionScreen(asked.question), answered)

    screen.host.do(find, ask)


def _carry_out(screen: DeskScreen, asked: Asked) -> None:
    async def done(found: Done) -> str:
        sentence, removed = found
        if screen.is_current and _record_of(screen) in removed:
            await screen.host.run_command("back")
        elif screen.is_current:
            screen.action_reload()
        return sentence

    def job(desk: Desk) -> Done:
        from ozg_tui.desk.undo.take_back import carry_out

        return carry_out(desk, asked)

    screen.host.do(job, done)


def _record_of(screen: DeskScreen) -> str | None:
    """What the screen shows as the desk names it: `application/14`; None where it shows many."""
    record = screen.record()
    return None if record is None else f"{code_of(record.resource)}/{record.record_id}"
