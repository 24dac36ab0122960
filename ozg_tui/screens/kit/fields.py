"""A screen with fields to fill in: checked as a whole at each change, whatever they are for."""

from __future__ import annotations

import pathlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.widgets.page import BAR, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events
    from textual.app import ComposeResult
    from textual.widget import Widget

    from ozg_tui.commands import Command
    from ozg_tui.desk.entry.check import Checked, Path
    from ozg_tui.desk.entry.fields import Field
    from ozg_tui.forms.entry import Entry
    from ozg_tui.forms.sheet import Sheet
    from ozg_tui.widgets.ink import Line


_WITHOUT_FIELDS = frozenset({"leave", "back", "search", "help", "commands", "quit_program"})


class Aside(Page, can_focus=False):
    """What stands beside the fields, written anew for each width."""

    def __init__(self) -> None:
        super().__init__()
        self.id = "aside"
        self._written: Callable[[int], Sequence[str | Line]] = lambda _width: ()

    def write(self, written: Callable[[int], Sequence[str | Line]]) -> None:
        """Show what `written` makes for a width, where the lines before it stood."""
        self._written = written
        self._lay_out()

    def on_resize(self) -> None:
        """Break the lines anew."""
        super().on_resize()
        self._lay_out()

    def _lay_out(self) -> None:
        if self.size.width > BAR:
            self.show(self._written(self.size.width - BAR))


