"""A form as a conversation: field by field, checked as on the screen, saved as on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from db.errors import StoreError
from ozg_tui.cli.linear.talk import BACK, NOTHING, SAVE, VALUES, Back, Talk
from ozg_tui.codes.checks import State
from ozg_tui.desk.entry.check import Checked, check
from ozg_tui.desk.entry.fields import Field, FieldKind, fields_of
from ozg_tui.desk.entry.prepare import prepare
from ozg_tui.desk.search.lookups import choices, meant
from ozg_tui.desk.telephone.callers import area_code_of
from ozg_tui.rules.verdict import state_label

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Records, Stored

_OFFERED = 9
HELP = (
    f"Enter lässt eine Angabe, wie sie ist. {VALUES} nennt, was möglich ist. {NOTHING} leert sie. "
    f"{SAVE} geht gleich zum Sichern. {BACK} bricht ab."
)


class _Form:
    """What stands in the fields, as it would be typed; picked ones as a pair of number and name."""

    def __init__(
        self,
        talk: Talk,
        desk: Desk,
        records: Records[Any, Any],
        record_id: int | None,
        prefill: Mapping[str, str],
    ) -> None:
        self.talk = talk
        self.desk = desk
        self.record_id = record_id
        # A draft belongs to a window; a conversation begins with what is stored.
        self.prepared = prepare(desk, records, record_id, prefill, without_draft=True)
        self.texts = dict(self.prepared.texts)

    def checked(self) -> Checked[Any]:
        """All that is typed, checked together."""
        records, stored = self.prepared.records, self.prepared.stored
        raw = {field.name: _raw(field, self.texts.get(field.name)) for field in self.fields}
        context = {
            "today": self.desk.today(),
            "stored": stored.value if stored is not None else None,
        }
        found = check(records.model, raw, context)
        town = records.town(found.partial, self.record_id)
        if town is None or (code := area_code_of(self.desk, town)) is None:
            return found
        return check(records.model, raw, context | {"area_code": code})

    @property
    def fields(self) -> tuple[Field, ...]:
        return self.prepared.fields

    def go_through(self) -> None:
        """Ask for one field after the other, until the last or until somebody has enough."""
        for field in self.fields:
            if field.kind is not FieldKind.ROWS and self.ask(field):
                return

    def ask(self, field: Field) -> bool:
        """Ask for a field until it is right; whether to go on to saving."""
        label = f"{field.label}, nötig" if field.required else field.label
        while True:
            held = _shown(self.texts.get(field.name))
            answer = self.talk.ask(label, held)
            if field.required and not (answer or held):
                self.talk.say("Das ist nötig.")
                continue
            if answer == SAVE:
                return True
            if answer == VALUES:
                self.say_values(field)
                continue
            if not answer or self.take(field, answer):
                return False

    def take(self, field: Field, answer: str) -> bool:
        """Put an answer into its field; whether it is right there."""
        before = self.texts.get(field.name, "")
        if answer == NOTHING:
            self.texts[field.name] = ""
        elif field.kind is FieldKind.PICK:
            self.texts[field.name] = self.picked(field, answer)
        else:
            self.texts[field.name] = answer
        found = self.checked()
        if wrong := found.errors.get((field.name,)):
            self.texts[field.name] = before
            self.talk.say(wrong)
            return False
        if field.kind not in {FieldKind.PICK, FieldKind.TEXT, FieldKind.MULTILINE}:
            text = field.text(getattr(found.partial, field.name))
            if text and text != answer:
                self.talk.say(text)
                self.texts[field.name] = text
        return True

    def picked(self, field: Field, answer: str) -> list[str] | str:
        """The record that is meant; several are offered. Raises `Back`."""
        only, _ = meant(self.desk, field.lookup, answer)
        if only is None:
            offered = choices(self.desk, field.lookup, answer, _OFFERED)
            if not offered:
                return answer
            names = [f"{each.label}, {each.hint}".rstrip(", ") for each in offered]
            only = offered[self.talk.choose("Welche Nummer", names)]
        self.talk.say(only.label)
        return [str(only.id), only.label]

    def say_values(self, field: Field) -> None:
        """What can be typed here."""
        if field.choices:
            self.talk.say(", ".join(label for _, label in field.choices))
        elif field.kind is FieldKind.PICK:
            self.talk.say("Den Anfang eines Namens, einen Ort oder eine Nummer.")
        elif field.kind is FieldKind.DAY:
            self.talk.say("Einen Tag: h für heute, +14, mo, kw50, 23.11. oder 23.11.2026.")
        else:
            self.talk.say(field.help or "Einen Text.")


def fill_in(
    talk: Talk,
    desk: Desk,
    records: Records[Any, Any],
    record_id: int | None = None,
    prefill: Mapping[str, str] | None = None,
) -> Stored[Any] | None:
    """Ask for all fields, tell what the rules say, save after a yes. None where nobody saved.

    Raises `Back` where somebody breaks it off.
    """
    form = _Form(talk, desk, records, record_id, prefill or {})
    talk.say(HELP)
    form.go_through()
    while True:
        found = form.checked()
        if found.value is None:
            _ask_again(form, found)
            continue
        _say_what_the_rules_say(talk, desk, records, found, record_id)
        if not talk.agree("Sichern?"):
            talk.say("Nicht gesichert.")
            return None
        try:
            saved = records.save(desk, found.value, form.prepared.stored)
        except StoreError as error:
            talk.say(f"Nicht gesichert. {error}")
            form.go_through()
            continue
        talk.say(f"Gesichert: {saved.title}.")
        return saved


def _ask_again(form: _Form, found: Checked[Any]) -> None:
    """The fields that are missing or wrong, each with its sentence."""
    by_name = {field.name: field for field in form.fields}
    for path, sentence in found.errors.items():
        field = by_name[str(path[0])] if path else form.fields[0]
        form.talk.say(f"{field.label}: {sentence}")
        if field.kind is FieldKind.ROWS:
            form.talk.say("Zeilen lassen sich hier nicht ändern, nur im Programm mit Bild.")
            raise Back
        form.ask(field)


def _say_what_the_rules_say(
    talk: Talk,
    desk: Desk,
    records: Records[Any, Any],
    found: Checked[Any],
    record_id: int | None,
) -> None:
    examination = records.examine(desk, found.partial, record_id)
    if examination is None:
        return
    if examination.verdict:
        talk.say(f"Ergebnis: {examination.verdict}.")
    for each in examination.checks:
        if each.state is not State.fulfilled:
            parts = (each.value, each.distance, each.question)
            said = ". ".join(part.rstrip(".") for part in parts if part)
            talk.say(f"{each.title}: {state_label(each.state)}. {said}")
    talk.say(*examination.remarks.values())


def _shown(held: Any) -> str:
    return str(held[1] if isinstance(held, list) else held or "")


def _raw(field: Field, held: Any) -> Any:
    """What the model gets of what stands in a field."""
    if field.kind is FieldKind.ROWS:
        assert field.row_model is not None
        columns, rows = fields_of(field.row_model), held or ()
        return [{each.name: _raw(each, row.get(each.name)) for each in columns} for row in rows]
    if isinstance(held, list):
        return held[0]
    if field.kind is FieldKind.CHOICE:
        return field.chosen(held or "")
    return held or ""
