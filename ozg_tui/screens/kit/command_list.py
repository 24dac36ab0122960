"""F1 and F9: every command with its keys, found by any word of a sentence, and run with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from ozg_tui.commands import Command
    from ozg_tui.screens.kit.base import DeskScreen

_WHERE = {
    Context.FORM: "nur in einem Formular",
    Context.MATRIX: "nur in der Matrix (g m)",
    Context.RECORD: "erst den Eintrag öffnen, zu dem es gehört",
    Context.LIST: "nur in einer Liste",
}
_NOTHING = "Dafür gibt es keinen Befehl."
_NEAREST = f"{_NOTHING} Am nächsten kommen:"
_MOST_NEAR = 6


def command_list(screen: DeskScreen, *, explain: str = "") -> ChoiceScreen:
    """The commands of a screen; one that does nothing just now says why."""
    offered = list(screen.offered())
    here = [_here(screen, command) for command in offered]
    elsewhere = [_elsewhere(each) for each in commands.COMMANDS if each not in offered]
    title = "Befehle" if not explain else "Hilfe"
    return ChoiceScreen(title, lambda *asked: _ask(here, elsewhere, *asked), above=explain)


def _ask(
    here: list[Choice], elsewhere: list[Choice], text: str, answer: Callable[[list[Choice]], None]
) -> None:
    """What has all the words; else what has them on another screen; else the nearest."""
    from ozg_tui.desk.search.narrowing import narrowed, nearest

    for choices in (here, elsewhere):
        found = narrowed([(each.label, each.hint) for each in choices], text)
        if found:
            answer([choices[place] for place in found])
            return
    both = [*here, *elsewhere]
    near = nearest([(each.label, each.hint) for each in both], text)[:_MOST_NEAR]
    answer([Choice(None, _NEAREST if near else _NOTHING), *(both[place] for place in near)])


def _here(screen: DeskScreen, command: Command) -> Choice:
    reason = screen.reason_against(command)
    return Choice(command.id, _label(command), f"nicht jetzt: {reason}" if reason else command.help)


def _elsewhere(command: Command) -> Choice:
    where = next((_WHERE[each] for each in command.contexts if each in _WHERE), "")
    return Choice(command.id, _label(command), f"nicht hier: {where}. {command.help}")


def _label(command: Command) -> str:
    keys = " ".join(commands.key_name(key) for key in command.keys)
    return f"{command.label:<22} {keys:<12}"
