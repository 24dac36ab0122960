"""The one form: what can be done with a sheet, whatever its model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ozg_tui.german.counting import noun
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.sheet import SheetScreen

if TYPE_CHECKING:
    from db.errors import ConflictError, StoreError
    from ozg_tui.commands import Command
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Records, Stored
    from ozg_tui.desk.entry.check import Path
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host

_EXPLANATION = (
    "Enter: nächstes Feld. Datum: h, +14, kw50, 2311, 23.11.2026. Betrag: 25t, 25.000,00. "
    "F4: Werteliste. Esc: Formular verlassen, der Entwurf bleibt."
)


class FormScreen(SheetScreen):
    """A record to fill in. Closes with what was saved, or with None; the draft stays then."""

    _unproven: str | None = None
    """The name of a save of which nobody could say whether it was kept."""

    def offers(self, command: Command) -> bool:
        """Rows and reasons only where there are some."""
        if command.id in {"add_row", "remove_row"} and (self.sheet is None or not self.sheet.rows):
            return False
        if command.id == "why" and not (self.examination and self.examination.verdict):
            return False
        if command.id == "take_draft" and not (self.prepared and self.prepared.offered):
            return False
        if command.id == "open_alike" and not (self.examination and self.examination.leads):
            return False
        return super().offers(command)

    def reason_against(self, command: Command) -> str:
        """Nothing can be done while the form is being saved."""
        if self.is_saving:
            return "Einen Augenblick, es wird gerade gesichert."
        return super().reason_against(command)

    def explanation(self) -> str:
        """What the field with the cursor is about."""
        entry = self.entry()
        about = [f"Feld »{entry.field.label}«", entry.field.help] if entry is not None else []
        return "\n".join([part for part in about if part] + [_EXPLANATION])

    async def on_button_pressed(self) -> None:
        """The button at the end of the form."""
        await self.host.run_command("save")

    def action_next_part(self) -> None:
        """To the next part of a long form."""
        self._go_to_part(1)

    def action_previous_part(self) -> None:
        """To the beginning of this part, or to the one before."""
        self._go_to_part(-1)

    def _go_to_part(self, direction: int) -> None:
        if self.sheet is not None and self.focused in self.sheet.controls:
            self.sheet.next_part(self.focused, direction).focus()

    def action_why(self) -> None:
        """Explain every check."""
        from ozg_tui.forms.checks_text import in_full
        from ozg_tui.screens.kit.reader import ReaderScreen

        if self.examination is not None:
            self.host.push(ReaderScreen("Warum?", in_full(self.examination)))

    def action_open_alike(self) -> None:
        """Show the record that a remark speaks of."""
        from ozg_tui.resources.catalogue import BY_CODE

        if self.examination is not None and self.examination.leads is not None:
            code, number = self.examination.leads
            self.host.open_record(BY_CODE[code], number)

    def action_add_row(self) -> None:
        """Add an empty row at the end and go there."""
        if self.sheet is not None:
            entry = self.entry()
            name, texts = self.sheet.with_row_added(entry.path if entry is not None else ())
            self.opened.add(name)
            self.rebuild(texts, (name, len(texts[name]) - 1))

    def action_remove_row(self) -> None:
        """Remove the row with the cursor."""
        entry = self.entry()
        if self.sheet is None or entry is None or len(entry.path) == 1 or entry.path[1] == -1:
            self.say("Dafür muss der Cursor in der Zeile stehen.")
            return
        self.rebuild(self.sheet.without_row(entry.path), entry.path[:1])
        self.changed()

    async def action_back(self) -> None:
        """Leave; what is typed stays as a draft."""
        await self.action_leave()

    def action_save(self) -> None:
        """Save, or show all errors and go to the first."""
        self.settle_all(self._save)

    def _save(self) -> None:
        self.shows_all = True
        self.check()
        self.show_errors()
        if self.checked is None:
            return
        if self.checked.value is None:
            self._go_to_first_error(self.checked.errors)
            return
        self.save_value(self.checked.value)

    def save_value(self, value: Any) -> None:
        """Save this value; keys typed meanwhile are kept."""
        from db.errors import said_of_save

        assert self.prepared is not None
        records: Records[Any, Any] = self.prepared.records
        stored, number, unproven = self.prepared.stored, self.draft_number, self._unproven
        held = self.drafting.held if self.drafting is not None else None
        self.say("Wird gesichert …")
        if unproven is not None:
            self.host.do(
                lambda desk: records.kept(desk, unproven),
                lambda kept: self._known(kept, value),
                said_of_save,
            )
            return
        self.host.do(
            lambda desk: records.save(desk, value, stored, number, held),
            self._saved,
            lambda error: self._refused(error, value),
        )

    def _go_to_first_error(self, errors: Mapping[Path, str]) -> None:
        assert self.sheet is not None
        number = len(errors)
        one, many = "eine Angabe fehlt oder stimmt", f"{number} Angaben fehlen oder stimmen"
        self.say(f"Nicht gesichert: {noun(number, one, many)} nicht.")
        if (control := self.sheet.first_with_error(errors)) is not None:
            control.focus()

    async def action_leave(self) -> None:
        """Leave; what is typed stays as a draft."""
        from ozg_tui.screens.kit.question import QuestionScreen

        kept = self.drafting is not None and self.drafting.exists
        if reason := await self.keep_draft():
            question = f"{reason} Trotzdem verlassen und das Getippte verlieren?"
            self.host.push(QuestionScreen(question), self._abandon)
            return
        self.dismiss(None)
        if kept:
            self.app.call_later(self.host.say, "Nicht gesichert; der Entwurf bleibt erhalten.")

    def _abandon(self, yes: bool | None) -> None:
        if yes:
            self.drafting = None
            self.dismiss(None)

    def action_take_draft(self) -> None:
        """Go on with the draft that was left, as long as nothing new is typed."""
        if self.drafting is not None and self.drafting.exists:
            self.say("Hier steht schon Neues. Der Entwurf bleibt auf START unter UNFERTIG.")
        elif self.prepared is not None and self.prepared.offered is not None:
            self.draft = self.prepared.offered.holder
            self.load()

    async def action_discard(self) -> None:
        """Forget the draft and show what is stored, after a question."""
        from ozg_tui.screens.kit.question import QuestionScreen

        def answered(yes: bool | None) -> None:
            if yes:
                self.host.start(self._discard(), "discard")

        question = "Den Entwurf verwerfen? Was getippt und nicht gesichert ist, ist dann weg."
        self.host.push(QuestionScreen(question), answered)

    async def _discard(self) -> None:
        if self.drafting is not None and (reason := await self.drafting.discard()):
            self.say(reason)
            return
        self.shows_all = False
        self.touched.clear()
        self.load(without_draft=True)
        self.say("Der Entwurf ist verworfen; hier steht der gesicherte Stand.")

    def _known(self, kept: Stored[Any] | None, value: Any) -> None:
        """What became of the save before is found out; now save what is typed."""
        assert self.prepared is not None
        self.prepared = self.prepared._replace(stored=kept or self.prepared.stored)
        self._unproven = None
        self.save_value(value)

    def _saved(self, saved: Stored[Any]) -> str:
        if self.drafting is not None:
            self.drafting.saved()
        below = self.app.screen_stack[-2]
        self.dismiss(saved)
        if isinstance(below, DeskScreen) and self.record_id is None:
            below.came_in(self.resource, saved)
        return f"Gesichert: {saved.title}."

    def _refused(self, error: StoreError, value: Any) -> str:
        from db.errors import ConflictError, SaveUnconfirmedError, said_of_save

        if isinstance(error, ConflictError):
            self._show_conflict(error, value)
            return ""
        if isinstance(error, SaveUnconfirmedError):
            self._unproven = error.unit
            return str(error)
        return said_of_save(error)

    def _show_conflict(self, conflict: ConflictError, mine: Any) -> None:
        from db.errors import said_of_save
        from ozg_tui.screens.kit.conflict import ConflictScreen

        assert self.prepared is not None
        assert self.prepared.stored is not None
        stored, fields = self.prepared.stored, self.prepared.fields

        def question(desk: Desk) -> list[tuple[str, str, str, str]]:
            from ozg_tui.desk.entry.disputes import worded

            return worded(desk, fields, conflict.disputes)

        def answered(keep_mine: bool | None) -> None:
            if keep_mine is None:
                self.say(said_of_save(conflict))
                return
            # Measured against what they saved, a field of mine is a change, one of theirs is none.
            origin = stored.value.model_copy(update=conflict.theirs)
            joined = conflict.with_mine if keep_mine else conflict.with_theirs
            disputed = {name: joined[name] for name in conflict.theirs}
            assert self.prepared is not None
            self.prepared = self.prepared._replace(stored=stored._replace(value=origin))
            self.save_value(mine.model_copy(update=disputed))

        def ask(rows: list[tuple[str, str, str, str]]) -> None:
            self.host.push(ConflictScreen(str(conflict), rows), answered)

        self.bridge.read_record("disputes", question, self.if_still_here(ask))


def open_form(
    host: Host,
    resource: Resource,
    record_id: int | None,
    prefill: Mapping[str, str],
    draft: str | None = None,
) -> None:
    """Show the form of a record, or an empty one with some fields filled in."""
    host.push(FormScreen(resource, record_id, prefill, draft))
