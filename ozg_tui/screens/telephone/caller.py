"""Opens what is known of who calls: the card, the choice among several, or the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.places.opening import open_place
from ozg_tui.screens.places.place import PlaceScreen
from ozg_tui.screens.telephone.caller_search import CallerSearchScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ozg_tui.desk.telephone.callers import Caller, CallerHit
    from ozg_tui.screens.kit.host import Host


def open_caller(host: Host, caller: Caller, call_id: int | None, left: Callable[[], None]) -> None:
    """Show who calls over whatever is open.

    `call_id` is the kept call, which the card then counts; `left` is told when the search is left.
    """
    if len(caller.hits) == 1:
        _open(host, caller, call_id)
    elif caller.hits:
        _choose(host, caller, call_id, left)
    else:
        _search(host, caller, left)


def _open(host: Host, caller: Caller, call_id: int | None) -> None:
    """The card of the only one it can be."""
    front, place = host.front, caller.hits[0].organisation_id
    if isinstance(front, PlaceScreen) and front.organisation_id == place:
        front.receive(place, caller, call_id)
        front.begin()
        front.say(caller.sentence)
    else:
        open_place(host, place, caller, call_id)


def _choose(host: Host, caller: Caller, call_id: int | None, left: Callable[[], None]) -> None:
    choices = [
        Choice(hit, hit.title, ", ".join(part for part in (hit.place, hit.reason) if part))
        for hit in caller.hits
    ]

    def chosen(hit: CallerHit | None) -> None:
        if hit is not None:
            _open(host, caller._replace(hits=(hit,)), call_id)
        else:
            _search(host, caller, left)

    host.push(ChoiceScreen("Wer ruft an?", among(choices), above=caller.sentence), chosen)


def _search(host: Host, caller: Caller, left: Callable[[], None]) -> None:
    """A search for the caller, over START as well: what is typed there stays as it is."""
    search = CallerSearchScreen(caller)
    search.say(caller.sentence)
    host.push(search, lambda _: left())
