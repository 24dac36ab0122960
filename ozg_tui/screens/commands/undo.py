"""`u` and `U`: what was saved last is taken back, or given back, after a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.loading import loading

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.undo.take_back import Asked, Done
    from ozg_tui.screens.kit.base import DeskScreen


def begin(screen: DeskScreen, *, again: bool) -> None:
    """Find out what `u` (`again`: `U`) would do here, and ask; keys wait for the question."""
    if not screen.bridge.is_open:
        screen.say("Der Bestand wird noch geöffnet.")
        return
    screen.is_undoing = True
    screen.run_worker(_ask(screen, again), group="undo")


async def _ask(screen: DeskScreen, again: bool) -> None:
    from db.errors import StoreError
    from ozg_tui.screens.kit.patience import patiently
    from ozg_tui.screens.kit.question import QuestionScreen

    record = screen.undo_record()

    def job(desk: Desk) -> Asked:
        with loading():
            from ozg_tui.desk.undo.take_back import find
        return find(desk, record, again=again)

    def answered(yes: bool | None) -> None:
        if yes:
            screen.is_undoing = True
            # The program's own: who leaves the screen meanwhile hears what was done all the same.
            screen.app.run_worker(_do(screen, asked), group="undo")

    try:
        asked = await patiently(screen.bridge, job, screen.say)
        if screen.is_current:
            await screen.app.push_screen(QuestionScreen(asked.question), answered)
    except StoreError as error:
        screen.say(str(error))
    finally:
        screen.is_undoing = False
        screen.host.keys.go_on()


async def _do(screen: DeskScreen, asked: Asked) -> None:
    from db.errors import StoreError
    from ozg_tui.screens.kit.patience import patiently

    def job(desk: Desk) -> Done:
        from ozg_tui.desk.undo.take_back import carry_out

        return carry_out(desk, asked)

    host, removed = screen.host, frozenset[str]()
    try:
        try:
            sentence, removed = await patiently(screen.bridge, job, host.say)
        except StoreError as error:
            sentence = str(error)
        if screen.is_current and screen.undo_record() in removed:
            await host.run_command("back")
        elif screen.is_current:
            screen.action_reload()
    finally:
        screen.is_undoing = False
        host.keys.go_on()
    # Who has left by then reads it where they went.
    await host.keys.had_effect()
    host.say(sentence)
