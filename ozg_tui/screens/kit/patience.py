"""Saves on, while another program holds the store: what waits is kept, and so are the keys."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.core.desk import Desk

T = TypeVar("T")

PATIENCE_SECONDS = 60.0
"""Longer than a backup or an import of a colleague holds the store."""


async def patiently(bridge: Bridge, job: Callable[[Desk], T], say: Callable[[str], None]) -> T:
    """Do the job, again as long as the store is busy; `say` tells the person who waits.

    Each attempt waits for some seconds itself. Raises what the job raises, and `StoreBusyError`
    when patience ends.
    """
    from db.errors import StoreBusyError

    began = monotonic()
    while True:
        try:
            return await bridge.work(job)
        except StoreBusyError:
            waited = monotonic() - began
            if waited > PATIENCE_SECONDS:
                raise
            say(
                "Der Bestand ist gerade durch ein anderes Programm gesperrt. Das Sichern wird "
                f"wiederholt (seit {waited:.0f} s); was getippt wird, bleibt erhalten."
            )
