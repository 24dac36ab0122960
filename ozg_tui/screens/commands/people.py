"""People from the keyboard: who leaves an office, who stands there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.resources.register import DEPARTURE, MERGE

if TYPE_CHECKING:
    from ozg_tui.screens.kit.base import DeskScreen


def leave_office(screen: DeskScreen) -> None:
    """Open the form that ends the office of the chosen person."""
    if (chosen := screen.chosen()) is not None:
        screen.host.open_form(DEPARTURE, chosen.record_id)


def merge(screen: DeskScreen) -> None:
    """Open the form that makes one entry of the chosen person and another one."""
    if (chosen := screen.chosen()) is not None:
        screen.host.open_form(MERGE, chosen.record_id)
