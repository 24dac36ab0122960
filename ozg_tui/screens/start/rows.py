"""The rows behind a figure: a list of exactly what was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.widgets import Static

from ozg_tui.resources.catalogue import BY_KIND
from ozg_tui.resources.services import BUNDLES
from ozg_tui.screens.kit.lines import LinesScreen, Question
from ozg_tui.text import content
from ozg_tui.widgets.window_list import Column

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.overview.rows import Rows
    from ozg_tui.desk.search.lists import Line

_SERVICES = (
    Column("Leistung", 6, lambda line: line.title),
    Column("EfA", 1, lambda line: "EfA" if line.state == "efa" else ""),
    Column("live in", 2, lambda line: line.place or "keine Angabe"),
)
_OWED = (
    Column("Pflicht", 3, lambda line: line.title),
    Column("Antrag", 4, lambda line: line.place),
    Column("Stand", 3, lambda line: line.detail),
)


class Figure(NamedTuple):
    """A number on the screen: its name at the desk, the kind of its rows, and what it counts."""

    name: str
    kind: int
    sentence: str


class RowsScreen(LinesScreen):
    """What a figure has counted, read anew whenever one comes back to it."""

    INSTEAD = {
        "new": "Hier wird nur gezeigt, was gezählt wurde. Neues entsteht in den Bereichen (g)."
    }

    def __init__(self, figure: Figure) -> None:
        resource = BY_KIND[figure.kind]
        is_of_services = resource is BUNDLES and figure.name != "bundles"
        columns = _SERVICES if is_of_services else resource.columns
        columns = _OWED if figure.name == "owed" else columns
        super().__init__(resource, columns, "Hier ist nichts zu zeigen.")
        self.figure = figure
        self.rows: Rows | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the rows are still on their way."""
        return self.rows is None or super().is_waiting

    def caption(self) -> str:
        """The kind of what was counted."""
        return self.resource.title.upper()

    def body(self) -> ComposeResult:
        """What was counted, above the list."""
        yield Static(content(f" {self.figure.sentence}"), id="counted")
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
        name = self.figure.name

        def question(desk: Desk) -> Rows:
            from ozg_tui.desk.overview.day import rows_behind

            return rows_behind(desk, name)

        self.bridge.later(f"rows {name}", question, self.if_still_here(self._show))

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
