"""The search for somebody who calls and is not known; it ends with the call or is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.resources.catalogue import START
from ozg_tui.screens.kit.list import ListScreen

if TYPE_CHECKING:
    from ozg_tui.desk.telephone.callers import Caller


class CallerSearchScreen(ListScreen):
    """Searches in everything while the title says whose call it is for."""

    def __init__(self, caller: Caller) -> None:
        super().__init__(START, is_overlay=True)
        self.caller = caller

    def caption(self) -> str:
        """What the telephone showed."""
        return f"ANRUF {self.caller.shown}"
