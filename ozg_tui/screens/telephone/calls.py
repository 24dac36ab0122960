"""What the program does about a call: keep it, show who calls, note it, give its number away.

A call is under way until its form is saved with a result, or until it was left: with the search
that it opened, or by going back to START, where it then stands as one without a note. A note about
one Kommune never goes into a call about another.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from ozg_tui.codes.telephone import CallResult
from ozg_tui.incoming import identify
from ozg_tui.resources.catalogue import CALLS
from ozg_tui.screens.kit.subject import Subject, code_of

if TYPE_CHECKING:
    from textual.app import App

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Stored
    from ozg_tui.desk.telephone.input import CallInput
    from ozg_tui.screens.kit.dialog import Dialog
    from ozg_tui.screens.kit.host import Host
    from ozg_tui.screens.telephone.assign import Owner, Place

T = TypeVar("T")


class Telephone:
    """The calls of this program."""

    def __init__(self, app: App[Any], host: Host) -> None:
        self._app = app
        self._host = host
        self._under_way: list[int] = []
        """The calls under way, the newest at the end."""

    async def take(self, text: str) -> None:
        """A call comes in: keep it from the first ring on, and show who calls.

        `text` is what the telephone showed.
        """
        from ozg_tui.screens.telephone.caller import show

        caller = await self._do(partial(identify, text=text))
        if caller is None:
            self._host.say(f"Anruf »{text}«: Das Nachschlagen ging nicht. Bitte mit F2 suchen.")
            return
        hit = caller.hits[0] if len(caller.hits) == 1 else None
        place = hit.organisation_id if hit else None
        person = hit.contact_id if hit else None
        call_id = await self._begun(caller.number, place, person)
        await show(self._app, caller, call_id, lambda: self.dropped(call_id))
        if call_id is not None:
            # Only now: what is left before the call was seen has nothing to do with it.
            self._under_way.append(call_id)

    def note(self, subject: Subject | None) -> None:
        """Open the form of the call under way, or of one that begins now."""
        self._start(self._note(subject))

    def assign(self, subject: Subject | None, *, is_opened: bool) -> None:
        """Give the number of a call to somebody: the call of the record, else the one under way.

        What the record belongs to is where the number may belong; `is_opened` tells that somebody
        has opened it, and not only searched for it.
        """
        if subject is not None and subject.resource is CALLS:
            self._start(self._assign(subject.record_id, None, is_opened=False))
        elif self._under_way:
            self._start(self._assign_under_way(subject, is_opened=is_opened))
        else:
            self._host.say("Gerade läuft kein Anruf. Unter Anrufe (g a) steht, was offen ist.")

    def noted(self, saved: Stored[CallInput] | None) -> None:
        """The form of a call was closed; one that was saved with a result is over."""
        if saved is not None and saved.value.result != CallResult.OPEN:
            self.dropped(saved.id)

    def dropped(self, call_id: int | None) -> None:
        """This call is over, or was none."""
        self._under_way = [each for each in self._under_way if each != call_id]

    def left(self) -> None:
        """All that was opened for the calls was left."""
        self._under_way.clear()

    async def _note(self, subject: Subject | None) -> None:
        if subject is not None and subject.resource is CALLS:
            self._host.open_form(CALLS, subject.record_id)
            return
        links = await self._links(subject)
        place = links.get("organisation_id")
        call_id = await self._call_about(place)
        if call_id is None:
            number = await self._number_of(links)
            call_id = await self._begun(number, place, links.get("contact_id"))
            if call_id is None:
                return
            self._under_way.append(call_id)
        elif links:
            await self._do(partial(_attach, call_id=call_id, links=links))
        self._host.open_form(CALLS, call_id)

    async def _call_about(self, organisation_id: int | None) -> int | None:
        """The newest call under way about this organisation, else about none yet."""
        calls = self._under_way[::-1]
        if organisation_id is None:
            return calls[0] if calls else None
        places = {each: await self._do(partial(_place_of, call_id=each)) for each in calls}
        for wanted in (organisation_id, None):
            if found := [each for each in calls if places[each] == wanted]:
                return found[0]
        return None

    async def _begun(
        self, number: str, organisation_id: int | None, contact_id: int | None
    ) -> int | None:
        """Keep a call from now on; its number, or None when the store refuses it."""

        def begin(desk: Desk) -> int:
            from ozg_tui.codes.telephone import Direction
            from ozg_tui.desk.telephone.calls import begin

            return begin(
                desk,
                direction=Direction.INCOMING,
                number=number,
                organisation_id=organisation_id,
                contact_id=contact_id,
            ).id

        return await self._do(begin)

    async def _links(self, subject: Subject | None) -> dict[str, int]:
        """The organisation and the person that the record is about."""
        if subject is None:
            return {}

        def links(desk: Desk) -> dict[str, str]:
            from ozg_tui.desk.core.links import links_of

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
            from ozg_tui.desk.register.belonging import first_number

            return first_number(desk, contact_id)

        return await self._do(number) or ""

    async def _assign_under_way(self, subject: Subject | None, *, is_opened: bool) -> None:
        place = (await self._links(subject)).get("organisation_id")
        call_id = await self._call_about(place)
        # The one under way belongs elsewhere then, and the desk says where.
        await self._assign(call_id or self._under_way[-1], place, is_opened=is_opened)

    async def _assign(self, call_id: int, proposed: int | None, *, is_opened: bool) -> None:
        """First the Kommune, unless it is open or the call is known to come from it."""
        from ozg_tui.screens.telephone.assign import ELSEWHERE, Owner, owner_list

        number = await self._do(partial(_number_to_assign, call_id=call_id))
        if number is None:
            return
        known = await self._do(lambda desk: _place_of(desk, call_id))
        place = await self._place(proposed or known)
        is_certain = known is not None
        if place is None or not (is_certain or is_opened):
            place, is_certain = await self._chosen_place(place), True
        owner: Owner | str | None = None
        while place is not None:
            owner = await self._ask(owner_list(self._host.bridge, place, is_certain=is_certain))
            if owner != ELSEWHERE:
                break
            place, is_certain = await self._chosen_place(None), True
        if place is None or not isinstance(owner, Owner):
            return
        done = await self._do(partial(_assigned, call_id=call_id, place=place, owner=owner))
        if done is not None:
            await self._host.run_command("reload")
            self._host.say(done)

    async def _chosen_place(self, proposed: Place | None) -> Place | None:
        from ozg_tui.screens.telephone.assign import Place, place_list

        chosen = await self._ask(place_list(self._host.bridge, proposed))
        return Place(int(chosen[0]), str(chosen[1])) if chosen is not None else None

    async def _place(self, organisation_id: int | None) -> Place | None:
        from ozg_tui.screens.telephone.assign import Place

        if organisation_id is None:
            return None
        name = await self._do(partial(_name_of, organisation_id=organisation_id))
        return Place(organisation_id, name or "")

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
        from ozg_tui.screens.kit.patience import patiently

        try:
            return await patiently(self._host.bridge, job, self._host.say)
        except StoreError as error:
            self._host.say(str(error))
            return None


def _attach(desk: Desk, call_id: int, links: dict[str, int]) -> None:
    from ozg_tui.desk.telephone.calls import attach

    attach(desk, call_id, links.get("organisation_id"), links.get("contact_id"))


def _place_of(desk: Desk, call_id: int) -> int | None:
    from ozg_tui.desk.core.links import links_of

    found = links_of(desk, "call", call_id).get("organisation_id")
    return int(found) if found else None


def _number_to_assign(desk: Desk, call_id: int) -> str:
    from ozg_tui.desk.telephone.assignment import number_to_assign

    return number_to_assign(desk, call_id)


def _name_of(desk: Desk, organisation_id: int) -> str:
    from ozg_tui.desk.core.territory import territory

    return territory(desk).name(organisation_id)


def _assigned(desk: Desk, call_id: int, place: Place, owner: Owner) -> str:
    from ozg_tui.desk.telephone.assignment import assign

    done = assign(desk, call_id, place.id, owner.contact_id, owner.new_person)
    is_known = owner.new_person is not None and not done.is_new_person
    whom = owner.new_person if is_known else owner.name
    earlier = {0: "", 1: " 1 früherer Anruf ist mit zugeordnet."}.get(
        done.linked, f" {done.linked} frühere Anrufe sind mit zugeordnet."
    )
    kept = "" if done.is_kept else " Die Nummer ist nicht lesbar und wird nirgends gespeichert."
    return f"Zugeordnet: {place.name}, {whom}.{earlier}{kept}"
