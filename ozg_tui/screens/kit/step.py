"""The next step on a way: which one, on which day, and what there is to say about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.text import content
from ozg_tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

LONGEST_NOTE = 200


class Wanted(NamedTuple):
    """A chosen step with its day and what there is to say about it.

    `other` is the second day, where one was asked for.
    """

    step: Any
    on: date
    note: str
    other: date | None = None


class Other(NamedTuple):
    """A second day that is asked for besides that of the step: its label, and the day so far."""

    label: str
    day: date | None


class StepScreen(ChoiceScreen):
    """Closes with what is wanted, or with None; Enter takes the marked step from every field.

    `wrong` says of a day why the step cannot have been then; empty when it can.
    """

    DEFAULT_CSS = """
    StepScreen .entries { height: 1; }
    StepScreen .label { width: auto; }
    StepScreen .day { width: 14; }
    StepScreen #note { width: 1fr; }
    StepScreen #told { height: auto; color: $text-error; }
    StepScreen OptionList { max-height: 13; }
    """

    def __init__(
        self,
        title: str,
        choices: list[Choice],
        today: date,
        wrong: Callable[[date], str],
        *,
        note: str = "Bemerkung",
        other: Other | None = None,
    ) -> None:
        super().__init__(title, among(choices))
        self.today = today
        self.wrong = wrong
        self.note = note
        self.other = other

    def besides(self) -> ComposeResult:
        """The day of the step, which is today unless somebody says otherwise, and a remark."""
        with Horizontal(classes="entries"):
            yield Static("Tag ", classes="label")
            yield TextLine(format_date(self.today), select_on_focus=True, id="on", classes="day")
            if self.other is not None:
                yield Static(content(f"{self.other.label} "), classes="label")
                so_far = format_date(self.other.day) if self.other.day else ""
                yield TextLine(so_far, select_on_focus=True, id="other", classes="day")
            yield Static(content(f"{self.note} "), classes="label")
            yield TextLine(id="note", max_length=LONGEST_NOTE)
        yield Static("", id="told")

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Show the day that was meant."""
        field = event.input
        if field.id in {"on", "other"} and field.value and (day := self._day(field.id)):
            field.value = format_date(day)

    def take(self, value: Any) -> None:
        """Close with the step, unless a day cannot be right."""
        day = self._day("on")
        if day is None:
            self.query_one("#on", Input).focus()
            return
        other = None
        if self.other is not None and self.query_one("#other", Input).value.strip():
            other = self._day("other")
            if other is None:
                self.query_one("#other", Input).focus()
                return
        self.dismiss(Wanted(value, day, self.query_one("#note", Input).value, other))

    def _day(self, field: str) -> date | None:
        """The day that is typed; None where it cannot be right, which is said then."""
        day: date | None = None
        try:
            day = parse_date(self.query_one(f"#{field}", Input).value, self.today)
            said = self.wrong(day) if field == "on" else ""
        except InputError as error:
            said = str(error)
        self.query_one("#told", Static).update(content(said))
        return None if said else day
