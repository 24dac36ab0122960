"""The store is backed up while everybody works on; the message says what was proven."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.loading import loading

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.base import DeskScreen


def back_up(screen: DeskScreen) -> None:
    """Back the store up in the pool, and say where the backup lies."""
    if not screen.bridge.is_open:
        screen.say("Die Daten werden noch geöffnet.")
        return

    def job(desk: Desk) -> str:
        with loading():
            from ozg_tui.desk.store.backups import back_up_now, told
        return told(back_up_now(desk))

    def done(said: str) -> str:
        if screen.is_current:
            screen.action_reload()
        return said

    screen.say("Die Daten werden gesichert; Sie können weiterarbeiten.")
    screen.host.do(job, done, aside=True)
