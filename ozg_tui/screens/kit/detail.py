"""One record in sections of label and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.german.columns import beside, width
from ozg_tui.screens.kit.kept import KeptScreen, open_kept
from ozg_tui.screens.kit.subject import Subject, headline
from ozg_tui.text import clean
from ozg_tui.widgets.ink import Ink, Run
from ozg_tui.widgets.page import BAR, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ozg_tui.commands import Command
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Section
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host
    from ozg_tui.widgets.ink import Line

_LABEL_WIDTH = range(23, 32)
"""How wide the column of labels may be, with the gap behind it."""

_INDENT = "   "


class DetailScreen(KeptScreen):
    """Shows a record; `b` opens its form."""

    CONTEXT = Context.RECORD
    NOT_HERE = "Das gibt es für diesen Eintrag nicht."
    BINDINGS = [
        *commands.bindings(Context.RECORD),
        ("escape", "command('back')", "Zurück"),
        ("enter", "command('edit')", "Bearbeiten"),
    ]

    resource: Resource
    record_id = 0

    def __init__(self) -> None:
        super().__init__()
        self.title_text = ""
        self.sections: tuple[Section, ...] = ()
        self.page = Page()

    def receive(self, resource: Resource, record_id: int) -> None:
        """Be about this record from now on; `begin` shows it."""
        self.resource, self.record_id = resource, record_id
        self.title_text, self.sections = "", ()

    def begin(self) -> None:
        """Show the record; the screen is mounted."""
        self.page.show((), from_the_top=True)
        self.page.focus()
        self.show_footer()
        self.show_title()
        self.action_reload()

    @property
    def is_waiting(self) -> bool:
        """Whether the record is still on its way."""
        return not self.title_text

    def caption(self) -> str:
        """Kind and name of the record."""
        return headline(self.resource, self.title_text)

    def body(self) -> ComposeResult:
        """All sections, scrolling."""
        yield self.page

    def kinds(self) -> frozenset[str]:
        """This one."""
        return frozenset({self.resource.code})

    def offers(self, command: Command) -> bool:
        """Some kinds are filled from elsewhere."""
        return super().offers(command) and (command.id != "new" or self.resource.can_add)

    def record(self) -> Subject:
        """This record."""
        return Subject(self.resource, self.record_id)

    def action_reload(self) -> None:
        """Read the record anew."""
        resource, record_id = self.resource, self.record_id

        def question(desk: Desk) -> tuple[str, tuple[Section, ...]]:
            assert resource.records is not None
            return resource.records().view(desk, record_id)

        self.bridge.read_record("detail", question, self.if_still_here(self._show))

    def action_back(self) -> None:
        """To where the record was opened."""
        self.dismiss(None)

    def action_new(self) -> None:
        """Open an empty form of this kind."""
        self.host.open_form(self.resource)

    def action_edit(self) -> None:
        """Open the form."""
        self.host.open_form(self.resource, self.record_id)

    def action_copy(self) -> None:
        """Copy the first number or address, else the title."""
        reach = [
            text
            for section in self.sections
            if section.title == "Erreichbar"
            for _, text in section.rows
        ]
        self.host.copy(reach[0].split("  ")[0] if reach else self.title_text)

    def _show(self, found: tuple[str, tuple[Section, ...]]) -> None:
        self.title_text, self.sections = found
        self.show_title()
        self.host.keys.go_on()
        self._draw()

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        longest = max((width(label) for part in self.sections for label, _ in part.rows), default=0)
        label_width = min(max(longest + 2, _LABEL_WIDTH[0]), _LABEL_WIDTH[-1])
        room = self.size.width - BAR - len(_INDENT)
        lines: list[str | Line] = []
        for section in self.sections:
            lines.append((Run(" "), Run(clean(section.title.upper()), Ink.TITLE)))
            for label, text in section.rows:
                shown = clean(text, multiline=True)
                lines += [
                    f"{_INDENT}{line}" for line in beside(clean(label), shown, label_width, room)
                ]
            lines.append("")
        self.page.show(lines, self.head())

    def head(self) -> Sequence[str]:
        """What stays above the sections while they scroll."""
        return ()


def open_detail(host: Host, resource: Resource, record_id: int) -> None:
    """Show a record in sections."""
    open_kept(host, DetailScreen, lambda screen: screen.receive(resource, record_id))
