"""Colleagues from the keyboard: the list of them, and what one hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.resources.colleagues import COLLEAGUES, HANDOVER
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.base import DeskScreen

_NEW = -1


def open_colleagues(screen: DeskScreen) -> None:
    """List those who work here, and who did; choosing one shows them."""
    host = screen.host

    def question(desk: Desk) -> list[Choice]:
        from ozg_tui.desk.colleagues.colleagues import away, everybody

        today = desk.today()
        return [
            Choice(
                each.id,
                each.name,
                away(desk, each.name) if each.works(today) else "arbeitet nicht hier",
            )
            for each in everybody(desk)
        ]

    def show(found: list[Choice]) -> None:
        new = Choice(_NEW, "Jemanden eintragen")
        host.push(ChoiceScreen("Kolleginnen und Kollegen", among([*found, new])), chosen)

    def chosen(colleague_id: int | None) -> None:
        if colleague_id == _NEW:
            host.open_form(COLLEAGUES)
        elif colleague_id is not None:
            host.open_record(COLLEAGUES, colleague_id)

    host.bridge.read_record("colleagues", question, show)


def hand_over(screen: DeskScreen) -> None:
    """Open the form that gives all that somebody has to do to somebody else."""
    if (chosen := screen.chosen()) is not None:
        screen.host.open_form(HANDOVER, chosen.record_id)
