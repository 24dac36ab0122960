"""Slots that soon expire: a list to call through, the number first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.german.counting import counted
from ozg_tui.resources.register import MUNICIPALITIES
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.desk.consulting.expiring import Expiring
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.base import DeskScreen


def open_expiring(screen: DeskScreen) -> None:
    """List the free slots that soon expire; Enter opens the Kommune."""

    def question(desk: Desk) -> tuple[Expiring, ...]:
        from ozg_tui.desk.consulting.expiring import expiring

        return expiring(desk)

    def show(found: tuple[Expiring, ...]) -> None:
        if not found:
            screen.say("Kein freier Platz verfällt bald.")
            return
        above = counted(len(found), "freier Platz verfällt", "freie Plätze verfallen") + " bald."
        choices = [Choice(each.organisation_id, _label(each), _hint(each)) for each in found]
        screen.host.push(ChoiceScreen("Verfällt bald", among(choices), above=above), chosen)

    def chosen(organisation_id: int | None) -> None:
        if organisation_id is not None:
            screen.host.open_record(MUNICIPALITIES, organisation_id)

    screen.bridge.later("expiring", question, screen.if_still_here(show))


def _label(each: Expiring) -> str:
    number = each.call.number if each.call else "keine Nummer"
    return f"{number}  {each.name}"


def _hint(each: Expiring) -> str:
    who = f"{each.call.who}, " if each.call else ""
    left = counted(each.days, "Tag", "Tage")
    return f"{who}{each.source} bis {each.until:%d.%m.%Y}, noch {left}"
