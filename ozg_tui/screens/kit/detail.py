"""One record in sections of label and text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.columns import beside, width
from ozg_tui.commands import Context
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.subject import Subject, headline
from ozg_tui.text import clean, paragraphs

if TYPE_CHECKING:
    from ozg_tui.commands import Command
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Section
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host

_LABEL_WIDTH = range(23, 32)
"""How wide the column of labels may be, with the gap behind it."""

_INDENT = "   "
_SCROLLBAR = 2


class DetailScreen(DeskScreen):
    """Shows a record; `b` opens its form."""

    CONTEXT = Context.RECORD
    NOT_HERE = "Das gibt es für diesen Eintrag nicht."
    BINDINGS = [
        *commands.bindings(Context.RECORD),
        ("escape", "command('back')", "Zurück"),
        ("enter", "command('edit')", "Bearbeiten"),
    ]

    def __init__(self, resource: Resource, record_id: int) -> None:
        super().__init__()
        self.resource = resource
        self.record_id = record_id
        self.title_text = ""
        self.sections: tuple[Section, ...] = ()
        self._stale = False

    @property
    def is_waiting(self) -> bool:
        """Whether the record is still on its way."""
        return not self.title_text

    def caption(self) -> str:
        """Kind and name of the record."""
        return headline(self.resource, self.title_text)

    def body(self) -> ComposeResult:
        """All sections, scrolling."""
        with VerticalScroll():
            yield Static("", id="sheet")

    def kinds(self) -> frozenset[str]:
        """This one."""
        return frozenset({self.resource.code})

    def offers(self, command: Command) -> bool:
        """Some kinds are filled from elsewhere."""
        return super().offers(command) and (command.id != "new" or self.resource.can_add)

    def record(self) -> Subject:
        """This record."""
        return Subject(self.resource, self.record_id)

    def on_mount(self) -> None:
        """Fetch the record."""
        self.query_one(VerticalScroll).focus()
        self.show_footer()
        self.action_reload()

    def on_screen_resume(self) -> None:
        """What the form saved shows here at once."""
        if self._stale:
            self.action_reload()

    def on_screen_suspend(self) -> None:
        """Other screens may change what is shown."""
        self._stale = True

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
        room = self.size.width - len(_INDENT) - _SCROLLBAR
        lines: list[str] = []
        for section in self.sections:
            lines.append(f" {section.title.upper()}")
            for label, text in section.rows:
                shown = clean(text, multiline=True)
                lines += [
                    f"{_INDENT}{line}" for line in beside(clean(label), shown, label_width, room)
                ]
            lines.append("")
        self.query_one("#sheet", Static).update(paragraphs("\n".join(lines)))


def open_detail(host: Host, resource: Resource, record_id: int) -> None:
    """Show a record in sections."""
    host.push(DetailScreen(resource, record_id))
