"""The money as it is seen."""

from dataclasses import replace

from ozg_tui.desk.money.subject import COST_POSITION
from ozg_tui.resources.resource import not_listed

MONEY = replace(
    not_listed(COST_POSITION),
    title="Mittel und Kosten",
    letter="e",
    section="ozg_tui.screens.money.screen:MoneyScreen",
)
"""The section is no list: lines of money with their years, below each what it pays for."""

RESOURCES = (MONEY,)
