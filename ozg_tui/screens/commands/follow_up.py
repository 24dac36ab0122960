"""Follow-ups and notes from the keyboard: a new one at any record, done, taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ozg_tui.resources.telephone import FOLLOW_UPS, NOTES

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.base import DeskScreen


_OF_A_NOTE = ("organisation_id", "contact_id")


def plan(screen: DeskScreen) -> None:
    """Open the form of a new follow-up, filled with what it is about."""
    _open_about(screen, FOLLOW_UPS, lambda links: links)


def write_note(screen: DeskScreen) -> None:
    """Open the form of a new note, filled with whom it is about."""
    _open_about(
        screen, NOTES, lambda links: {name: links[name] for name in _OF_A_NOTE if name in links}
    )


def _open_about(
    screen: DeskScreen, resource: Resource, chosen: Callable[[dict[str, str]], dict[str, str]]
) -> None:
    host, subject = screen.host, screen.subject()
    if subject is None:
        host.open_form(resource)
        return

    def question(desk: Desk) -> dict[str, str]:
        from ozg_tui.desk.core.links import links_of
        from ozg_tui.screens.kit.subject import code_of

        return links_of(desk, code_of(subject.resource), subject.record_id)

    host.bridge.read_record(
        "follow up", question, lambda links: host.open_form(resource, None, chosen(links))
    )


def tick_off(screen: DeskScreen) -> None:
    """Mark the chosen follow-up as done, or open it again."""

    def job(desk: Desk, follow_up_id: int) -> str:
        from ozg_tui.desk.telephone.follow_ups import tick_off

        return tick_off(desk, follow_up_id)

    _do(screen, job)


def take_over(screen: DeskScreen) -> None:
    """Make the chosen follow-up one's own; its history keeps who had it before."""

    def job(desk: Desk, follow_up_id: int) -> str:
        from ozg_tui.desk.telephone.follow_ups import take_over

        take_over(desk, follow_up_id)
        return "Die Wiedervorlage gehört jetzt Ihnen."

    _do(screen, job)


def _do(screen: DeskScreen, job: Callable[[Desk, int], str]) -> None:
    if (chosen := screen.chosen()) is not None:
        screen.host.do(lambda desk: job(desk, chosen.record_id))
