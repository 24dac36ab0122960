"""Saves on, while the store is held or away: what waits is kept, and so are the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.core.desk import Desk

T = TypeVar("T")

PATIENCE_SECONDS = 60.0
"""Longer than a backup or an import of a colleague holds the store."""

AWAY_PATIENCE_SECONDS = 20.0
"""Longer than a server takes to start again."""

_WORD_AFTER_SECONDS = 4.0
_PAUSE_SECONDS = 0.5


async def patiently(bridge: Bridge, job: Callable[[Desk], T], say: Callable[[str], None]) -> T:
    """Do the job, again as long as the store is busy or away; `say` tells the person who waits.

    A job is repeated only after an attempt of which nothing was kept. Each attempt waits for some
    seconds itself. Raises what the job raises, and `StoreBusyError` or `StoreAwayError` when
    patience ends.
    """
    from db.errors import StoreAwayError, StoreBusyError

    began = monotonic()
    while True:
        try:
            return await _told(bridge, job, say)
        except (StoreBusyError, StoreAwayError) as error:
            waited = monotonic() - began
            is_busy = isinstance(error, StoreBusyError)
            if waited > (PATIENCE_SECONDS if is_busy else AWAY_PATIENCE_SECONDS):
                raise
            reason = (
                "Die Daten sind gerade durch ein anderes Programm gesperrt."
                if is_busy
                else "Der Datenbank-Server ist gerade nicht zu erreichen."
            )
            say(
                f"{reason} Das Sichern wird wiederholt (seit {waited:.0f} s); was getippt wird, "
                "bleibt erhalten."
            )
            if not is_busy:
                await asyncio.sleep(_PAUSE_SECONDS)


async def _told(bridge: Bridge, job: Callable[[Desk], T], say: Callable[[str], None]) -> T:
    """One attempt; one that takes long is told, which happens while it is looked for its end."""
    began = monotonic()
    attempt = asyncio.ensure_future(bridge.work(job))
    try:
        while not (await asyncio.wait({attempt}, timeout=_WORD_AFTER_SECONDS))[0]:
            say(
                f"Das Sichern dauert länger als sonst (seit {monotonic() - began:.0f} s); was "
                "getippt wird, bleibt erhalten."
            )
        return attempt.result()
    finally:
        attempt.cancel()
