"""Shows who calls, over whatever is open, without taking a key or a save away from it."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, Any, cast

from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.kit.sheet import SheetScreen
from ozg_tui.screens.kit.too_small import TooSmallScreen
from ozg_tui.screens.places.opening import open_place
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.telephone.caller_search import CallerSearchScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from ozg_tui.desk.telephone.callers import Caller, CallerHit
    from ozg_tui.screens.kit.host import Host

TYPING_PAUSE_SECONDS = 0.4
"""After so long without a key nobody is in the middle of a word."""

_LOADING_PATIENCE_SECONDS = 5.0
_LOOK_SECONDS = 0.02


async def show(
    app: App[Any], caller: Caller, call_id: int | None, left: Callable[[], None]
) -> None:
    """Say who calls at once; open the card, the choice or the search as soon as hands are free.

    `call_id` is the kept call, which the card then counts; `left` is told when the search is left.
    """
    host = cast("Host", app)
    host.say(caller.sentence)
    await _until_hands_are_free(app, host)
    if len(caller.hits) == 1:
        _open(app, caller, call_id)
    elif caller.hits:
        _choose(app, caller, call_id, left)
    else:
        _search(app, caller, left)


def _open(app: App[Any], caller: Caller, call_id: int | None) -> None:
    """The card of the only one it can be."""
    front, place = app.screen, caller.hits[0].organisation_id
    if isinstance(front, PlaceScreen) and front.organisation_id == place:
        front.receive(place, caller, call_id)
        front.begin()
        front.say(caller.sentence)
    else:
        open_place(app, place, caller, call_id)


def _choose(app: App[Any], caller: Caller, call_id: int | None, left: Callable[[], None]) -> None:
    choices = [
        Choice(hit, hit.title, ", ".join(part for part in (hit.place, hit.reason) if part))
        for hit in caller.hits
    ]

    def chosen(hit: CallerHit | None) -> None:
        if hit is not None:
            _open(app, caller._replace(hits=(hit,)), call_id)
        else:
            _search(app, caller, left)

    app.push_screen(ChoiceScreen("Wer ruft an?", among(choices), above=caller.sentence), chosen)


def _search(app: App[Any], caller: Caller, left: Callable[[], None]) -> None:
    """A search for the caller, over START as well: what is typed there stays as it is."""
    search = CallerSearchScreen(caller)
    search.say(caller.sentence)
    app.push_screen(search, lambda _: left())


async def _until_hands_are_free(app: App[Any], host: Host) -> None:
    began = monotonic()
    while _is_busy(app, host, waited=monotonic() - began):  # noqa: ASYNC110 - a pause is no event
        await asyncio.sleep(_LOOK_SECONDS)


def _is_busy(app: App[Any], host: Host, *, waited: float) -> bool:
    front, focused = app.screen, app.focused
    if isinstance(front, TooSmallScreen) or (isinstance(front, SheetScreen) and front.is_saving):
        return True
    is_typing = focused is not None and focused.check_consume_key("x", "x")
    if is_typing and monotonic() - host.keys.pressed_at < TYPING_PAUSE_SECONDS:
        return True
    is_loading = isinstance(front, DeskScreen) and front.is_waiting
    return is_loading and waited < _LOADING_PATIENCE_SECONDS
