"""What a screen may ask of the program it is part of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ozg_tui.bridge import Bridge
    from ozg_tui.keys import KeyQueue
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.telephone.calls import Telephone


class Host(Protocol):
    """The App, as screens see it."""

    actor: str
    bridge: Bridge
    keys: KeyQueue

    @property
    def telephone(self) -> Telephone:
        """The calls of this program."""

    def today(self) -> date:
        """The day in Hessen."""

    def come_back(self) -> None:
        """START is in front again."""

    def say(self, sentence: str) -> None:
        """Show a sentence on the screen in front."""

    def copy(self, text: str) -> None:
        """Put text into the clipboard."""

    def go_to(self, resource: Resource) -> None:
        """Show a section."""

    def open_record(self, resource: Resource, record_id: int) -> None:
        """Show one record."""

    def open_form(
        self,
        resource: Resource,
        record_id: int | None = None,
        prefill: Mapping[str, str] | None = None,
    ) -> None:
        """Show a form."""

    async def run_command(self, command_id: str) -> None:
        """Run a command of the registry."""

    async def action_quit_program(self) -> None:
        """Ask, then leave."""
