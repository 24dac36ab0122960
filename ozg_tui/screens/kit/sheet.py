"""A record as fields: fetched, checked with the rules at each change, kept as a draft."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.widgets import TextArea

from ozg_tui import commands
from ozg_tui.clock import BERLIN
from ozg_tui.desk.core.values import TEXT_LENGTH
from ozg_tui.german.counting import number
from ozg_tui.screens.kit.fields import FieldsScreen
from ozg_tui.screens.kit.subject import Subject, headline

if TYPE_CHECKING:
    from textual.timer import Timer

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Examination
    from ozg_tui.desk.entry.check import Path
    from ozg_tui.desk.entry.overtaken import Overtaken
    from ozg_tui.desk.entry.prepare import Prepared
    from ozg_tui.forms.drafting import Drafting
    from ozg_tui.resources.resource import Resource
    from ozg_tui.seams.fields import SeamTextArea


class SheetScreen(FieldsScreen):
    """The fields of a record with the checks beside them."""

    def __init__(
        self,
        resource: Resource,
        record_id: int | None,
        prefill: Mapping[str, str],
        draft: str | None = None,
    ) -> None:
        super().__init__()
        self.resource = resource
        self.record_id = record_id
        self.prefill = prefill
        self.draft = draft
        """Who holds the draft that a new record goes on with; None for a new beginning."""
        self.prepared: Prepared | None = None
        self.examination: Examination | None = None
        self.drafting: Drafting | None = None
        self._town: int | None = None
        self._area_code: str | None = None
        self._draft_timer: Timer | None = None
        self._overtaken: Overtaken | None = None

    @property
    def is_saving(self) -> bool:
        """Whether what is typed is on its way into the store."""
        return bool(self.doing)

    def caption(self) -> str:
        """What is being filled in."""
        name = self.resource.singular.upper()
        if self.prepared is None:
            return f"{name} …"
        if self.prepared.stored is None:
            return f"{name} neu"
        stored = self.prepared.stored
        return f"{headline(self.resource, stored.title)}"

    def on_mount(self) -> None:
        """Fetch the record; keys typed meanwhile are kept."""
        self.show_footer()
        self.load()

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Check again and keep a draft soon; a snippet takes the place of its code."""
        self.changed()
        commands.handler(commands.WHILE_NOTING)(self, event.text_area)

    def on_seam_text_area_full(self, event: SeamTextArea.Full) -> None:
        """Say that there is no more room, at the letter that has none."""
        event.stop()
        self.say(
            f"Hier haben höchstens {number(TEXT_LENGTH)} Zeichen Platz; mehr kam nicht hinein."
        )

    async def on_unmount(self) -> None:
        """What has not been kept yet is kept now."""
        await self.keep_draft()

    async def keep_draft(self) -> str:
        """Write the draft down; answers why that was not possible, or nothing."""
        return await self.drafting.keep() if self.drafting is not None else ""

    def load(self, *, without_draft: bool = False) -> None:
        """Fetch the record, or the draft of it."""
        resource, record_id, prefill = self.resource, self.record_id, self.prefill
        holder = self.draft

        def question(desk: Desk) -> Prepared | str:
            from db.errors import NotFoundError, RefusedError
            from ozg_tui.desk.entry.prepare import prepare

            assert resource.records is not None
            records = resource.records()
            try:
                return prepare(
                    desk, records, record_id, prefill, without_draft=without_draft, holder=holder
                )
            except (NotFoundError, RefusedError) as error:
                return str(error)

        self.bridge.read_record("form", question, self.if_still_here(self._answered))

    def _answered(self, found: Prepared | str) -> None:
        if isinstance(found, str):
            # There is nothing to fill in: the reason is read where one came from.
            self.has_failed = True
            self.dismiss()
            self.app.call_later(self.host.say, found)
        else:
            self._loaded(found)

    def _loaded(self, prepared: Prepared) -> None:
        from ozg_tui.forms.drafting import Drafting

        self.prepared, self.fields, self._overtaken = prepared, prepared.fields, None
        at = prepared.drafted_at
        self.drafting = Drafting(
            self.bridge,
            prepared.records.code,
            self.draft_number,
            prepared.begun,
            self._texts,
            None if at is None else (prepared.drafted_in, at),
        )
        self.rebuild(prepared.texts, self.begins_at(prepared))
        self.show_title()
        if prepared.drafted_at is not None:
            self.say(
                f"Entwurf von {prepared.drafted_at.astimezone(BERLIN):%d.%m.%Y %H:%M} geht weiter. "
                "F9 »Entwurf verwerfen« stellt den gesicherten Stand her."
                + _overtaken(prepared.overtaken)
            )

        elif (offered := prepared.offered) is not None:
            when = f"{offered.saved_at.astimezone(BERLIN):%d.%m.%Y %H:%M}"
            self.say(f"F5 setzt den Entwurf von {when} fort: {offered.told or 'ohne Angaben'}")

    def begins_at(self, prepared: Prepared) -> Path:
        """Where the cursor begins: what is stored is read from its first field on, what is new goes
        on in the first empty one."""
        return () if prepared.stored is None else (prepared.fields[0].name,)

    def worked_on(self) -> Subject | None:
        """The record of the form, if it is there already."""
        return Subject(self.resource, self.record_id) if self.record_id is not None else None

    def on_screen_resume(self) -> None:
        """What others saved meanwhile is marked."""
        self._ask_what_changed()

    def follow(self) -> None:
        """Mark the fields that others have changed; what is typed stays as it is."""
        if self.is_here:
            self._ask_what_changed()
            self._ask_who_else()

    def _ask_what_changed(self) -> None:
        prepared = self.prepared
        if prepared is None or prepared.stored is None or self.is_saving:
            return

        def question(desk: Desk) -> Overtaken:
            from ozg_tui.desk.entry.overtaken import overtaken

            return overtaken(desk, prepared)

        def answered(found: Overtaken) -> None:
            if prepared is not self.prepared or found == self._overtaken:
                return
            self._overtaken = found
            self._mark()
            if found.sentence:
                self.say(found.sentence)

        self.bridge.later("overtaken", question, self.if_still_here(answered))

    def show_sheet(self) -> None:
        """The marks stay when rows come and go."""
        self._mark()

    def _mark(self) -> None:
        if self.sheet is not None and self._overtaken is not None:
            self.sheet.mark(self._overtaken.fields, self._overtaken.rows)

    @property
    def draft_number(self) -> int:
        """Under which number the draft of this form is kept."""
        from ozg_tui.desk.core.draft_number import draft_number

        return draft_number(self.record_id, self.prefill)

    def _texts(self) -> dict[str, Any]:
        sheet = self.sheet or self._old_sheet
        return sheet.texts() if sheet is not None else {}

    def changed(self) -> None:
        """Check again, and keep a draft soon."""
        super().changed()
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
        from ozg_tui.desk.entry.check import check

        if self.sheet is None or self.prepared is None:
            return
        records, record_id = self.prepared.records, self.record_id
        stored = self.prepared.stored
        checked = check(
            records.model,
            self.sheet.raw(),
            {
                "today": self.host.clock.today(),
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
            from ozg_tui.desk.telephone.callers import area_code_of

            return area_code_of(desk, town)

        def known(code: str | None) -> None:
            if town == self._town and code != before:
                self._area_code = code
                self.check()
                self.show_errors()

        self.bridge.later("area code", question, self.if_still_here(known))

    def _show_examination(self, examination: Examination | None) -> None:
        appeared = (self.examination is None) != (examination is None)
        said = self.remarks()
        self.examination = examination
        self.aside.display = examination is not None and bool(examination.verdict)
        if examination is not None:
            from ozg_tui.forms.checks_text import report

            self.aside.write(partial(report, examination))
            if examination.remarks != said:
                self.show_errors()
        if appeared:
            self.show_footer()

    def remarks(self) -> Mapping[Path, str]:
        """What the rules have to say at single fields."""
        return self.examination.remarks if self.examination is not None else {}


def _overtaken(labels: tuple[str, ...]) -> str:
    return f" Inzwischen von anderen geändert: {', '.join(labels)}." if labels else ""
