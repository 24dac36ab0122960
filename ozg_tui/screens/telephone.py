"""What the program does about a call: keep it, show who calls, note it, give its number away.

One call is under way at a time; it ends when its form is saved with a result.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from ozg_tui.incoming import identify
from ozg_tui.resources.catalogue import CALLS
from ozg_tui.screens.subject import Subject, code_of

if TYPE_CHECKING:
    from textual.app import App

    from ozg_tui.desk.call_input import CallInput
    from ozg_tui.desk.callers import Caller
    from ozg_tui.desk.desk import Desk
    from ozg_tui.desk.records import Stored
    from ozg_tui.screens.assign import Owner
    from ozg_tui.screens.dialog import Dialog
    from ozg_tui.screens.host import Host

T = TypeVar("T")

OPEN = "open"
"""The result of a call that nobody has noted."""


class CurrentCall(NamedTuple):
    """The call under way; `caller` is None for one that did not come through the telephone."""

    id: int
    since: datetime
    caller: Caller | None = None

    @property
    def lasted(self) -> str:
        """How long the call has lasted: `0:14`."""
        seconds = int((datetime.now(UTC) - self.since).total_seconds())
        return f"{seconds // 60}:{seconds % 60:02d}"

    @property
    def strip(self) -> str:
        """What the title line says about it."""
        caller = f" | {self.caller.sentence}" if self.caller is not None else ""
        return f"Anruf {self.lasted}{caller}"


class Telephone:
    """The calls of this program."""

    def __init__(self, app: App[Any], host: Host) -> None:
        self._app = app
        self._host = host
        self.call: CurrentCall | None = None

    async def take(self, text: str) -> None:
        """A call comes in: keep it from the first ring on, and show who calls.

        `text` is what the telephone showed.
        """
        from ozg_tui.screens.caller import show

        caller = await self._do(partial(identify, text=text))
        if caller is None:
            self._host.say(f"Anruf »{text}«: Das Nachschlagen ging nicht. Bitte mit F2 suchen.")
            return
        hit = caller.hits[0] if len(caller.hits) == 1 else None
        place = hit.organisation_id if hit else None
        person = hit.contact_id if hit else None
        await self._begin(caller.text, place, person, caller)
        await show(self._app, caller, self.call.id if self.call is not None else None)

    def note(self, subject: Subject | None) -> None:
        """Open the form of the call under way, or of one that begins now."""
        self._start(self._note(subject))

    def assign(self, subject: Subject | None) -> None:
        """Give the number of a call to somebody: the call of the record, else the one under way."""
        if subject is not None and subject.resource is CALLS:
            self._start(self._assign(subject.record_id, None))
        elif self.call is not None:
            place = subject.organisation_id if subject is not None else None
            self._start(self._assign(self.call.id, place))
        else:
            self._host.say("Gerade läuft kein Anruf. Unter Anrufe (g a) steht, was offen ist.")

    def noted(self, saved: Stored[CallInput] | None) -> None:
        """The form of a call was closed; one that was saved with a result is over."""
        is_current = self.call is not None and saved is not None and saved.id == self.call.id
        if is_current and saved is not None and saved.value.result != OPEN:
            self.call = None

    def dropped(self, call_id: int) -> None:
        """What was taken for a call was none."""
        if self.call is not None and self.call.id == call_id:
            self.call = None

    async def _note(self, subject: Subject | None) -> None:
        if subject is not None and subject.resource is CALLS:
            self._host.open_form(CALLS, subject.record_id)
            return
        links = await self._links(subject)
        if self.call is None:
            number = await self._number_of(links)
            await self._begin(number, links.get("organisation_id"), links.get("contact_id"), None)
        elif links:
            call_id = self.call.id
            await self._do(lambda desk: _attach(desk, call_id, links))
        if self.call is not None:
            self._host.open_form(CALLS, self.call.id)

    async def _begin(
        self,
        number: str,
        organisation_id: int | None,
        contact_id: int | None,
        caller: Caller | None,
    ) -> None:
        def begin(desk: Desk) -> int:
            from db.tables.calls import Direction
            from ozg_tui.desk.calls import begin

            return begin(
                desk,
                direction=Direction.INCOMING,
                number=number,
                organisation_id=organisation_id,
                contact_id=contact_id,
            ).id

        since = datetime.now(UTC)
        call_id = await self._do(begin)
        if call_id is not None:
            self.call = CurrentCall(call_id, since, caller)

    async def _links(self, subject: Subject | None) -> dict[str, int]:
        """The organisation and the person that the record is about."""
        if subject is None:
            return {}

        def links(desk: Desk) -> dict[str, str]:
            from ozg_tui.desk.links import links_of

            return links_of(desk, code_of(subject.resource), subject.record_id)

        found = await self._do(links) or {}
        wanted = ("organisation_id", "contact_id")
        return {name: int(found[name]) for name in wanted if name in found}

    async def _number_of(self, links: dict[str, int]) -> str:
        """The number of the person, where the call is with one."""
        contact_id = links.get("contact_id")
        if contact_id is None:
            return ""

        def number(desk: Desk) -> str:
            from ozg_tui.desk.belonging import first_number

            return first_number(desk, contact_id)

        return await self._do(number) or ""

    async def _assign(self, call_id: int, organisation_id: int | None) -> None:
        from ozg_tui.screens.assign import owner_list, place_list

        bridge = self._host.bridge
        name = ""
        if organisation_id is None:
            organisation_id = await self._do(lambda desk: _place_of(desk, call_id))
        if organisation_id is None:
            chosen = await self._ask(place_list(bridge))
            if chosen is None:
                return
            organisation_id, name = int(chosen[0]), str(chosen[1])
        place = organisation_id
        name = name or await self._do(lambda desk: _name_of(desk, place)) or ""
        owner = await self._ask(owner_list(bridge, place, name))
        if owner is not None:
            done = await self._do(lambda desk: _assigned(desk, call_id, place, owner))
            if done is not None:
                await self._host.run_command("reload")
                self._host.say(done)

    def _start(self, job: Awaitable[None]) -> None:
        async def run() -> None:
            try:
                await job
            finally:
                self._host.keys.release()

        self._host.keys.hold()
        self._app.run_worker(run(), group="telephone")

    async def _ask(self, dialog: Dialog[T]) -> T | None:
        """Show a dialog; keys typed ahead go to it."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        await self._app.push_screen(dialog, answer.set_result)
        self._host.keys.release()
        try:
            return await answer
        finally:
            self._host.keys.hold()

    async def _do(self, job: Callable[[Desk], T]) -> T | None:
        """Do something in the pool, patiently; what is refused is said, and answers None."""
        from db.errors import StoreError
        from ozg_tui.screens.patience import patiently

        try:
            return await patiently(self._host.bridge, job, self._host.say)
        except StoreError as error:
            self._host.say(str(error))
            return None


def _attach(desk: Desk, call_id: int, links: dict[str, int]) -> None:
    from ozg_tui.desk.calls import attach

    attach(desk, call_id, links.get("organisation_id"), links.get("contact_id"))


def _place_of(desk: Desk, call_id: int) -> int | None:
    from ozg_tui.desk.links import links_of

    found = links_of(desk, "call", call_id).get("organisation_id")
    return int(found) if found else None


def _name_of(desk: Desk, organisation_id: int) -> str:
    from ozg_tui.desk.territory import territory

    return territory(desk).name(organisation_id)


def _assigned(desk: Desk, call_id: int, organisation_id: int, owner: Owner) -> str:
    from ozg_tui.desk.call_assignment import assign

    done = assign(desk, call_id, organisation_id, owner.contact_id, owner.new_person)
    whom = owner.new_person or _name_of(desk, organisation_id)
    earlier = {0: "", 1: " 1 früherer Anruf ist mit zugeordnet."}.get(
        done.linked, f" {done.linked} frühere Anrufe sind mit zugeordnet."
    )
    return f"Zugeordnet: {whom}.{earlier}"
