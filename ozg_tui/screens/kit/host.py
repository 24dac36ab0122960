"""What a screen may ask of the program it is part of."""

from __future__ import annotations

from asyncio import Future
from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from textual.screen import Screen

    from db.errors import StoreError
    from ozg_tui.bridge import Bridge
    from ozg_tui.clock import Clock
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.keys import KeyQueue
    from ozg_tui.resources.resource import Resource

T = TypeVar("T")
Then = Callable[[T], Any]
Refused = Callable[["StoreError"], str]


class Front(Protocol):
    """The full screen in front, as what acts at the store sees it."""

    doing: int
    """How much is being done at the store for it; its keys wait meanwhile."""

    def action_reload(self) -> None:
        """Read anew what is shown."""


class Host(Protocol):
    """The App, as screens see it."""

    actor: str
    clock: Clock
    bridge: Bridge
    keys: KeyQueue
    is_practice: bool

    @property
    def front(self) -> Front | None:
        """The uppermost full screen, below whatever dialog stands over it."""

    def come_back(self) -> None:
        """START is in front again."""

    def say(self, sentence: str) -> None:
        """Show a sentence on the screen in front."""

    announcement: str
    """What the title lines announce, whatever they show otherwise; empty for nothing."""

    def announce(self, sentence: str) -> None:
        """Announce something in the title line of the screen in front, until it is taken back."""

    def copy(self, text: str) -> None:
        """Put text into the clipboard."""

    def push(self, screen: Screen[T], then: Callable[[T | None], Any] | None = None) -> Any:
        """Show a screen or a dialog; `then` gets what it closes with. May be awaited."""

    async def bring_to_front(self, screen: Screen[Any]) -> None:
        """Show a screen that lies further down, in place of another of its kind."""

    def start(self, job: Coroutine[Any, Any, None], group: str) -> None:
        """Do something that takes a while, whatever becomes of the screen in front."""

    def do(
        self,
        job: Callable[[Desk], T],
        then: Then[T] | None = None,
        refused: Refused | None = None,
        *,
        aside: bool = False,
        watched: bool = False,
    ) -> Future[T | None]:
        """Do something at the store that may write: see `ozg_tui.screens.kit.doing`."""

    def go_to(self, resource: Resource) -> Screen[Any]:
        """Show a section."""

    def go_home(self) -> None:
        """Show START."""

    def open_record(self, resource: Resource, record_id: int) -> None:
        """Show one record."""

    def open_form(
        self,
        resource: Resource,
        record_id: int | None = None,
        prefill: Mapping[str, str] | None = None,
        draft: str | None = None,
    ) -> None:
        """Show a form."""

    async def run_command(self, command_id: str) -> None:
        """Run a command of the registry."""

    async def action_quit_program(self) -> None:
        """Ask, then leave."""
