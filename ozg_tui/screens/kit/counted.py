"""The rows behind a figure: a list of exactly what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Static

from ozg_tui.screens.kit.lines import LinesScreen, Question
from ozg_tui.text import content

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.overview.rows import Rows
    from ozg_tui.desk.search.lists import Line
    from ozg_tui.resources.resource import Resource
    from ozg_tui.widgets.window_list import Column


class CountedScreen(LinesScreen):
    """What a figure has counted, below the sentence that says what that is; `ask` gets the rows."""

    INSTEAD = {
        "new": "Hier wird nur gezeigt, was gezählt wurde. Neues entsteht in den Bereichen (g)."
    }

    def __init__(self, resource: Resource, sentence: str, columns: tuple[Column, ...] = ()) -> None:
        super().__init__(resource, columns or resource.columns, "Hier ist nichts zu zeigen.")
        self.sentence = sentence
        self.rows: Rows | None = None

    def ask(self, desk: Desk) -> Rows:
        """What was counted."""
        raise NotImplementedError

    @property
    def is_waiting(self) -> bool:
        """Whether the rows are still on their way."""
        return self.rows is None or super().is_waiting

    def caption(self) -> str:
        """The kind of what was counted."""
        return self.resource.title.upper()

    def body(self) -> ComposeResult:
        """What was counted, above the list."""
        yield Static(content(f" {self.sentence}"), id="counted")
        yield self.list

    def on_mount(self) -> None:
        """Fetch the rows; keys typed meanwhile are kept."""
        self.list.focus()
        self.show_footer()
        self.action_reload()

    def action_back(self) -> None:
        """To where the figure stands."""
        self.dismiss(None)

    def action_reload(self) -> None:
        """Count anew and stay on the record."""
        self.bridge.later(f"rows {self.sentence}", self.ask, self.if_still_here(self._show))

    def question(self, limit: int, *, after: int | None, before: int | None) -> Question:
        """A page of the rows."""
        rows = self.rows

        def question(desk: Desk) -> list[Line]:
            from ozg_tui.desk.overview.rows import page_behind

            return page_behind(desk, rows or (), limit, after=after, before=before)

        return question

    def count(self) -> None:
        """As many as were counted."""
        from ozg_tui.desk.overview.rows import number_of

        self.list.set_total(number_of(self.rows or ()), exact=True)

    def _show(self, rows: Rows) -> None:
        from ozg_tui.desk.overview.rows import place_of

        current, self.rows = self.list.current, rows
        self.count()
        if current is None:
            self.list.window.first()
        else:
            self.list.window.keep(place_of(current, rows))
        self.host.keys.go_on()
