"""A section: search box and list. START is the section of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.catalogue import START, resource_of
from ozg_tui.screens.base import DeskScreen
from ozg_tui.text import clean
from ozg_tui.widgets.window_list import WindowList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events

    from ozg_tui.desk.desk import Desk
    from ozg_tui.desk.lists import Line
    from ozg_tui.resources.resource import Resource

COUNT_AT_ONCE = 1_000
_COUNT_PAUSE_SECONDS = 0.4


class SearchBox(Input):
    """Searches in the key's own turn; keys that move the list go on to it."""

    def watch_value(self, value: str) -> None:
        """Tell the screen before the frame is drawn, not one frame later."""
        if isinstance(self.screen, ListScreen):
            self.screen.search(value)

    def _on_paste(self, event: events.Paste) -> None:
        """Search for all of a pasted text, without what a screen must not get."""
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor(" ".join(clean(event.text, multiline=True).split()))

    async def _on_key(self, event: events.Key) -> None:
        if isinstance(self.screen, ListScreen) and event.key in {
            "up",
            "down",
            "pageup",
            "pagedown",
            "enter",
        }:
            event.stop()
            event.prevent_default()
            if event.key == "enter":
                self.screen.action_open()
            else:
                self.screen.list.steer(event.key)
            return
        await super()._on_key(event)


class ListScreen(DeskScreen):
    """The list of a resource with its search box."""

    CONTEXT = Context.LIST
    BINDINGS = [
        *commands.bindings(Context.LIST),
        ("escape", "list_mode", "Listenmodus"),
        ("s", "command('search')", "Suchen"),
    ]

    def __init__(self, resource: Resource, *, is_overlay: bool = False) -> None:
        super().__init__()
        self.resource = resource
        self.is_overlay = is_overlay
        """Whether the list was opened over another screen and goes back there."""
        self.search_text = ""
        self.list = WindowList(resource.columns, self._ask, empty=resource.empty)
        self._stale = False
        self._asked = self._answered = 0
        self._opens_answer = False

    @property
    def is_waiting(self) -> bool:
        """Whether Enter was pressed on lines that are still on their way."""
        return self._opens_answer

    def caption(self) -> str:
        """The section's title."""
        return self.resource.title

    def body(self) -> ComposeResult:
        """Search box above the list."""
        with Horizontal(id="search"):
            yield Static(" Suche: ", id="search-label")
            yield SearchBox(
                placeholder="Name, Ort, Schlüssel, Telefon, E-Mail, Nummer",
                compact=True,
                select_on_focus=False,
            )
        yield self.list

    def on_mount(self) -> None:
        """Start where the section is usually entered, and fill the list."""
        target = self.query_one(SearchBox) if self.resource.search_first else self.list
        target.focus()
        self.show_footer()
        self._fill()

    def on_screen_resume(self) -> None:
        """Read anew after something was saved, with the cursor where it was."""
        if self._stale:
            self.action_reload()

    def on_screen_suspend(self) -> None:
        """What other screens do may change the lines."""
        self._stale = True

    def search(self, text: str) -> None:
        """Show what the text finds."""
        self.search_text = text
        if self.is_mounted:
            self._fill()

    def on_window_list_opened(self, event: WindowList.Opened) -> None:
        """Open the record of the line."""
        self._open(event.line)

    def hidden_commands(self) -> frozenset[str]:
        """START has nothing of its own to add."""
        return frozenset() if self.resource.can_add else frozenset({"new"})

    def reason_against(self, command_id: str) -> str:
        """Commands on a line need one."""
        if command_id == "new" and not self.resource.can_add:
            return (
                "Hier wird nichts angelegt. Neues entsteht in Kontakten, Beratungen und Anträgen."
            )
        if command_id in {"open", "edit", "copy"} and self.list.current is None:
            return "Dafür muss eine Zeile gewählt sein."
        return ""

    async def action_list_mode(self) -> None:
        """First leave the box, then empty it, then go back."""
        box = self.query_one(SearchBox)
        if self.focused is box:
            self.list.focus()
        elif box.value:
            box.value = ""
        else:
            await self.action_back()

    def action_search(self) -> None:
        """Go into the search box."""
        self.query_one(SearchBox).focus()

    async def action_back(self) -> None:
        """From a section to START; from START out of the program, after a question."""
        if self.is_overlay:
            self.dismiss(None)
        elif self.resource is START:
            await self.host.action_quit_program()
        else:
            self.host.go_to(START)

    def action_open(self) -> None:
        """Open the chosen line; with a server, that of the answer that is still on its way."""
        if self._asked != self._answered:
            self._opens_answer = True
        elif self.list.current is not None:
            self._open(self.list.current)

    def action_reload(self) -> None:
        """Read the list anew and stay on the line."""
        self._stale = False
        current = self.list.current
        self.list.redraw()
        if current is None:
            self.list.window.first()
        else:
            self.list.window.keep(current.position)
        self._count()

    def action_new(self) -> None:
        """Open an empty form."""
        self.host.open_form(self.resource)

    def action_edit(self) -> None:
        """Open the form of the chosen line."""
        line = self.list.current
        if line is not None:
            self.host.open_form(resource_of(line), line.record_id)

    def action_copy(self) -> None:
        """Copy number, address or key of the chosen line."""
        line = self.list.current
        if line is not None:
            self.host.copy(self.list.columns[-1].text(line) or line.title)

    def _open(self, line: Line) -> None:
        self.host.open_record(resource_of(line), line.record_id)

    def _fill(self) -> None:
        self.list.window.first()
        self._count()

    def _ask(
        self,
        answer: Callable[[list[Line]], None],
        limit: int,
        *,
        after: int | None = None,
        before: int | None = None,
    ) -> None:
        first, last = self.resource.kinds
        text = self.search_text

        def question(desk: Desk) -> list[Line]:
            from ozg_tui.desk.lists import Scope, lines

            return lines(desk, Scope(first, last, text), limit, after=after, before=before)

        self._asked += 1
        turn = self._asked

        def answered(found: list[Line]) -> None:
            self._answered = turn
            answer(found)
            if self._opens_answer and self._answered == self._asked:
                self._opens_answer = False
                self.action_open()
                self.host.keys.go_on()

        self.bridge.read(f"list {self.resource.code}", question, answered)

    def _count(self) -> None:
        first, last = self.resource.kinds
        text = self.search_text

        def at_once(desk: Desk) -> int:
            from ozg_tui.desk.lists import Scope, how_many

            return how_many(desk, Scope(first, last, text), COUNT_AT_ONCE + 1)

        def exactly(desk: Desk) -> int:
            from ozg_tui.desk.lists import Scope, how_many_apart

            return how_many_apart(desk, Scope(first, last, text))

        def counted(total: int) -> None:
            if total <= COUNT_AT_ONCE:
                self.list.set_total(total, exact=True)
                return
            self.list.set_total(COUNT_AT_ONCE, exact=False)
            self.set_timer(_COUNT_PAUSE_SECONDS, count_exactly)

        def count_exactly() -> None:
            if text == self.search_text:
                self.bridge.later(f"count {self.resource.code}", exactly, counted_exactly)

        def counted_exactly(total: int) -> None:
            if text == self.search_text:
                self.list.set_total(total, exact=True)

        self.bridge.read(f"total {self.resource.code}", at_once, counted)
