"""A screen with a sheet: fetched, checked as a whole at each change, kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static, TextArea

from ozg_tui.clock import BERLIN
from ozg_tui.screens.base import DeskScreen
from ozg_tui.screens.snippets import expand_typed
from ozg_tui.screens.subject import headline
from ozg_tui.text import paragraphs

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.timer import Timer
    from textual.widget import Widget

    from ozg_tui.desk.desk import Desk
    from ozg_tui.desk.records import Examination
    from ozg_tui.forms.check import Checked, Path
    from ozg_tui.forms.drafting import Drafting
    from ozg_tui.forms.entry import Entry, NoteBox
    from ozg_tui.forms.prepare import Prepared
    from ozg_tui.forms.sheet import Sheet
    from ozg_tui.resources.resource import Resource


class SheetScreen(DeskScreen):
    """Fields with the checks beside them; `checked` is what they hold and what is wrong.

    Keys that arrive before the sheet is there are kept for it.
    """

    CSS_PATH = "sheet.tcss"

    def __init__(
        self, resource: Resource, record_id: int | None, prefill: Mapping[str, str]
    ) -> None:
        super().__init__()
        self.resource = resource
        self.record_id = record_id
        self.prefill = prefill
        self.prepared: Prepared | None = None
        self.sheet: Sheet | None = None
        self._old_sheet: Sheet | None = None
        self.examination: Examination | None = None
        self.drafting: Drafting | None = None
        self.is_saving = False
        self.checked: Checked[Any] | None = None
        self.touched: set[Path] = set()
        self.shows_all = False
        self.opened: set[str] = set()
        self._beside = ""
        self._town: int | None = None
        self._area_code: str | None = None
        self._draft_timer: Timer | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether the sheet is still on its way, or on its way into the store."""
        return self.sheet is None or self.is_saving

    @property
    def focus_chain(self) -> list[Widget]:
        """The fields in their order, without a search for them at each step."""
        return super().focus_chain if self.sheet is None else self.sheet.focus_chain

    def caption(self) -> str:
        """What is being filled in."""
        name = self.resource.singular.upper()
        if self.prepared is None:
            return f"{name} …"
        if self.prepared.stored is None:
            return f"{name} neu"
        stored = self.prepared.stored
        return f"{headline(self.resource, stored.title)} | Version {stored.version}"

    def body(self) -> ComposeResult:
        """Fields, with the checks beside them."""
        with Horizontal(id="form"), VerticalScroll(id="aside", can_focus=False):
            yield Static("", id="checks")

    def on_mount(self) -> None:
        """Fetch the record; keys typed meanwhile are kept."""
        self.show_footer()
        self.load()

    def on_entry_edited(self) -> None:
        """Check again and keep a draft soon."""
        self.changed()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Check again and keep a draft soon; a snippet takes the place of its code."""
        self.changed()
        expand_typed(self, cast("NoteBox", event.text_area))

    def on_entry_left(self, message: Entry.Left) -> None:
        """Write short forms out, and show what is wrong with the field."""
        if self.open_gate(message.entry):
            return
        self.touched.add(message.entry.path)
        if self.checked is not None and self.sheet is not None:
            entry = message.entry
            entry.write_out_from(self.checked.partial, self.sheet.held(entry.path))
        self.show_errors()

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

    async def on_unmount(self) -> None:
        """What has not been kept yet is kept now."""
        await self.keep_draft()

    async def keep_draft(self) -> str:
        """Write the draft down; answers why that was not possible, or nothing."""
        return await self.drafting.keep() if self.drafting is not None else ""

    def load(self, *, without_draft: bool = False) -> None:
        """Fetch the record, or the draft of it."""
        resource, record_id, prefill = self.resource, self.record_id, self.prefill

        def question(desk: Desk) -> Prepared:
            from ozg_tui.forms.prepare import prepare

            assert resource.records is not None
            records = resource.records()
            return prepare(desk, records, record_id, prefill, without_draft=without_draft)

        self.bridge.read_record("form", question, self.if_still_here(self._loaded))

    def _loaded(self, prepared: Prepared) -> None:
        from ozg_tui.forms.drafting import Drafting

        self.prepared = prepared
        self.drafting = Drafting(
            self.bridge,
            prepared.records.code,
            self.draft_number,
            prepared.begun,
            self._texts,
        )
        self.drafting.exists = prepared.drafted_at is not None
        self.rebuild(prepared.texts)
        self.show_title()
        if prepared.drafted_at is not None:
            self.say(
                f"Entwurf von {prepared.drafted_at.astimezone(BERLIN):%d.%m.%Y %H:%M} geladen. "
                "F9 »Entwurf verwerfen« stellt den gesicherten Stand her."
                + _overtaken(prepared.overtaken)
            )

    @property
    def draft_number(self) -> int:
        """Under which number the draft of this form is kept."""
        from ozg_tui.forms.prepare import draft_number

        return draft_number(self.record_id, self.prefill)

    def _texts(self) -> dict[str, Any]:
        sheet = self.sheet or self._old_sheet
        return sheet.texts() if sheet is not None else {}

    def rebuild(self, texts: Mapping[str, Any], cursor: Path = ()) -> None:
        """Show these texts on a new sheet, with the cursor in the field of this path."""
        # Until the new sheet is there, keys are kept for it.
        self._old_sheet, self.sheet = self.sheet, None
        self.set_focus(None)
        self.run_worker(self._show_sheet(texts, cursor), exclusive=True, group="sheet")

    async def _show_sheet(self, texts: Mapping[str, Any], cursor: Path) -> None:
        from ozg_tui.forms.sheet import Sheet

        assert self.prepared is not None
        if self._old_sheet is not None:
            await self._old_sheet.remove()
        if not self.is_attached:
            return
        sheet = Sheet(self.prepared.fields, texts, self.opened)
        await self.query_one("#form").mount(sheet, before=0)
        if self not in self.app.screen_stack:
            # Somebody left while the fields came.
            return
        self.sheet = sheet
        sheet.first_control(cursor).focus()
        self.check()
        self.show_footer()
        self.host.keys.go_on()

    def changed(self) -> None:
        """Check again, and keep a draft soon."""
        self.check()
        self.show_errors()
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

    def check(self) -> None:
        """Check what the sheet holds, and ask the rules about it."""
        from ozg_tui.forms.check import check

        if self.sheet is None or self.prepared is None:
            return
        records, record_id = self.prepared.records, self.record_id
        stored = self.prepared.stored
        checked = check(
            records.model,
            self.sheet.raw(),
            {
                "today": self.host.today(),
                "area_code": self._area_code,
                "stored": stored.value if stored is not None else None,
            },
        )
        shown = {self.sheet.shown(path): said for path, said in checked.errors.items()}
        self.checked = checked._replace(errors=shown)
        self._ask_area_code(records.town(checked.partial, record_id))
        self.bridge.read_record(
            "examine",
            lambda desk: records.examine(desk, checked.partial, record_id),
            self.if_still_here(self._show_examination),
        )

    def _ask_area_code(self, town: int | None) -> None:
        if town == self._town:
            return
        before = self._area_code
        self._town, self._area_code = town, None
        if town is None:
            return

        def question(desk: Desk) -> str | None:
            from ozg_tui.desk.callers import area_code_of

            return area_code_of(desk, town)

        def known(code: str | None) -> None:
            if town == self._town and code != before:
                self._area_code = code
                self.check()
                self.show_errors()

        self.bridge.later("area code", question, self.if_still_here(known))

    def _show_examination(self, examination: Examination | None) -> None:
        appeared = (self.examination is None) != (examination is None)
        said = self.examination.remarks if self.examination is not None else {}
        self.examination = examination
        self.query_one("#aside").display = examination is not None
        if examination is not None:
            from ozg_tui.forms.checks_text import beside

            self._show_beside(beside(examination))
            if examination.remarks != said:
                self.show_errors()
        if appeared:
            self.show_footer()

    def _show_beside(self, text: str) -> None:
        # An update lays the whole screen out again; most keys change no check.
        if text != self._beside:
            self._beside = text
            self.query_one("#checks", Static).update(paragraphs(text))

    def show_errors(self) -> None:
        """Show what is wrong with fields that were left, or with all after an attempt to save."""
        if self.sheet is None or self.checked is None:
            return
        remarks = self.examination.remarks if self.examination is not None else {}
        self.sheet.show_errors(
            *(
                {
                    path: sentence
                    for path, sentence in said.items()
                    if self.shows_all or path in self.touched
                }
                for said in (self.checked.errors, remarks)
            )
        )

    def entry(self) -> Entry | None:
        """The one-line field with the cursor."""
        from ozg_tui.forms.entry import Entry

        return self.focused if isinstance(self.focused, Entry) else None


def _overtaken(labels: tuple[str, ...]) -> str:
    return f" Inzwischen von anderen geändert: {', '.join(labels)}." if labels else ""
