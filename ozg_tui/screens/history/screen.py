"""The history: all of it, or that of one record; who changed what when, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.clock import BERLIN
from ozg_tui.commands.command import NEEDS_LINE
from ozg_tui.resources.catalogue import BY_CODE, BY_KIND
from ozg_tui.resources.history import HISTORY
from ozg_tui.screens.kit.list import ListScreen
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.widgets.boxes import fit
from ozg_tui.widgets.window_list import WindowList
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from db.errors import FilterError
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.history.asked import Wanted
    from ozg_tui.desk.history.reading import Entry
    from ozg_tui.desk.search.lists import Line
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.base import DeskScreen
    from ozg_tui.screens.kit.lines import Question

_GONE = "Diesen Eintrag gibt es nicht mehr; im Verlauf steht, was er war."


class ChangeList(WindowList):
    """Says what its line with the cursor is, because columns cut it."""

    def redraw(self) -> None:
        """Draw what differs, the sentence below included."""
        super().redraw()
        if isinstance(self.screen, HistoryScreen):
            self.screen.show_line()


class HistoryScreen(ListScreen):
    """A list of changes; Enter opens the record, `V` shows what happened to it."""

    PLACEHOLDER = "Name, wer:probe, tag:gestern, tag:11.2026, art:kontakt"
    INSTEAD = {"new": "Der Verlauf entsteht von selbst, mit allem, was gesichert wird."}

    def __init__(self, resource: Resource, of: Subject | None = None, name: str = "") -> None:
        super().__init__(resource, is_overlay=of is not None)
        self.of = of
        self.name_of_record = name
        self.list = ChangeList(resource.columns, self._ask, empty=resource.empty)

    def caption(self) -> str:
        """Whose history it is."""
        return (
            f"VERLAUF {self.name_of_record}" if self.of is not None else self.resource.title.upper()
        )

    def kinds(self) -> frozenset[str]:
        """Every kind has a history."""
        return frozenset(BY_CODE)

    def explanation(self) -> str:
        """What can be asked for."""
        return (
            "Der Verlauf zeigt, wer was wann geändert hat, das Neueste zuerst. wer:probe, "
            "tag:gestern, tag:11.2026 und art:kontakt grenzen ein, andere Wörter suchen den "
            "Eintrag. Enter öffnet den Eintrag, V zeigt nur seinen Verlauf, die Leertaste alles, "
            "was zugleich gesichert wurde."
        )

    def chosen(self) -> Subject | None:
        """The record of the line with the cursor, if it is there."""
        line = self.list.current
        if line is None or line.kind < 0:
            return None
        return Subject(BY_KIND[line.kind], line.record_id)

    def question(self, limit: int, *, after: int | None, before: int | None) -> Question:
        """A page of what the text finds."""
        wanted = self._wanted()
        older = None if after is None else -after
        newer = None if before is None else max(0, -before)

        def question(desk: Desk) -> list[Line]:
            from db.errors import FilterError
            from ozg_tui.desk.history.reading import page

            try:
                found = page(desk, wanted(desk), limit, after=older, before=newer)
            except FilterError:
                # What is wrong is said where the lines are counted; the last ones must not stay.
                return []
            return [_line(each) for each in found]

        return question

    def read(self, group: str, question: Question, answer: Callable[[list[Line]], None]) -> None:
        """Values are told with the words of the forms.

        What two filters narrow has no index of its own, and may be looked for long.
        """
        ask = self.bridge.later if self.search_text.count(":") > 1 else self.bridge.read_record
        ask(group, question, answer)

    def count(self) -> None:
        """Count aside: what is long takes a while."""
        wanted, text = self._wanted(), self.search_text

        def question(desk: Desk) -> int | FilterError:
            from db.errors import FilterError
            from ozg_tui.desk.history.reading import how_many

            try:
                return how_many(desk, wanted(desk))
            except FilterError as error:
                return error

        def counted(total: int | FilterError) -> None:
            if text != self.search_text:
                return
            self._complain("" if isinstance(total, int) else str(total))
            self.list.set_total(total if isinstance(total, int) else 0, exact=True)

        self.bridge.later(f"total {self.caption()}", question, self.if_still_here(counted))

    def show_line(self) -> None:
        """The line with the cursor in full, in the place of the last sentence."""
        line = self.list.current
        if line is not None and not self.message:
            shown = f" {line.state} {line.place}, {line.title}: {line.detail}"
            write(self._message_line, fit(shown, self.size.width), "$text-muted")

    def unsay(self) -> None:
        """Show the line with the cursor again."""
        super().unsay()
        self.show_line()

    def action_whole_save(self) -> None:
        """Show all that was saved together with the line, with before and after."""
        line = self.list.current
        if line is None:
            self.say(NEEDS_LINE)
            return

        def question(desk: Desk) -> tuple[str, str]:
            from ozg_tui.desk.history.reading import whole_save

            return whole_save(desk, -line.position)

        def show(found: tuple[str, str]) -> None:
            from ozg_tui.screens.kit.reader import ReaderScreen

            self.host.push(ReaderScreen(*found))

        self.bridge.read_record("whole save", question, self.if_still_here(show))

    def action_copy(self) -> None:
        """Copy the line in full."""
        if (line := self.list.current) is not None:
            self.host.copy(f"{line.state} {line.place}, {line.title}: {line.detail}")

    def _open_line(self, line: Line) -> None:
        if line.kind < 0:
            self.say(_GONE)
        else:
            super()._open_line(line)

    def _wanted(self) -> Callable[[Desk], Wanted]:
        of, text = self.of, self.search_text

        def wanted(desk: Desk) -> Wanted:
            from ozg_tui.desk.history.asked import of_record, understand

            found = understand(desk, text)
            if of is None:
                return found
            own = of_record(desk, of.resource.code, of.record_id).records or ()
            met = own if found.records is None else tuple(set(own) & set(found.records))
            return found._replace(records=met)

        return wanted


def _line(entry: Entry) -> Line:
    from ozg_tui.desk.search.lists import Line

    # Newest first: positions grow downwards, numbers grow with time.
    return Line(
        position=-entry.id,
        kind=entry.kind,
        record_id=entry.record_id,
        title=entry.title,
        place=entry.actor,
        state=f"{entry.at.astimezone(BERLIN):%d.%m.%y %H:%M}",
        detail=entry.text,
    )


def open_history(screen: DeskScreen) -> None:
    """Show what happened to the record of the line, or to the one that is shown."""
    subject = screen.chosen()
    assert subject is not None

    def question(desk: Desk) -> str:
        from ozg_tui.desk.history.reading import name_of

        return name_of(desk, subject.resource.code, subject.record_id)

    def show(name: str) -> None:
        screen.host.push(HistoryScreen(HISTORY, subject, name))

    screen.bridge.read_record("history of", question, screen.if_still_here(show))
