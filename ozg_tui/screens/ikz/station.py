"""The next step of an IKZ application: which one, on which day, and a remark."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.rules.ikz.station import wrong_day
from ozg_tui.screens.ikz.texts import step_choices
from ozg_tui.screens.kit.choice import ChoiceScreen, among
from ozg_tui.text import content
from ozg_tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from datetime import date

    from ozg_tui.desk.ikz.course import Course
    from ozg_tui.rules.ikz.path import Step

_LONGEST_NOTE = 200


class Wanted(NamedTuple):
    """A chosen step with its day and what there is to say about it."""

    step: Step
    on: date
    note: str


class StationScreen(ChoiceScreen):
    """Closes with what is wanted, or with None; Enter takes the marked step from every field."""

    DEFAULT_CSS = """
    StationScreen .entries { height: 1; }
    StationScreen .label { width: auto; }
    StationScreen #on { width: 14; }
    StationScreen #note { width: 1fr; }
    StationScreen #told { height: auto; color: $text-error; }
    StationScreen OptionList { max-height: 13; }
    """

    def __init__(self, course: Course) -> None:
        super().__init__("Station ändern", among(step_choices(course)))
        self.course = course

    def besides(self) -> ComposeResult:
        """The day of the step, which is today unless somebody says otherwise, and a remark."""
        with Horizontal(classes="entries"):
            yield Static("Tag ", classes="label")
            yield TextLine(format_date(self.course.today), id="on")
            yield Static("Bemerkung ", classes="label")
            yield TextLine(id="note", max_length=_LONGEST_NOTE)
        yield Static("", id="told")

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Show the day that was meant."""
        if event.input.id == "on" and (day := self._day()):
            event.input.value = format_date(day)

    def take(self, value: Step) -> None:
        """Close with the step, unless its day cannot be right."""
        if day := self._day():
            self.dismiss(Wanted(value, day, self.query_one("#note", Input).value))
        else:
            self.query_one("#on", Input).focus()

    def _day(self) -> date | None:
        """The day that is typed; None where it cannot be right, which is said then."""
        course = self.course
        day: date | None = None
        try:
            day = parse_date(self.query_one("#on", Input).value, course.today)
            said = wrong_day(day, course.since_on, course.today)
        except InputError as error:
            said = str(error)
        self.query_one("#told", Static).update(content(said))
        return None if said else day
