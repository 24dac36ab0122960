"""Starts the program in this terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from ozg_tui.app import OzgApp
from ozg_tui.clock import Clock
from ozg_tui.look import look_of, settings_folder
from ozg_tui.person import NameRefusedError, default_actor
from ozg_tui.text import clean

if TYPE_CHECKING:
    from textual.driver import Driver

    from ozg_tui.desk.core.desk import Desk

NO_TERMINAL = 2


def run(
    address: str | None = None,
    call: str | None = None,
    *,
    is_practice: bool = False,
    complaint: str = "",
) -> int:
    """Start the program in this terminal, with a call that came in; answers its exit code.

    In practice it is at a desk of its own, which no call reaches. `complaint` is what is wrong with
    the settings that were read before.
    """

    def opener() -> Desk:
        if is_practice:
            from ozg_tui.desk.practice.opening import open_practice

            return open_practice(clock, actor)
        from ozg_tui.desk.core.opening import open_desk

        return open_desk(clock, address, actor)

    if not (sys.stdin.isatty() and sys.__stderr__ is not None and sys.__stderr__.isatty()):
        sys.stderr.write("Das Programm braucht ein Terminal. Befehle ohne Bild: ozg-tui --help\n")
        return NO_TERMINAL
    sys.__stderr__.reconfigure(encoding="utf-8")
    os.umask(0o077)
    driver: type[Driver] | None = None
    if sys.platform != "win32":
        from ozg_tui.seams.driver import DeskDriver, guard_input
        from ozg_tui.seams.paste import guard_pastes

        guard_pastes()
        guard_input()
        driver = DeskDriver
    try:
        actor, clock = default_actor(), Clock()
    except NameRefusedError as error:
        sys.stderr.write(f"{clean(str(error))}\n")
        return NO_TERMINAL
    look = look_of(settings_folder())
    look = look._replace(complaint=look.complaint or complaint)
    rings_for = None if is_practice else address or ""
    app = OzgApp(opener, actor, clock, rings_for, call, driver, look, is_practice=is_practice)
    app.run()
    if app.farewell:
        sys.stderr.write(f"{clean(app.farewell)}\n")
    return app.return_code or 0
