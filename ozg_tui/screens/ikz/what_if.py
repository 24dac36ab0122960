"""What would be if: free suppositions about an IKZ application, judged anew at each key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.containers import Vertical

from ozg_tui.screens.kit.fields import FieldsScreen
from ozg_tui.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from textual import events
    from textual.app import ComposeResult

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Examination
    from ozg_tui.desk.ikz.supposed.what_if import Supposed, WhatIf
    from ozg_tui.forms.entry import Entry
    from ozg_tui.forms.sheet import Sheet

_NAMES = ("join", "leave")
_PAGES = {"pagedown": 1, "pageup": -1}
_JOINING = "Namen oder Schlüssel, mit Komma getrennt"
_GREY = 48
"""The columns of a grey text: it must not break into a second line."""

_EXPLANATION = (
    "Nichts davon wird gesichert. Was leer bleibt, gilt wie eingetragen: Das steht dort in Grau. "
    "Enter: nächstes Feld. Kosten: Summe über alle Kommunen im Jahr, 350t oder 350.200,00. "
    "Laufzeit: h, +14, 311226; +6 Monate und -1 Jahr verschieben den eingetragenen Tag. "
    "F4: Kommunen. F7: jede Prüfung der Annahme. Bild auf und Bild ab blättern. Esc: zurück."
)


class WhatIfScreen(FieldsScreen):
    """Fields to suppose something in, with the outcome below; nothing is kept, no draft either.

    `about` says which application, `question` asks the desk for it as it is entered. Closes with
    None; what is below stays as it is.
    """

    def __init__(self, about: str, question: Callable[[Desk], WhatIf]) -> None:
        super().__init__()
        self.about = about
        self.question = question
        self.found: WhatIf | None = None
        self.supposed: Supposed | None = None
        self._entered: Mapping[str, str] = {}
        self._judged: Mapping[str, Any] = {}
        self._outcome = ""

    def caption(self) -> str:
        """Which application it is about."""
        return f"WAS WÄRE, WENN … {self.about}".rstrip()

    def body(self) -> ComposeResult:
        """Fields above, the outcome below."""
        with Vertical(id="form", classes="-stacked"):
            yield self.aside

    def explanation(self) -> str:
        """What the field with the cursor is about, and what all have in common."""
        entry = self.entry()
        about = [f"Feld »{entry.field.label}«", entry.field.help] if entry is not None else []
        return "\n".join([*filter(None, about), _EXPLANATION])

    def on_mount(self) -> None:
        """Fetch what is entered; keys typed meanwhile are kept."""
        self.show_footer()
        self.say("Hier wird nichts gesichert, auch kein Entwurf.")
        question = self.question

        def entered(desk: Desk) -> tuple[WhatIf, Mapping[str, str]]:
            from ozg_tui.desk.ikz.supposed.what_if import entered_texts

            found = question(desk)
            return found, entered_texts(desk, found)

        self.bridge.read_record("what if", entered, self.if_still_here(self._begin))

    def on_key(self, event: events.Key) -> None:
        """Turn the pages of the outcome from any field."""
        if event.key in _PAGES:
            event.stop()
            self.aside.scroll_page(_PAGES[event.key])

    def on_entry_left(self, message: Entry.Left) -> None:
        """Write Kommunen out by their names."""
        self._write_out(message.entry)

    def new_sheet(self, texts: Mapping[str, Any]) -> Sheet:
        """The fields with what is entered now in grey."""
        from ozg_tui.forms.sheet import Sheet

        grey = {name: _short(text) for name, text in self._entered.items()}
        return Sheet(self.fields, texts, saves=False, grey={"join": _JOINING, **grey})

    def check(self) -> None:
        """Suppose what is understood of the typed, and show what follows."""
        from ozg_tui.desk.entry.check import check
        from ozg_tui.desk.ikz.supposed.input import SuppositionInput
        from ozg_tui.desk.ikz.supposed.what_if import entered_days

        found = self.found
        if self.sheet is None or found is None:
            return
        context = {"today": self.host.clock.today(), **entered_days(found)}
        raw = self.sheet.raw()
        checked = check(SuppositionInput, raw, context)

        def question(desk: Desk) -> Supposed:
            from ozg_tui.desk.ikz.supposed.what_if import suppose

            return suppose(desk, found, checked.partial)

        def answered(supposed: Supposed) -> None:
            self.supposed, self._judged = supposed, raw
            errors = dict(checked.errors)
            errors |= {(name,): sentence for name, sentence in supposed.errors.items()}
            self.checked = checked._replace(errors=errors)
            self.show_errors()
            self._show_outcome()

        self.bridge.read_record("suppose", question, self.if_still_here(answered))

    def action_values(self) -> None:
        """Offer Kommunen: all, or those who take part."""
        from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
        from ozg_tui.screens.kit.values import records

        entry = self.entry()
        if entry is None or entry.field.name not in _NAMES:
            super().action_values()
            return
        *before, last = entry.value.replace(";", ",").split(",")

        def taken(chosen: tuple[Any, str] | None) -> None:
            if chosen is not None:
                entry.value = ", ".join(filter(None, [*map(str.strip, before), chosen[1]]))
                entry.cursor_position = len(entry.value)

        if entry.field.name == "join":
            ask = records(self.bridge, "municipality")
        else:
            names = self._entered["leave"].split(", ")
            ask = among([Choice((name, name), name) for name in names if name])
        self.host.push(ChoiceScreen(entry.field.label, ask, text=last.strip()), taken)

    def action_why(self) -> None:
        """Explain every check of the application as it would be."""
        supposed = self.supposed
        if supposed is None:
            return

        def question(desk: Desk) -> Examination:
            from ozg_tui.desk.ikz.supposed.what_if import supposed_reasons

            return supposed_reasons(desk, supposed)

        def answered(examination: Examination) -> None:
            from ozg_tui.forms.checks_text import in_full
            from ozg_tui.screens.kit.reader import ReaderScreen

            basis = f"Angenommen: {'; '.join(supposed.words) or 'nichts'}. Nichts ist gesichert."
            self.host.push(ReaderScreen("Warum? (Annahme)", in_full(examination, [basis])))

        self.bridge.read_record("why", question, self.if_still_here(answered))

    def action_leave(self) -> None:
        """Back; what was supposed is forgotten."""
        self.dismiss(None)

    def action_back(self) -> None:
        """The same."""
        self.dismiss(None)

    def _begin(self, begun: tuple[WhatIf, Mapping[str, str]]) -> None:
        from ozg_tui.desk.entry.fields import fields_of
        from ozg_tui.desk.ikz.supposed.input import SuppositionInput

        self.found, self._entered = begun
        self.fields = fields_of(SuppositionInput)
        self.rebuild({})

    def _write_out(self, entry: Entry) -> None:
        """Show the names of Kommunen, where all are understood."""
        name = entry.field.name
        # With a server the answer may still be about what was typed before.
        is_answered = self._judged.get(name) == entry.value
        if self.supposed is None or not is_answered or name in self.supposed.errors:
            return
        if names := ", ".join(self.supposed.named.get(name, ())):
            entry.value = names

    def _show_outcome(self) -> None:
        from ozg_tui.screens.ikz.what_if_text import what_if_text
        from ozg_tui.screens.kit.reader import hanging

        if self.found is None or self.supposed is None:
            return
        text = clean(what_if_text(self.found, self.supposed), multiline=True)
        if text != self._outcome:
            self._outcome = text
            self.aside.scroll_by(-len(self.aside.lines))
            self.aside.write(lambda width: hanging(text, width).splitlines())


def _short(text: str) -> str:
    return text if len(text) <= _GREY else f"{text[: _GREY - 1]}…"
