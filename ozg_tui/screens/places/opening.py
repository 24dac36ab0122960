"""Opens the view of a Kommune."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.kept import open_kept
from ozg_tui.screens.places.place import PlaceScreen

if TYPE_CHECKING:
    from ozg_tui.desk.telephone.callers import Caller
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host


def open_place(
    host: Host, organisation_id: int, caller: Caller | None = None, call_id: int | None = None
) -> None:
    """Show an organisation; `caller` is who rang, `call_id` the call under way."""

    def receive(place: PlaceScreen) -> None:
        place.receive(organisation_id, caller, call_id)
        if caller is not None:
            place.say(caller.sentence)

    open_kept(host, PlaceScreen, receive, lambda place: place.organisation_id == organisation_id)


def open_record(host: Host, _resource: Resource, record_id: int) -> None:
    """Show an organisation that nobody calls from."""
    open_place(host, record_id)
