"""A list to choose from, narrowed by typing: value lists, commands, help."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from ozg_tui.german.columns import beside, width
from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.seams.fields import SeamOptionList
from ozg_tui.text import clean, content, paragraphs
from ozg_tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from textual import events
    from textual.widget import Widget

_WIDEST, _FRAME, _GAP = 96, 6, 2
"""The columns of the frame, what it and the scrollbar take of them, and what parts the columns."""


class Choice(NamedTuple):
    """Something to choose: its value, how it reads, and what helps to tell it from others."""

    value: Any
    label: str
    hint: str = ""


Ask = Callable[[str, Callable[[list[Choice]], None]], None]
"""Gets the typed text and hands the matching choices to the answer, at once or later."""


class ChoiceScreen(Dialog[Any]):
    """Closes with the chosen value, or with None."""

    BINDINGS = [("escape,f3,f12", "cancel", "Abbrechen")]

    def __init__(self, title: str, ask: Ask, *, above: str = "", text: str = "") -> None:
        super().__init__()
        self.heading = title
        self.ask = ask
        self.above = above
        self.text = text
        self._choices: list[Choice] = []
        self._is_in_list = False

    def compose(self) -> ComposeResult:
        """Explanation, filter and list."""
        with Vertical(classes="dialog wide"):
            yield Static(content(self.heading), classes="heading")
            if self.above:
                yield Static(paragraphs(self.above), classes="above")
            yield TextLine(self.text, placeholder="tippen zum Eingrenzen", id="filter")
            yield from self.besides()
            yield SeamOptionList(compact=True)

    def besides(self) -> ComposeResult:
        """What else can be entered with the choice."""
        yield from ()

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one("#filter", Input).focus()
        self.ask(self.text, self._show)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        if event.input.id == "filter":
            self.ask(event.value, self._show)

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the filter keeps the letters."""
        options = self.query_one(OptionList)
        actions: dict[str, Callable[[], None]] = {
            "down": options.action_cursor_down,
            "up": options.action_cursor_up,
            "pagedown": options.action_page_down,
            "pageup": options.action_page_up,
        }
        if event.key in actions and self.focused is not options:
            actions[event.key]()
            self._is_in_list = True
            event.stop()
        else:
            self._is_in_list = False

    @property
    def attended(self) -> Widget | None:
        """The marked choice, as soon as somebody has gone to it."""
        return self.query_one(OptionList) if self._is_in_list else self.focused

    def on_input_submitted(self) -> None:
        """Take the marked choice."""
        index = self.query_one(OptionList).highlighted
        if index is not None:
            self.take(self._choices[index].value)

    def take(self, value: Any) -> None:
        """Close with the choice."""
        self.dismiss(value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take the clicked choice."""
        self.take(self._choices[event.option_index].value)

    def action_cancel(self) -> None:
        """Close without a choice."""
        self.dismiss(None)

    def _show(self, choices: list[Choice]) -> None:
        if not self.is_running:
            return
        self._choices = choices
        # What only says something is passed over.
        self._draw(next((n for n, each in enumerate(choices) if each.value is not None), 0))

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._draw(self.query_one(OptionList).highlighted or 0)

    def _draw(self, marked: int) -> None:
        """Write the choices, their hints in a column beside them."""
        room = min(self.size.width, _WIDEST) - _FRAME
        labels = max((width(clean(choice.label)) for choice in self._choices), default=0) + _GAP
        if any(choice.hint for choice in self._choices):
            labels = min(labels, room * 3 // 5)
        options = self.query_one(OptionList)
        options.set_options(
            Option(
                paragraphs("\n".join(beside(clean(choice.label), clean(choice.hint), labels, room)))
            )
            for choice in self._choices
        )
        options.highlighted = marked if self._choices else None


def among(choices: list[Choice]) -> Ask:
    """Choose among a few known choices by words of label or hint."""

    def ask(text: str, answer: Callable[[list[Choice]], None]) -> None:
        from ozg_tui.desk.search.narrowing import narrowed

        texts = [(choice.label, choice.hint) for choice in choices]
        answer([choices[place] for place in narrowed(texts, text)])

    return ask