class FieldsScreen(DeskScreen):
    """Fields with a text beside them; `checked` is what they hold and what is wrong.

    Keys that arrive before the sheet of fields is there are kept for it. Subclasses set `fields`,
    then call `rebuild`, and give `check`.
    """

    CONTEXT = Context.FORM
    NOT_IN_FOOTER = frozenset({"search"})
    NOT_HERE = "Das gibt es in diesem Formular nicht."
    # Whole, because Textual looks beside the file of each subclass.
    CSS_PATH = pathlib.Path(__file__).with_name("sheet.tcss")
    BINDINGS = [
        *commands.bindings(Context.FORM),
        ("escape", "command('leave')", "Abbrechen"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.fields: tuple[Field, ...] = ()
        self.sheet: Sheet | None = None
        self._old_sheet: Sheet | None = None
        self.checked: Checked[Any] | None = None
        self.touched: set[Path] = set()
        self.shows_all = False
        self.opened: set[str] = set()
        self.aside = Aside()

    @property
    def is_waiting(self) -> bool:
        """Whether the fields are still on their way."""
        return self.sheet is None

    @property
    def can_close(self) -> bool:
        """What somebody is typing stays open."""
        return False

    @property
    def focus_chain(self) -> list[Widget]:
        """The fields in their order, without a search for them at each step."""
        return super().focus_chain if self.sheet is None else self.sheet.focus_chain

    def body(self) -> ComposeResult:
        """Fields, with the text beside them."""
        with Horizontal(id="form"):
            yield self.aside

    def reason_against(self, command: Command) -> str:
        """Little can be done before the fields are there."""
        if self.sheet is None and command.id not in _WITHOUT_FIELDS:
            return "Das Formular ist noch nicht da."
        return super().reason_against(command)

    def check(self) -> None:
        """Check what the sheet holds, and ask the rules about it."""
        raise NotImplementedError

    def on_key(self, event: events.Key) -> None:
        """Enter goes on to the next field."""
        if event.key == "enter" and self.entry() is not None:
            event.stop()
            self.go_on()

    def on_entry_edited(self) -> None:
        """Check again."""
        self.changed()

    def on_entry_left(self, message: Entry.Left) -> None:
        """Write short forms out, and show what is wrong with the field."""
        entry = message.entry
        if self.open_gate(entry):
            return
        self.touched.add(entry.path)
        if self.checked is not None and self.sheet is not None:
            typed = entry.typed
            entry.write_out_from(self.checked.partial, self.sheet.held(entry.path))
            if entry.typed != typed:
                self._offer_other_year(entry, typed)
        self.show_errors()
        # A dialog over the form and another window in front leave no field.
        if self.focused not in {None, entry} and self.app.screen is self:
            self._settle_left(entry)

    def _offer_other_year(self, entry: Entry, typed: str) -> None:
        """A day without a year was read as one, and the same day of another year is nearer."""
        from ozg_tui.desk.entry.fields import FieldKind
        from ozg_tui.rules.dates import format_date, nearer_year, parse_date

        if entry.field.kind is not FieldKind.DAY:
            return
        written, today = entry.typed, self.host.clock.today()
        other = nearer_year(typed, parse_date(written, today), today)
        if other is not None:
            self.say(
                f"Gelesen als {written}. Wenn {format_date(other)} gemeint ist: {other:%d%m%y}."
            )

    def _settle_left(self, entry: Entry) -> None:
        """What Enter would take is taken whatever key leaves the field; else the list is shown."""
        from ozg_tui.screens.kit.values import is_unsettled, settle, value_list

        if not is_unsettled(entry):
            return

        def taken(chosen: tuple[Any, str] | None) -> None:
            if chosen is not None:
                entry.take(*chosen)

        def then(number: int) -> None:
            if number > 1 and self.app.screen is self:
                self.host.push(value_list(entry, self.bridge), taken)
            self.host.keys.release()

        self.host.keys.hold()
        settle(entry, self.bridge, then)

    def settle_all(self, then: Callable[[], None]) -> None:
        """Take what is meant in each field that picks a record, then go on."""
        from ozg_tui.forms.entry import Entry
        from ozg_tui.screens.kit.values import is_unsettled, settle

        controls = self.sheet.controls if self.sheet is not None else []
        left = [each for each in controls if isinstance(each, Entry) and is_unsettled(each)]

        def settle_next(_number: int = 0) -> None:
            if left:
                settle(left.pop(0), self.bridge, self.if_still_here(settle_next))
            else:
                then()

        settle_next()

    def open_gate(self, entry: Entry) -> bool:
        """Show the rows that a gate stands for, if that is what it says; answers whether it is."""
        from ozg_tui.forms.entry import Gate

        if self.sheet is None or not isinstance(entry, Gate):
            return False
        if not entry.is_asked:
            if entry.typed and entry.raw is not False:
                self.say(f"»{entry.typed}« gehört hier nicht hin. {entry.placeholder}.")
                entry.value = ""
            return False
        self.opened.add(entry.key)
        self.rebuild(self.sheet.texts(), entry.opens)
        return True

    def rebuild(self, texts: Mapping[str, Any], cursor: Path = ()) -> None:
        """Show these texts on a new sheet, with the cursor in the field of this path."""
        # Until the new sheet is there, keys are kept for it.
        self._old_sheet, self.sheet = self.sheet, None
        self.set_focus(None)
        self.run_worker(self._show_sheet(texts, cursor), exclusive=True, group="sheet")

    def new_sheet(self, texts: Mapping[str, Any]) -> Sheet:
        """The sheet with these texts."""
        from ozg_tui.forms.sheet import Sheet

        return Sheet(self.fields, texts, self.opened)

    async def _show_sheet(self, texts: Mapping[str, Any], cursor: Path) -> None:
        if self._old_sheet is not None:
            await self._old_sheet.remove()
        if not self.is_here:
            return
        sheet = self.new_sheet(texts)
        await self.query_one("#form").mount(sheet, before=0)
        if not self.is_here:
            return
        self.sheet = sheet
        control = sheet.first_control(cursor)
        control.focus()
        # Only what has been laid out can be scrolled to.
        self.call_after_refresh(control.scroll_visible, animate=False)
        self.check()
        self.show_sheet()
        self.show_footer()
        self.host.keys.go_on()

    def show_sheet(self) -> None:
        """A new sheet is there; subclasses show on it what stood on the last one."""

    def changed(self) -> None:
        """Check again."""
        self.check()
        self.show_errors()

    def remarks(self) -> Mapping[Path, str]:
        """What is to be said at fields in which nothing is wrong."""
        return MappingProxyType({})

    def show_errors(self) -> None:
        """Show what is wrong with fields that were left, or with all after an attempt to save."""
        if self.sheet is None or self.checked is None:
            return
        self.sheet.show_errors(
            *(
                {
                    path: sentence
                    for path, sentence in said.items()
                    if self.shows_all or path in self.touched
                }
                for said in (self.checked.errors, self.remarks())
            )
        )

    def entry(self) -> Entry | None:
        """The one-line field with the cursor."""
        from ozg_tui.forms.entry import Entry

        return self.focused if isinstance(self.focused, Entry) else None

    def go_on(self) -> None:
        """To the next field, unless what is typed still has to become a choice."""
        from ozg_tui.screens.kit.values import is_unsettled, settle

        entry = self.entry()
        if entry is not None and self.open_gate(entry):
            return
        if entry is None or not is_unsettled(entry):
            self.focus_next()
            return

        def then(number: int) -> None:
            if number == 1:
                self.focus_next()
            elif number:
                self.action_values()
            else:
                self.say(f"»{entry.value}« wurde nicht gefunden. F4 zeigt, was möglich ist.")

        settle(entry, self.bridge, then)

    def action_values(self) -> None:
        """Offer what the field can hold."""
        from ozg_tui.screens.kit.values import has_values, value_list

        entry = self.entry()
        if entry is None or not has_values(entry):
            self.say("Für dieses Feld gibt es keine Werteliste.")
            return

        def taken(chosen: tuple[Any, str] | None) -> None:
            if chosen is not None:
                entry.take(*chosen)
                self.focus_next()

        self.host.push(value_list(entry, self.bridge), taken)

    def action_undo_typing(self) -> None:
        """Take typing back in the field with the cursor."""
        if (entry := self.entry()) is not None:
            entry.undo()

    def action_redo_typing(self) -> None:
        """Repeat what was taken back."""
        if (entry := self.entry()) is not None:
            entry.redo()
