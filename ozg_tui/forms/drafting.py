"""Keeps what is typed: a draft soon after each change, and one more when the form is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from db.errors import StoreError

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.desk import Desk

PAUSE_SECONDS = 0.7
"""Together with the save itself less than the second that typing may be lost for."""


class Drafting:
    """The draft of one form. `texts` gives what is typed now."""

    def __init__(
        self, bridge: Bridge, form: str, record_id: int, texts: Callable[[], Mapping[str, Any]]
    ) -> None:
        self._bridge = bridge
        self._form = form
        self._record_id = record_id
        self._texts = texts
        self._unkept = False
        self.exists = False

    def changed(self) -> None:
        """Something was typed."""
        self._unkept = self.exists = True

    def saved(self) -> None:
        """The record is saved, and its draft went with it."""
        self._unkept = self.exists = False

    async def keep(self) -> str:
        """Write the draft if something changed; answers why that was not possible, or nothing."""
        if not self._unkept:
            return ""
        self._unkept = False
        form, record_id, texts = self._form, self._record_id, dict(self._texts())

        def keep(desk: Desk) -> None:
            from ozg_tui.desk import drafts

            drafts.keep(desk, form, record_id, texts)

        try:
            await self._bridge.work(keep)
        except StoreError as error:
            self._unkept = True
            return f"Der Entwurf ließ sich noch nicht ablegen: {error}"
        return ""

    async def discard(self) -> None:
        """Forget the draft."""
        self.saved()
        form, record_id = self._form, self._record_id

        def drop(desk: Desk) -> None:
            from ozg_tui.desk import drafts

            drafts.drop(desk, form, record_id)

        await self._bridge.work(drop)
