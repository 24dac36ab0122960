"""The search for somebody who calls and is not known; it ends with the call or is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.everything import SearchScreen

if TYPE_CHECKING:
    from ozg_tui.desk.telephone.callers import Caller


class CallerSearchScreen(SearchScreen):
    """Searches in everything while the title says whose call it is for."""

    def __init__(self, caller: Caller) -> None:
        super().__init__()
        self.caller = caller

    def caption(self) -> str:
        """What the telephone showed."""
        return f"ANRUF {self.caller.shown}"
