"""The OZG-Report from the keyboard: somebody does not want it any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.subject import code_of

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.base import DeskScreen


def unsubscribe(screen: DeskScreen) -> None:
    """Ask, then end what goes to the chosen address or person."""
    from ozg_tui.screens.kit.question import QuestionScreen

    chosen = screen.chosen()
    if chosen is None:
        return
    host, code, record_id = screen.host, code_of(chosen.resource), chosen.record_id

    def find(desk: Desk) -> str:
        from ozg_tui.desk.newsletter.ending import question

        return question(desk, code, record_id)

    def end(desk: Desk) -> str:
        from ozg_tui.desk.newsletter import ending

        return ending.end(desk, code, record_id)

    def answered(yes: bool | None) -> None:
        if yes:
            host.do(end)

    host.do(find, lambda asked: host.push(QuestionScreen(asked), answered))
