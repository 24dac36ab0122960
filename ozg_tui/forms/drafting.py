"""Keeps what is typed: a draft soon after each change, and one more when the form is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from db.errors import StoreError

if TYPE_CHECKING:
    from datetime import datetime

    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.core.desk import Desk

PAUSE_SECONDS = 0.7
"""Together with the save itself less than the second that typing may be lost for."""


class Drafting:
    """The draft of one form.

    `begun` is what stood there before anybody typed, `texts` gives what stands there now. `found`
    is the draft that the form began with: who kept it, and when.
    """

    def __init__(
        self,
        bridge: Bridge,
        form: str,
        record_id: int,
        begun: Mapping[str, Any],
        texts: Callable[[], Mapping[str, Any]],
        found: tuple[str, datetime] | None = None,
    ) -> None:
        from ozg_tui.desk.core.drafts import Held

        self._bridge = bridge
        self._form = form
        self._record_id = record_id
        self._texts = texts
        self._begun = begun
        self._unkept = False
        self.exists = found is not None
        self.held = Held(uuid4().hex, found)

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
        form, record_id, held = self._form, self._record_id, self.held
        content = {"begun": dict(self._begun), "typed": dict(self._texts())}

        def keep(desk: Desk) -> None:
            from ozg_tui.desk.core import drafts

            drafts.keep(desk, form, record_id, content, held)

        try:
            await self._bridge.work(keep)
        except StoreError as error:
            self._unkept = True
            return f"Der Entwurf ließ sich noch nicht ablegen: {error}"
        return ""

    async def discard(self) -> str:
        """Forget the draft; answers why that was not possible, or nothing."""
        form, record_id, held = self._form, self._record_id, self.held

        def drop(desk: Desk) -> None:
            from ozg_tui.desk.core import drafts

            drafts.drop(desk, form, record_id, held)

        try:
            await self._bridge.work(drop)
        except StoreError as error:
            return str(error)
        self.saved()
        return ""
