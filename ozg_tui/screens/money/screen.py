"""The money: who pays in which year, and what of each promised amount is still free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.screens.money.texts import money_lines
from ozg_tui.widgets.page import Page

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.money.overview import Money
    from ozg_tui.resources.resource import Resource

_BEFORE, _AFTER = 2, 1
_MARGIN = 6
"""Indent, and the mark at the edge that shows where in the text one is."""


class MoneyScreen(DeskScreen):
    """Shows all lines; F6 records a cost, Enter changes one."""

    CONTEXT = Context.LIST
    INSTEAD = {"edit": "Enter wählt die Kosten aus, die geändert werden."}
    BINDINGS = [
        *commands.bindings(Context.LIST),
        ("escape", "command('back')", "Zurück"),
        ("enter", "choose", "Kosten"),
    ]

    def __init__(self, resource: Resource) -> None:
        super().__init__()
        self.resource = resource
        self.money: tuple[Money, ...] = ()
        self.payers: tuple[tuple[int, str], ...] = ()
        self.page = Page()

    def caption(self) -> str:
        """The section."""
        return "MITTEL UND KOSTEN"

    def body(self) -> ComposeResult:
        """All lines, scrolling."""
        yield self.page

    def explanation(self) -> str:
        """What is shown, and what can be done."""
        return (
            "Oben steht, wer die EfA-Betriebskosten in welchem Jahr zahlt. Darunter steht zu jedem "
            "zugesagten Betrag, was geplant, gebunden, abgerechnet und noch frei ist. F6 trägt "
            "Kosten ein, Enter ändert sie. Mehr als zugesagt lässt sich nicht binden."
        )

    @property
    def is_waiting(self) -> bool:
        """Whether the figures are on their way."""
        return not self.payers

    def on_mount(self) -> None:
        """Take the keys."""
        self.page.focus()
        self.show_footer()
        self.action_reload()

    def action_new(self) -> None:
        """Record what something costs."""
        self.host.open_form(self.resource)

    def action_choose(self) -> None:
        """Choose a cost and open its form."""
        found = [each for line in self.money for each in line.positions]
        if not found:
            self.say("Noch sind keine Kosten eingetragen. F6 trägt welche ein.")
            return
        choices = [Choice(each.id, f"{each.name} {each.year}") for each in found]

        def chosen(number: int | None) -> None:
            if number is not None:
                self.host.open_form(self.resource, number)

        self.host.push(ChoiceScreen("Kosten ändern", among(choices)), chosen)

    def action_reload(self) -> None:
        """Count anew."""
        today = self.host.clock.today()

        def question(desk: Desk) -> tuple[tuple[Money, ...], tuple[tuple[int, str], ...]]:
            from ozg_tui.desk.money.overview import money, payer

            found = money(desk)
            told = {each.year for line in found[:1] for each in line.years}
            told |= set(range(today.year - _BEFORE, today.year + _AFTER + 1))
            first = found[0].frame.valid_to if found else None
            if first is not None:
                told.add(first.year + 1)
            return found, tuple((year, payer(desk, year)) for year in sorted(told))

        self.bridge.later("money", question, self.if_still_here(self._show))

    def _show(self, found: tuple[tuple[Money, ...], tuple[tuple[int, str], ...]]) -> None:
        self.money, self.payers = found
        self.page.show(money_lines(self.money, self.payers, self.size.width - _MARGIN))
        self.host.keys.go_on()
