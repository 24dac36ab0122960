"""All reports, to choose one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.screens.kit.lines import LinesScreen, Question
from ozg_tui.screens.reports.report import ReportScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.search.lists import Line
    from ozg_tui.resources.resource import Resource


class ReportsScreen(LinesScreen):
    """A line a report; Enter runs it."""

    INSTEAD = {"new": "Berichte entstehen aus dem, was erfasst ist."}
    NOT_IN_FOOTER = frozenset({"note_call", "follow_up"})

    def __init__(self, resource: Resource) -> None:
        super().__init__(resource, resource.columns, resource.empty)

    def caption(self) -> str:
        """The section."""
        return self.resource.title.upper()

    def body(self) -> ComposeResult:
        """The list."""
        yield self.list

    def explanation(self) -> str:
        """What a report is."""
        return (
            "Jeder Bericht sagt, was er zählt, zu welchem Stichtag und aus welchen Zeilen. Enter "
            "rechnet ihn für heute; dort lassen sich Stichtag, Zeitraum und Kreis angeben."
        )

    def on_mount(self) -> None:
        """Take the keys and show all reports."""
        self.list.focus()
        self.show_footer()
        self.list.window.first()
        self.count()

    @property
    def is_waiting(self) -> bool:
        """Whether the lines are still on their way."""
        return self._asked != self._answered

    def chosen(self) -> None:
        """A report is no record."""

    def action_back(self) -> None:
        """To START."""
        self.host.go_home()

    def read(self, group: str, question: Question, answer: Callable[[list[Line]], None]) -> None:
        """What reports count with is loaded with the records."""

        def answered(lines: list[Line]) -> None:
            answer(lines)
            self.host.keys.go_on()

        self.bridge.read_record(group, question, answered)

    def question(self, limit: int, *, after: int | None, before: int | None) -> Question:
        """A page of the reports."""

        def question(desk: Desk) -> list[Line]:
            from ozg_tui.desk.overview.rows import page_behind

            return page_behind(desk, _lines(), limit, after=after, before=before)

        return question

    def count(self) -> None:
        """As many as there are."""
        self.bridge.read_record(
            "number of reports",
            lambda _desk: len(_lines()),
            lambda total: self.list.set_total(total, exact=True),
        )

    def _open_line(self, line: Line) -> None:
        self.host.push(ReportScreen(line.state))


def _lines() -> tuple[Line, ...]:
    from ozg_tui.desk.reports.catalogue import REPORTS
    from ozg_tui.desk.search.lists import Line

    return tuple(
        Line(at, -1, at, each.title, "", each.code, ", ".join(("stichtag", *each.takes)))
        for at, each in enumerate(REPORTS)
    )
