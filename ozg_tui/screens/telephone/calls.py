"""What the program does about a call: keep it, show who calls, note it, give its number away.

A call is announced in the title line and opened by a key. It is under way from its ring until its
form is saved with a result, or until it was left: with the search that it opened, or by going back
to START, where it then stands as one without a note.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from ozg_tui.codes.telephone import CallResult
from ozg_tui.commands import Context, key_name
from ozg_tui.incoming import identify
from ozg_tui.resources.telephone import CALLS
from ozg_tui.screens.kit.subject import Subject, code_of
from ozg_tui.screens.telephone.announced import (
    ANNOUNCED_SECONDS,
    KEY,
    Announced,
    Announcements,
)

if TYPE_CHECKING:
    from datetime import datetime

    from textual.app import App

    from db.errors import StoreError
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Stored
    from ozg_tui.desk.telephone.input import CallInput
    from ozg_tui.desk.telephone.under_way import About, Noted, Place, ToAssign
    from ozg_tui.screens.kit.base import DeskScreen
    from ozg_tui.screens.kit.dialog import Dialog
    from ozg_tui.screens.kit.host import Host
    from ozg_tui.screens.telephone.assign import Owner

T = TypeVar("T")


class _WithTelephone(Protocol):
    telephone: Telephone


def telephone_of(host: Host) -> Telephone:
    """The calls of the program that a screen is part of."""
    return cast(_WithTelephone, host).telephone


def note(screen: DeskScreen) -> None:
    """Note the call under way, or one that begins now."""
    telephone_of(screen.host).note(screen.subject())


def answer(screen: DeskScreen) -> None:
    """Open the call that is announced."""
    telephone_of(screen.host).answer()


def assign(screen: DeskScreen) -> None:
    """Give the number of a call to somebody; a line of a list only proposes the Kommune."""
    is_opened = screen.CONTEXT is not Context.LIST
    telephone_of(screen.host).assign(screen.subject(), is_opened=is_opened)


class Telephone:
    """The calls of this program."""

    def __init__(self, app: App[Any], host: Host) -> None:
        self._app = app
        self._host = host
        self._under_way: list[int] = []
        """The calls under way, the newest at the end."""
        self._begun_here: set[int] = set()
        """The calls that began with the key for a note, and that nobody has noted yet."""
        self._announced = Announcements()

    async def take(self, text: str, *, opens: bool = False) -> None:
        """A call comes in: announce who calls, and keep it from its ring on.

        `text` is what the telephone showed. It opens by itself only where nobody can be typing yet.
        """
        from db.errors import StoreError

        rang_at = self._host.clock.now()
        try:
            caller = await self._host.bridge.find(lambda desk: identify(desk, text))
        except StoreError:
            self._host.say(f"Anruf »{text}«: Das Nachschlagen ging nicht. Bitte mit F2 suchen.")
            return
        call = Announced(caller)
        self._announced.add(call)
        self._announce()
        if opens:
            await self._keep(call, rang_at)
            self.answer()
        else:
            self._host.start(self._keep(call, rang_at), "call")
            self._app.set_timer(ANNOUNCED_SECONDS, lambda: self._not_opened(call))

    async def _keep(self, call: Announced, rang_at: datetime) -> None:
        """Keep the call as soon as the store is free; who calls can be seen meanwhile."""
        caller = call.caller

        def begin(desk: Desk) -> int:
            from ozg_tui.desk.telephone.under_way import begin_ringing

            return begin_ringing(desk, caller, rang_at)

        def refused(error: StoreError) -> str:
            return f"Der Anruf {caller.shown} ist nicht festgehalten, a notiert ihn. {error}"

        call.call_id = await self._host.do(begin, _nothing, refused, aside=True)
        if call.call_id is not None:
            self._under_way.append(call.call_id)

    def answer(self) -> None:
        """Open the newest call that was announced."""
        from ozg_tui.screens.telephone.caller import open_caller

        call = self._announced.take()
        if call is None:
            self._host.say("Gerade wartet kein Anruf.")
            return
        self._announce()
        open_caller(self._host, call.caller, call.call_id, lambda: self.dropped(call.call_id))

    def _not_opened(self, call: Announced) -> None:
        self._announced.drop(call)
        self._announce()

    def _announce(self) -> None:
        self._host.announce(self._announced.line(key_name(KEY)))

    def note(self, subject: Subject | None) -> None:
        """Open the form of the call under way, or of one that begins now."""
        if subject is not None and subject.resource is CALLS:
            self._host.open_form(CALLS, subject.record_id)
            return
        under_way = tuple(self._under_way)

        def job(desk: Desk) -> Noted:
            from ozg_tui.desk.telephone.under_way import note_about

            return note_about(desk, under_way, _about(subject))

        def open_form(noted: Noted) -> None:
            if noted.is_new:
                self._under_way.append(noted.call_id)
                self._begun_here.add(noted.call_id)
            self._host.open_form(CALLS, noted.call_id)

        self._host.do(job, open_form)

    def assign(self, subject: Subject | None, *, is_opened: bool) -> None:
        """Give the number of a call to somebody: the call of the record, else the one under way.

        What the record belongs to is where the number may belong; `is_opened` tells that somebody
        has opened it, and not only searched for it.
        """
        is_call = subject is not None and subject.resource is CALLS
        if not is_call and not self._under_way:
            self._host.say("Gerade läuft kein Anruf. Unter Anrufe (g a) steht, was offen ist.")
            return
        under_way = tuple(self._under_way)

        def job(desk: Desk) -> ToAssign:
            from ozg_tui.desk.telephone.under_way import assign_about

            return assign_about(desk, under_way, _about(subject), is_call=is_call)

        self._start(self._assign(job, is_opened=is_opened and not is_call))

    def noted(self, saved: Stored[CallInput] | None) -> None:
        """The form of a call was closed; one that was saved with a result is over."""
        if saved is not None:
            self._begun_here.discard(saved.id)
        if saved is not None and saved.state != CallResult.OPEN:
            self.dropped(saved.id)

    def was_begun_here(self, call_id: int) -> bool:
        """Whether the call is there only because somebody has pressed the key for a note."""
        return call_id in self._begun_here

    def dropped(self, call_id: int | None) -> None:
        """This call is over, or was none."""
        self._under_way = [each for each in self._under_way if each != call_id]

    def left(self) -> None:
        """All that was opened for the calls was left."""
        self._under_way = [each for each in self._under_way if self._announced.has(each)]

    async def _assign(self, job: Callable[[Desk], ToAssign], *, is_opened: bool) -> None:
        """First the Kommune, unless it is open or the call is known to come from it."""
        from ozg_tui.screens.telephone.assign import ELSEWHERE, Owner, owner_list

        found = await self._host.do(job, _nothing)
        if found is None:
            return
        place, is_certain = found.place, found.is_certain
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
        chosen, whom = place, owner
        self._host.do(lambda desk: _assigned(desk, found.call_id, chosen, whom))

    async def _chosen_place(self, proposed: Place | None) -> Place | None:
        from ozg_tui.desk.telephone.under_way import Place
        from ozg_tui.screens.telephone.assign import place_list

        chosen = await self._ask(place_list(self._host.bridge, proposed))
        return Place(int(chosen[0]), str(chosen[1])) if chosen is not None else None

    def _start(self, job: Coroutine[Any, Any, None]) -> None:
        async def run() -> None:
            try:
                await job
            finally:
                self._host.keys.release()

        self._host.keys.hold()
        self._host.start(run(), "telephone")

    async def _ask(self, dialog: Dialog[T]) -> T | None:
        """Show a dialog; keys typed ahead go to it."""
        answer: asyncio.Future[T | None] = asyncio.get_running_loop().create_future()
        await self._host.push(dialog, answer.set_result)
        self._host.keys.release()
        try:
            return await answer
        finally:
            self._host.keys.hold()


def _nothing(_found: object) -> None:
    """What was found is awaited, and nothing is shown anew."""


def _about(subject: Subject | None) -> About | None:
    from ozg_tui.desk.telephone.under_way import About

    return About(code_of(subject.resource), subject.record_id) if subject is not None else None


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
