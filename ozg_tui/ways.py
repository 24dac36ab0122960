"""How screens follow one another: sections, records and forms, and what stays open behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual.screen import Screen

from ozg_tui import commands
from ozg_tui.resources.catalogue import SECTIONS, START
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.list import ListScreen
from ozg_tui.seams.app import SeamApp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ozg_tui.resources.resource import Resource

T = TypeVar("T")

MOST_BEHIND = 6
"""How many screens stay open behind the one in front, beside sections and what is being typed."""


class Ways(SeamApp, inherit_bindings=False):
    """An App that goes from screen to screen: START lies below all others."""

    def __init__(self, **textual: Any) -> None:
        super().__init__(**textual)
        self._sections: dict[str, DeskScreen] = {}

    def get_default_screen(self) -> Screen[Any]:
        """Begin on START."""
        return self._section(START)

    @property
    def front(self) -> DeskScreen | None:
        """The uppermost full screen, below whatever dialog stands over it."""
        screens = (each for each in reversed(self.screen_stack) if isinstance(each, DeskScreen))
        return next(screens, None)

    def push(self, screen: Screen[T], then: Callable[[T | None], Any] | None = None) -> Any:
        """Show a screen or a dialog; `then` gets what it closes with. May be awaited."""
        if isinstance(screen, DeskScreen):
            self.call_later(self._close_oldest)
        return self.push_screen(screen, then)

    async def _close_oldest(self) -> None:
        """Close what was opened longest ago, when more is open than anybody goes back through."""
        closed = [
            each
            for each in self.screen_stack[1:-1]
            if isinstance(each, DeskScreen) and each.can_close
        ]
        for screen in closed[: max(0, len(closed) - MOST_BEHIND)]:
            await self.take_out(screen, closes=True)

    async def bring_to_front(self, screen: Screen[Any]) -> None:
        """Show a screen that lies further down, in place of another of its kind."""
        if screen in self.screen_stack[:-1]:
            await self.take_out(screen, closes=False)
            await self.push_screen(screen)

    def go_to(self, resource: Resource) -> DeskScreen:
        """Show a section; its cursor and search are where they were."""
        section = self._section(resource)
        if section is not self.screen:
            self._return_to_start()
            if resource is not START:
                self.push_screen(section)
        return section

    def go_home(self) -> None:
        """Show START."""
        self.go_to(START)

    def open_record(self, resource: Resource, record_id: int) -> None:
        """Show one record on the screen of its kind."""
        commands.handler(resource.screen)(self, resource, record_id)

    def open_form(
        self,
        resource: Resource,
        record_id: int | None = None,
        prefill: Mapping[str, str] | None = None,
        draft: str | None = None,
    ) -> None:
        """Show the form of a record, or an empty one with some fields filled in.

        `draft` names the holder of the one that the form goes on with; None is a new beginning.
        """
        commands.handler(resource.form_screen)(self, resource, record_id, prefill or {}, draft)

    async def action_search(self) -> None:
        """From any screen: search in everything, and from there back to it.

        What a list has not found is searched for at once. A search that lies further down closes:
        nobody walks back through the names that were looked for before.
        """
        from ozg_tui.screens.kit.everything import SearchScreen

        front = self.screen
        text = front.not_found if isinstance(front, ListScreen) else ""
        for screen in self.screen_stack[1:-1]:
            if isinstance(screen, SearchScreen) and screen.can_close:
                await self.take_out(screen, closes=True)
        await self.push(SearchScreen(text))

    def action_go(self) -> None:
        """Wait for the letter of a section."""
        from ozg_tui.screens.kit.go import GoScreen

        self.push_screen(GoScreen(SECTIONS), self._gone)

    def _section(self, resource: Resource) -> DeskScreen:
        if resource.code not in self._sections:
            section: DeskScreen = commands.handler(resource.section)(resource)
            self._sections[resource.code] = section
            self.install_screen(section, resource.code)
        return self._sections[resource.code]

    def _return_to_start(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def _gone(self, resource: Resource | None) -> None:
        if resource is not None:
            self.go_to(resource)
        if resource is START:
            start = self._section(START)
            if isinstance(start, ListScreen):
                start.begin_anew()
