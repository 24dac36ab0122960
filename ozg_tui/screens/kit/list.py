"""A section: search box and list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.german.counting import number
from ozg_tui.resources.catalogue import START
from ozg_tui.screens.kit.lines import LinesScreen, Question
from ozg_tui.screens.kit.search_box import SearchBox, Searched
from ozg_tui.text import content, in_one_line
from ozg_tui.widgets.window_list import Told

if TYPE_CHECKING:
    from db.errors import FilterError
    from ozg_tui.commands import Command
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Stored
    from ozg_tui.desk.search.lists import Line
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.subject import Subject


@dataclass
class Meant(Told):
    """What is searched for a typed text, as soon as that is known, and what is said of it."""

    text: str | None = None


COUNT_AT_ONCE = 1_000
_COUNT_PAUSE_SECONDS = 0.4


class ListScreen(LinesScreen, Searched):
    """The list of a resource with its search box."""

    BINDINGS = [("s", "command('narrow')", "Eingrenzen")]
    LABEL = " Filter: "
    PLACEHOLDER = "Name, Ort, Schlüssel, Nummer … nur in dieser Liste; F2 sucht in allem"
    INSTEAD = {
        "new": "Hier wird nichts angelegt. n legt Neues in Kontakten (g p), Beratungen (g b) und "
        "IKZ-Anträgen (g i) an."
    }

    def __init__(self, resource: Resource, *, is_overlay: bool = False) -> None:
        super().__init__(resource, resource.columns, resource.empty)
        self.is_overlay = is_overlay
        """Whether the list was opened over another screen and goes back there."""
        self.search_text = ""
        self._meant = Meant()
        self._has_opened = False
        self._came_in: tuple[int, str] | None = None
        """The record that was saved here last, and its organisation; the next one may go there."""
        self._complaint = ""

    def caption(self) -> str:
        """The section's title."""
        return self.resource.title.upper()

    def body(self) -> ComposeResult:
        """Search box above the list."""
        yield from self.search_line()
        yield self.list

    def search_line(self) -> ComposeResult:
        """The search box with its label."""
        with Horizontal(id="search"):
            yield Static(content(self.LABEL), id="search-label")
            yield SearchBox(placeholder=self.PLACEHOLDER)

    def on_mount(self) -> None:
        """Start where the section is usually entered, and fill the list."""
        target = self.query_one(SearchBox) if self.resource.search_first else self.list
        target.focus()
        self.show_footer()
        self.fill()

    def on_screen_resume(self) -> None:
        """The text that has found its record shows its hits until the next one is typed."""
        if self._has_opened:
            self._has_opened = False
            self.query_one(SearchBox).select_all()

    @property
    def searched_text(self) -> str:
        """The text by which the lines were found that are shown."""
        return self.search_text if self._meant.text is None else self._meant.text

    def search(self, text: str) -> None:
        """Show what the text finds."""
        self.search_text = text
        self.list.hints = {}
        self.list.told = self._meant = Meant()
        if self.is_mounted:
            self.fill()

    def steer(self, key: str) -> bool:
        """Do what a key in the search box asks of the list; answers whether it was one."""
        if key == "enter":
            self.action_open()
            return True
        return key in {"up", "down", "pageup", "pagedown"} and self.list.steer(key)

    def chosen(self) -> Subject | None:
        """The record of the line with the cursor; the first of everything was chosen by nobody."""
        is_untouched = self.resource.search_first and not self.search_text
        return None if is_untouched and self.list.window.number == 1 else super().chosen()

    def offers(self, command: Command) -> bool:
        """Some sections are filled from elsewhere."""
        return super().offers(command) and (command.id != "new" or self.resource.can_add)

    async def action_list_mode(self) -> None:
        """First leave the box, then empty it, then go back."""
        box = self.query_one(SearchBox)
        if self.focused is box:
            self.list.focus()
        elif box.value:
            box.value = ""
        else:
            await self.action_back()

    def action_narrow(self) -> None:
        """Go into the search box; what is typed there takes the place of the last text."""
        self.query_one(SearchBox).focus().select_all()

    def look_for(self, text: str) -> None:
        """Search for a pasted text in the place of the last one."""
        self.action_narrow()
        box = self.query_one(SearchBox)
        box.value = in_one_line(text)
        box.cursor_position = len(box.value)

    def begin_anew(self) -> None:
        """Forget what was searched."""
        self.query_one(SearchBox).value = ""

    async def action_back(self) -> None:
        """To where the list was opened, or from a section to START."""
        if self.is_overlay:
            self.dismiss(None)
        else:
            self.host.go_home()

    def action_new(self) -> None:
        """Open an empty form; behind the record that came in last, for the same organisation."""
        chosen, prefill = self.chosen(), {}
        if chosen is not None and self._came_in and self._came_in[0] == chosen.record_id:
            prefill = {"organisation_id": self._came_in[1]} if self._came_in[1] else {}
        self.host.open_form(self.resource, None, prefill)

    def came_in(self, resource: Resource, saved: Stored[Any]) -> None:
        """The cursor goes to the new line, as far as the list shows it."""
        if resource is not self.resource:
            return
        self._came_in = saved.id, str(getattr(saved.value, "organisation_id", None) or "")
        kinds = resource.kinds

        def question(desk: Desk) -> int | None:
            from ozg_tui.desk.search.lists import position_of

            return position_of(desk, kinds, saved.id)

        def answered(position: int | None) -> None:
            if position is not None:
                self.list.window.find(saved.id, position)
                self.count()

        self.bridge.read("came in", question, self.if_still_here(answered))

    def action_export(self) -> None:
        """Write what is shown into a file."""
        commands.handler(commands.LIST_WRITTEN)(self)

    def _open_line(self, line: Line) -> None:
        self._has_opened = True
        super()._open_line(line)

    @property
    def not_found(self) -> str:
        """The text that nothing in this list matches; empty where something does."""
        return self.search_text if self.list.total == 0 else ""

    def _ask_elsewhere(self) -> None:
        """What is not in this list may be in another: say how many there are."""
        text = self.search_text

        def question(desk: Desk) -> int:
            from db.errors import FilterError
            from ozg_tui.desk.search.lists import Scope, how_many

            try:
                return how_many(desk, Scope(*START.kinds, text), COUNT_AT_ONCE + 1)
            except FilterError:
                return 0

        def answered(total: int) -> None:
            if text == self.search_text and total:
                more = f"mehr als {number(COUNT_AT_ONCE)}" if total > COUNT_AT_ONCE else total
                self.list.say_empty(f"{self.resource.empty} In allem {more} Treffer: F2.")

        self.bridge.read("elsewhere", question, self.if_still_here(answered))

    def fill(self) -> None:
        """Show the first lines."""
        self.list.window.first()
        self.count()

    def question(self, limit: int, *, after: int | None, before: int | None) -> Question:
        """A page of what the text finds."""
        (first, last), text, hints = self.resource.kinds, self.search_text, self.list.hints
        meant, leaves_out = self._meant, self.resource is START

        def question(desk: Desk) -> list[Line]:
            from db.errors import FilterError
            from ozg_tui.desk.search.asking import answer
            from ozg_tui.desk.search.lists import Scope, lines, reasons

            try:
                if meant.text is None or after is before is None:
                    scope = Scope(first, last, text)
                    found, heard, meant.note = answer(desk, scope, limit, leaves_out=leaves_out)
                    meant.text = heard.text
                if not after is before is None:
                    scope = Scope(first, last, meant.text)
                    found = lines(desk, scope, limit, after=after, before=before)
            except FilterError:
                # What is wrong is said where the lines are counted; the last ones must not stay.
                return []
            if text:
                for position, reason in reasons(desk, meant.text, found).items():
                    hints[position] = reason
            return found

        return question

    def count(self) -> None:
        """Count up to a thousand at once, beyond that aside and after a pause."""
        first, last = self.resource.kinds
        text, meant, leaves_out = self.search_text, self._meant, self.resource is START

        def at_once(desk: Desk) -> int | FilterError:
            from db.errors import FilterError
            from ozg_tui.desk.search.asking import heard
            from ozg_tui.desk.search.lists import Scope, how_many

            try:
                scope = Scope(first, last, text)
                asked = meant.text
                if asked is None:
                    asked = heard(desk, scope, leaves_out=leaves_out).text
                return how_many(desk, scope._replace(text=asked), COUNT_AT_ONCE + 1)
            except FilterError as error:
                return error

        def exactly(desk: Desk) -> int:
            from ozg_tui.desk.search.lists import Scope, how_many_apart

            return how_many_apart(desk, Scope(first, last, meant.text or text))

        def counted(total: int | FilterError) -> None:
            if not isinstance(total, int):
                self.list.set_total(0, exact=True)
                self._complain(str(total))
                return
            self._complain("")
            self.list.say_empty(self.resource.empty)
            if not total and text and self.resource is not START:
                self._ask_elsewhere()
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

    def _complain(self, sentence: str) -> None:
        """Say what is wrong with the text; what was said goes when nothing is wrong any more."""
        before, self._complaint = self._complaint, sentence
        if sentence or (before and self.message == before):
            self.say(sentence)
