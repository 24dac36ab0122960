"""What all lists share: one line with the cursor, and what can be done with its record."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.resources.catalogue import BY_KIND, resource_of
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.widgets.window_list import Column, WindowList

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.search.lists import Line
    from ozg_tui.resources.resource import Resource

Question = Callable[["Desk"], "list[Line]"]


class LinesScreen(DeskScreen):
    """A window over lines; subclasses say with `question` where they come from."""

    CONTEXT = Context.LIST
    BINDINGS = [
        *commands.bindings(Context.LIST),
        ("escape", "list_mode", "Listenmodus"),
    ]

    def __init__(self, resource: Resource, columns: tuple[Column, ...], empty: str) -> None:
        super().__init__()
        self.resource = resource
        self.list = WindowList(columns, self._ask, empty=empty)
        self._asked = self._answered = 0
        self._opens_answer = False

    @property
    def is_waiting(self) -> bool:
        """Whether Enter was pressed on lines that are still on their way."""
        return self._opens_answer

    def question(self, limit: int, *, after: int | None, before: int | None) -> Question:
        """What is asked for a page of lines."""
        raise NotImplementedError

    def read(self, group: str, question: Question, answer: Callable[[list[Line]], None]) -> None:
        """Ask for lines."""
        self.bridge.read(group, question, answer)

    def count(self) -> None:
        """Find out how many lines there are, and tell the list."""
        raise NotImplementedError

    def kinds(self) -> frozenset[str]:
        """All that the list can show."""
        first, last = self.resource.kinds
        return frozenset(each.code for each in BY_KIND[first : last + 1])

    def chosen(self) -> Subject | None:
        """The record of the line with the cursor."""
        line = self.list.current
        return None if line is None else Subject(resource_of(line), line.record_id)

    def on_window_list_opened(self, event: WindowList.Opened) -> None:
        """Open the record of the line."""
        self._open_line(event.line)

    async def action_list_mode(self) -> None:
        """Go back."""
        await self.host.run_command("back")

    def action_open(self) -> None:
        """Open the chosen line; with a server, that of the answer that is still on its way."""
        if self._asked != self._answered:
            self._opens_answer = True
        elif self.list.current is not None:
            self._open_line(self.list.current)

    def action_reload(self) -> None:
        """Read the list anew and stay on the line."""
        current = self.list.current
        if current is None:
            self.list.window.first()
        else:
            self.list.window.keep(current.position)
        self.count()

    def action_edit(self) -> None:
        """Open the form of the chosen record."""
        if (chosen := self.chosen()) is not None:
            self.host.open_form(chosen.resource, chosen.record_id)

    def action_copy(self) -> None:
        """Copy number, address or key of the chosen line."""
        if (line := self.list.current) is not None:
            self.host.copy(self.list.columns[-1].text(line) or line.title)

    def _open_line(self, line: Line) -> None:
        self.host.open_record(resource_of(line), line.record_id)

    def _ask(
        self,
        answer: Callable[[list[Line]], None],
        limit: int,
        *,
        after: int | None = None,
        before: int | None = None,
    ) -> None:
        self._asked += 1
        turn = self._asked

        def answered(found: list[Line]) -> None:
            self._answered = turn
            answer(found)
            if self._opens_answer and self._answered == self._asked:
                self._opens_answer = False
                self.action_open()
                self.host.keys.go_on()

        self.read(
            f"{type(self).__name__} {self.resource.code}",
            self.question(limit, after=after, before=before),
            answered,
        )
