"""The one form: any model, checked as a whole at each change, drafts kept while typing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from textual.containers import Horizontal, VerticalScroll
from textual.events import Key
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.commands import Context
from ozg_tui.screens.base import DeskScreen
from ozg_tui.text import paragraphs

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from db.errors import ConflictError
    from ozg_tui.desk.desk import Desk
    from ozg_tui.desk.records import Examination, Records
    from ozg_tui.forms.check import Checked, Path
    from ozg_tui.forms.drafting import Drafting
    from ozg_tui.forms.entry import Entry
    from ozg_tui.forms.prepare import Prepared
    from ozg_tui.forms.sheet import Sheet
    from ozg_tui.resources.resource import Resource

_EXPLANATION = (
    "Enter: nächstes Feld. Datum: h, +14, kw50, 2311, 23.11.2026. Betrag: 25t, 25.000,00. "
    "F4: Werteliste. Esc: Formular verlassen, der Entwurf bleibt."
)


class FormScreen(DeskScreen):
    """A record to fill in. Closes with what was saved, or with None; the draft stays then."""

    CONTEXT = Context.FORM
    CSS_PATH = "form.tcss"
    BINDINGS = [
        *commands.bindings(Context.FORM),
        ("escape", "command('leave')", "Abbrechen"),
        ("down", "app.focus_next", ""),
        ("up", "app.focus_previous", ""),
    ]

    def __init__(
        self, resource: Resource, record_id: int | None, prefill: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.resource = resource
        self.record_id = record_id
        self.prefill = prefill
        self.prepared: Prepared | None = None
        self.sheet: Sheet | None = None
        self.examination: Examination | None = None
        self.drafting: Drafting | None = None
        self.is_saving = False
        self._checked: Checked[Any] | None = None
        self._touched: set[Path] = set()
        self._shows_all = False
        self._draft_timer: Timer | None = None
        self._typed_ahead: list[Key] = []

    def caption(self) -> str:
        """What is being filled in."""
        name = self.resource.singular.upper()
        if self.prepared is None:
            return f"{name} …"
        if self.prepared.stored is None:
            return f"{name} neu"
        return f"{name} {self.prepared.stored.title} | Version {self.prepared.stored.version}"

    def body(self) -> ComposeResult:
        """Fields, with the checks beside them."""
        with Horizontal(id="form"), VerticalScroll(id="aside", can_focus=False):
            yield Static("", id="checks")

    def hidden_commands(self) -> frozenset[str]:
        """Rows and reasons only where there are some; F2 works but need not be shown."""
        hidden = {"search"}
        if self.sheet is None or not self.sheet.rows:
            hidden |= {"add_row", "remove_row"}
        if self.examination is None:
            hidden.add("why")
        return frozenset(hidden)

    def reason_against(self, command_id: str) -> str:
        """Nothing can be done before the form is there, nor while it is being saved."""
        if command_id in {"leave", "back", "search", "help", "commands", "quit_program"}:
            return ""
        if self.sheet is None:
            return "Das Formular wird noch geladen."
        if self.is_saving:
            return "Einen Augenblick, es wird gerade gesichert."
        if command_id in self.hidden_commands():
            return "Das gibt es in diesem Formular nicht."
        return ""

    def explanation(self) -> str:
        """What the field with the cursor is about."""
        entry = self._entry()
        about = [f"Feld »{entry.field.label}«", entry.field.help] if entry is not None else []
        return "\n".join([part for part in about if part] + [_EXPLANATION])

    def on_mount(self) -> None:
        """Fetch the record; keys typed meanwhile are kept."""
        self.show_footer()
        self._load()

    def on_key(self, event: events.Key) -> None:
        """Keep keys until the fields are there; Enter goes on to the next field."""
        if self.sheet is None:
            if event.key not in {"escape", "f3", "f12"}:
                self._typed_ahead.append(Key(event.key, event.character))
                event.stop()
                event.prevent_default()
        elif event.key == "enter" and self._entry() is not None:
            event.stop()
            self._go_on()

    def on_entry_edited(self) -> None:
        """Check again and keep a draft soon."""
        self._changed()

    def on_text_area_changed(self) -> None:
        """Check again and keep a draft soon."""
        self._changed()

    def on_entry_left(self, message: Entry.Left) -> None:
        """Write short forms out, and show what is wrong with the field."""
        self._touched.add(message.entry.path)
        if self._checked is not None:
            message.entry.write_out_from(self._checked.partial)
        self._show_errors()

    def on_button_pressed(self) -> None:
        """The button at the end of the form."""
        self.host.run_command("save")

    def action_values(self) -> None:
        """Offer what the field can hold."""
        from ozg_tui.screens.values import has_values, value_list

        entry = self._entry()
        if entry is None or not has_values(entry):
            self.say("Für dieses Feld gibt es keine Werteliste.")
            return

        def taken(chosen: tuple[Any, str] | None) -> None:
            if chosen is not None:
                entry.take(*chosen)
                self.focus_next()

        self.app.push_screen(value_list(entry, self.bridge), taken)

    def action_undo_typing(self) -> None:
        """Take typing back in the field with the cursor."""
        if (entry := self._entry()) is not None:
            entry.undo()

    def action_redo_typing(self) -> None:
        """Repeat what was taken back."""
        if (entry := self._entry()) is not None:
            entry.redo()

    def action_why(self) -> None:
        """Explain every check."""
        from ozg_tui.forms.checks_text import in_full
        from ozg_tui.screens.reader import ReaderScreen

        if self.examination is not None:
            self.app.push_screen(ReaderScreen("Warum?", in_full(self.examination)))

    def action_add_row(self) -> None:
        """Add an empty row at the end and go there."""
        if self.sheet is not None:
            name, texts = self.sheet.with_row_added()
            self._rebuild(texts, (name, len(texts[name]) - 1))

    def action_remove_row(self) -> None:
        """Remove the row with the cursor."""
        entry = self._entry()
        if self.sheet is None or entry is None or len(entry.path) == 1:
            self.say("Dafür muss der Cursor in der Zeile stehen.")
            return
        self._rebuild(self.sheet.without_row(entry.path), entry.path[:1])
        self._changed()

    def action_back(self) -> None:
        """Leave; what is typed stays as a draft."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave; what is typed stays as a draft."""
        self.run_worker(self._leave(), exclusive=True, group="leave")

    def action_discard(self) -> None:
        """Forget the draft and show what is stored."""
        self.run_worker(self._discard(), exclusive=True, group="load")

    def action_save(self) -> None:
        """Save, or show all errors and go to the first."""
        self._shows_all = True
        self._check()
        self._show_errors()
        if self._checked is None:
            return
        if self._checked.value is None:
            self._go_to_first_error(self._checked.errors)
            return
        self.is_saving = True
        self.run_worker(self._save(self._checked.value), group="save")

    async def on_unmount(self) -> None:
        """What has not been kept yet is kept now."""
        if self.drafting is not None:
            await self.drafting.keep()

    def _load(self, *, without_draft: bool = False) -> None:
        resource, record_id, prefill = self.resource, self.record_id, self.prefill

        def question(desk: Desk) -> Prepared:
            from ozg_tui.forms.prepare import prepare

            assert resource.records is not None
            records = resource.records()
            return prepare(desk, records, record_id, prefill, without_draft=without_draft)

        self.bridge.read_record("form", question, self._loaded)

    def _loaded(self, prepared: Prepared) -> None:
        from ozg_tui.forms.drafting import Drafting

        self.prepared = prepared
        self.drafting = Drafting(
            self.bridge,
            prepared.records.code,
            self.record_id or 0,
            lambda: self.sheet.texts() if self.sheet is not None else {},
        )
        self.drafting.exists = prepared.drafted_at is not None
        self._rebuild(prepared.texts)
        self.show_title()
        if prepared.drafted_at is not None:
            self.say(
                f"Entwurf von {prepared.drafted_at.astimezone():%d.%m.%Y %H:%M} geladen. "
                "F9 »Entwurf verwerfen« stellt den gesicherten Stand her."
            )

    def _rebuild(self, texts: Mapping[str, Any], cursor: Path = ()) -> None:
        self.run_worker(self._show_sheet(texts, cursor), exclusive=True, group="sheet")

    async def _show_sheet(self, texts: Mapping[str, Any], cursor: Path) -> None:
        from ozg_tui.forms.sheet import Sheet

        assert self.prepared is not None
        if self.sheet is not None:
            await self.sheet.remove()
        sheet = Sheet(self.prepared.fields, texts)
        await self.query_one("#form").mount(sheet, before=0)
        self.sheet = sheet
        sheet.first_control(cursor).focus()
        self._check()
        self.show_footer()
        typed, self._typed_ahead = self._typed_ahead, []
        for key in typed:
            self.app.post_message(key)

    def _changed(self) -> None:
        self._check()
        self._show_errors()
        if self.drafting is None:
            return
        self.drafting.changed()
        if self._draft_timer is None:
            from ozg_tui.forms.drafting import PAUSE_SECONDS

            self._draft_timer = self.set_timer(PAUSE_SECONDS, self._draft_due)

    def _draft_due(self) -> None:
        self._draft_timer = None
        self.run_worker(self._keep_draft(), group="draft")

    async def _keep_draft(self) -> None:
        if self.drafting is None or self.is_saving:
            return
        if reason := await self.drafting.keep():
            self.say(reason)

    def _check(self) -> None:
        from ozg_tui.forms.check import check

        if self.sheet is None or self.prepared is None:
            return
        records, record_id = self.prepared.records, self.record_id
        self._checked = checked = check(
            records.model, self.sheet.raw(), {"today": self.host.today()}
        )
        self.bridge.read_record(
            "examine",
            lambda desk: records.examine(desk, checked.partial, record_id),
            self._show_examination,
        )

    def _show_examination(self, examination: Examination | None) -> None:
        appeared = (self.examination is None) != (examination is None)
        self.examination = examination
        self.query_one("#aside").display = examination is not None
        if examination is not None:
            from ozg_tui.forms.checks_text import beside

            self.query_one("#checks", Static).update(paragraphs(beside(examination)))
        if appeared:
            self.show_footer()

    def _show_errors(self) -> None:
        if self.sheet is not None and self._checked is not None:
            self.sheet.show_errors(
                {
                    path: sentence
                    for path, sentence in self._checked.errors.items()
                    if self._shows_all or path in self._touched
                }
            )

    def _go_to_first_error(self, errors: Mapping[Path, str]) -> None:
        assert self.sheet is not None
        number = len(errors)
        self.say(
            "Noch nicht gesichert: eine Angabe fehlt oder stimmt nicht."
            if number == 1
            else f"Noch nicht gesichert: {number} Angaben fehlen oder stimmen nicht."
        )
        if (control := self.sheet.first_with_error(errors)) is not None:
            control.focus()

    def _entry(self) -> Entry | None:
        from ozg_tui.forms.entry import Entry

        return self.focused if isinstance(self.focused, Entry) else None

    def _go_on(self) -> None:
        """To the next field, unless what is typed still has to become a choice."""
        from ozg_tui.screens.values import is_unsettled, settle

        entry = self._entry()
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

    async def _leave(self) -> None:
        kept = self.drafting is not None and self.drafting.exists
        reason = await self.drafting.keep() if self.drafting is not None else ""
        if reason:
            self.say(reason)
            return
        self.dismiss(None)
        if kept:
            self.app.call_later(self.host.say, "Nicht gesichert; der Entwurf bleibt erhalten.")

    async def _discard(self) -> None:
        if self.drafting is not None:
            await self.drafting.discard()
        self._shows_all = False
        self._touched.clear()
        self._load(without_draft=True)

    async def _save(self, value: Any) -> None:
        from db.errors import ConflictError, StoreError

        assert self.prepared is not None
        assert self.drafting is not None
        records: Records[Any, Any] = self.prepared.records
        stored = self.prepared.stored
        self.say("Wird gesichert …")
        try:
            saved = await self.bridge.work(lambda desk: records.save(desk, value, stored))
        except ConflictError as conflict:
            self._show_conflict(conflict, value)
        except StoreError as error:
            self.say(str(error))
        else:
            self.drafting.saved()
            self.dismiss(saved)
            self.app.call_later(self.host.say, f"Gesichert: {saved.title}.")
        finally:
            self.is_saving = False

    def _show_conflict(self, conflict: ConflictError, mine: Any) -> None:
        from ozg_tui.screens.conflict import ConflictScreen, disputed

        assert self.prepared is not None
        assert self.prepared.stored is not None
        stored = self.prepared.stored
        rows = disputed(self.prepared.fields, mine, conflict.theirs, stored.value)

        def answered(keep_mine: bool | None) -> None:
            if keep_mine is None:
                return
            # Measured against what they saved, a field of mine is a change, one of theirs is none.
            origin = stored.value.model_copy(update=conflict.theirs)
            assert self.prepared is not None
            self.prepared = self.prepared._replace(stored=stored._replace(value=origin))
            value = mine if keep_mine else mine.model_copy(update=conflict.theirs)
            self.is_saving = True
            self.run_worker(self._save(value), group="save")

        self.app.push_screen(ConflictScreen(str(conflict), rows), answered)
