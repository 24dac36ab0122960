"""The form of a call: who leaves it without a note is asked how the call ended.

One that began with the key for a note, and into which nothing was typed, was begun by mistake: it
leaves with the form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.codes.telephone import CallResult
from ozg_tui.screens.kit.form import FormScreen
from ozg_tui.screens.telephone.calls import telephone_of
from ozg_tui.screens.telephone.hang_up import NO_CALL, SEARCH, HangUpScreen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.entry.check import Path
    from ozg_tui.desk.entry.prepare import Prepared
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host


class CallFormScreen(FormScreen):
    """A call to note. Without a note it stays open, visible on START, until somebody says so."""

    def begins_at(self, prepared: Prepared) -> Path:
        """A call that is open goes on where nothing is noted yet."""
        is_open = prepared.stored is not None and prepared.stored.state == CallResult.OPEN
        return () if is_open else super().begins_at(prepared)

    async def action_leave(self) -> None:
        """Ask for the result first, unless there is a note or a result."""
        from db.errors import StoreError

        if self.record_id is not None and self._is_mistake(self.record_id):
            self._drop()
            return
        if self.sheet is None or self._has_note or self.record_id is None:
            await super().action_leave()
            return
        record_id = self.record_id

        def is_open(desk: Desk) -> bool:
            from ozg_tui.desk.telephone.calls import is_open

            return is_open(desk, record_id)

        try:
            asks = await self.bridge.find(is_open)
        except StoreError:
            asks = False
        if asks:
            self._ask()
        else:
            await super().action_leave()

    def _is_mistake(self, record_id: int) -> bool:
        """Whether the call began here, and nothing was typed that means anything in its field."""
        if not telephone_of(self.host).was_begun_here(record_id):
            return False
        if self.prepared is None or self.checked is None:
            return True
        begun = self.prepared.begun
        changed = {name for name, text in self._texts().items() if text != begun.get(name, "")}
        return changed <= {path[0] for path in self.checked.errors if path}

    def _ask(self) -> None:
        self.host.push(HangUpScreen(), self._hung_up)

    @property
    def _has_note(self) -> bool:
        return bool(str(self._texts().get("text", "")).strip())

    def _hung_up(self, answer: str | None) -> None:
        if answer in {None, SEARCH}:
            # What is typed now is for the screen below, or for the search.
            self.host.keys.hold()
            self.host.start(self._leave_open(searches=answer == SEARCH), "leave")
        elif answer == NO_CALL:
            from ozg_tui.screens.kit.question import QuestionScreen

            question = "War das kein Anruf? Der Eintrag wird entfernt."
            self.host.push(QuestionScreen(question), self._no_call)
        else:
            self._end(str(answer))

    async def _leave_open(self, *, searches: bool) -> None:
        try:
            await super().action_leave()
            if searches and self not in self.app.screen_stack:
                await self.host.run_command("search")
        finally:
            self.host.keys.release()

    def _no_call(self, yes: bool | None) -> None:
        if yes:
            self._drop()
        else:
            self._ask()

    def _end(self, result: str) -> None:
        """Save with this result; what else was typed is saved with it."""
        from ozg_tui.desk.telephone.calls import ended

        assert self.checked is not None
        if self.checked.value is None:
            self.action_save()
            return
        self.save_value(ended(self.checked.value, result, self.host.clock.today()))

    def _drop(self) -> None:
        record_id = self.record_id
        assert record_id is not None

        def drop(desk: Desk) -> None:
            from ozg_tui.desk.telephone.calls import discard

            discard(desk, record_id)

        def dropped(_done: None) -> str:
            telephone_of(self.host).dropped(record_id)
            self.drafting = None
            self.dismiss(None)
            return "Kein Anruf festgehalten."

        self.host.do(drop, dropped)


def open_form(
    host: Host,
    resource: Resource,
    record_id: int | None,
    prefill: Mapping[str, str],
    draft: str | None = None,
) -> None:
    """Show the form of a call; what it closes with is told to the telephone."""
    host.push(CallFormScreen(resource, record_id, prefill, draft), telephone_of(host).noted)
