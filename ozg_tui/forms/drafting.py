"""Keeps what is typed: a draft soon after each change, and one more when the form is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from db.errors import StoreError

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.core.desk import Desk

PAUSE_SECONDS = 0.7
"""Together with the save itself less than the second that typing may be lost for."""


class Drafting:
    """The draft of one form.

    `begun` is what stood there before anybody typed, `texts` gives what stands there now.
    """

    def __init__(
        self,
        bridge: Bridge,
        form: str,
        record_id: int,
        begun: Mapping[str, Any],
        texts: Callable[[], Mapping[str, Any]],
    ) -> None:
        self._bridge = bridge
        self._form = form
        self._record_id = record_id
        self._texts = texts
        self._begun = begun
        self._unkept = False
        self.exists = False

    def changed(self) -> None:
        """Something was typed; what stood there before is no draft."""
        if self.exists or any(
            text != self._begun.get(name, "") for name, text in self._texts().items()
        ):
            self._unkept = self.exists = True

    def saved(self) -> None:
        """The record is saved, and its draft went with it."""
        self._unkept = self.exists = False

    async def keep(self) -> str:
        """Write the draft if something changed; answers why that was not possible, or nothing."""
        if not self._unkept:
            return ""
        self._unkept = False
        form, record_id = self._form, self._record_id
        content = {"begun": dict(self._begun), "typed": dict(self._texts())}

        def keep(desk: Desk) -> None:
            from ozg_tui.desk.core import drafts

            drafts.keep(desk, form, record_id, content)

        try:
            await self._bridge.work(keep)
        except StoreError as error:
            self._unkept = True
            return f"Der Entwurf ließ sich noch nicht ablegen: {error}"
        return ""

    async def discard(self) -> str:
        """Forget the draft; answers why that was not possible, or nothing."""
        form, record_id = self._form, self._record_id

        def drop(desk: Desk) -> None:
            from ozg_tui.desk.core import drafts

            drafts.drop(desk, form, record_id)

        try:
            await self._bridge.work(drop)
        except StoreError as error:
            return str(error)
        self.saved()
        return ""
