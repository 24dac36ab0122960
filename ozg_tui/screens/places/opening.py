"""Opens the view of a Kommune on a screen that stays mounted: mounting one takes longer than all
that it shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from ozg_tui.screens.places.place import PlaceScreen

if TYPE_CHECKING:
    from textual.app import App

    from ozg_tui.desk.telephone.callers import Caller
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host

_NAME = "place"


def open_place(
    host: Host, organisation_id: int, caller: Caller | None = None, call_id: int | None = None
) -> None:
    """Show an organisation; `caller` is who rang, `call_id` the call under way.

    Over the view of another Kommune it gets a screen of its own, which is gone afterwards.
    """
    app = cast("App[int]", host)
    if not app.is_screen_installed(_NAME):
        app.install_screen(PlaceScreen(), _NAME)
    place = app.get_screen(_NAME, PlaceScreen)
    if place in app.screen_stack:
        place = PlaceScreen()
    place.receive(organisation_id, caller, call_id)
    if caller is not None:
        place.say(caller.sentence)
    if place.is_mounted:
        # Drawn while nobody sees it, all of it is there in the first frame.
        place.begin()
    app.call_later(app.push_screen, place)


def open_record(host: Host, _resource: Resource, record_id: int) -> None:
    """Show an organisation that nobody calls from."""
    open_place(host, record_id)
