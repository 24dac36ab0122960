"""F1 and F9: every command with its keys, searchable, and run with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui import commands
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among

if TYPE_CHECKING:
    from ozg_tui.screens.kit.base import DeskScreen


def command_list(screen: DeskScreen, *, explain: str = "") -> ChoiceScreen:
    """The commands of a screen; one that does nothing just now says why."""
    choices = []
    for command in screen.offered():
        keys = " ".join(commands.key_name(key) for key in command.keys)
        reason = screen.reason_against(command)
        help_text = f"nicht jetzt: {reason}" if reason else command.help
        choices.append(Choice(command.id, f"{command.label:<22} {keys:<12}", help_text))
    return ChoiceScreen("Befehle" if not explain else "Hilfe", among(choices), above=explain)
