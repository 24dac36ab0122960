"""Recording the state of services: which one, since when, and a look before it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from ozg_tui.codes.services import RolloutState
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.dates import format_date, parse_date
from ozg_tui.rules.errors import InputError
from ozg_tui.screens.kit.choice import Choice, ChoiceScreen, among
from ozg_tui.text import clean, content
from ozg_tui.widgets.text_line import TextLine

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.services.recording import Cell, Order, Preview
    from ozg_tui.screens.kit.base import DeskScreen

_LONGEST = 200


class Meant(NamedTuple):
    """A choice of the list: a state, or None for the one that is there; likewise the entry."""

    state: RolloutState | None
    in_finder: bool | None


class Told(NamedTuple):
    """What somebody told: the state and entry, since when, from where, with a remark."""

    meant: Meant
    since: date
    source: str
    remark: str


def _choices() -> list[Choice]:
    """Live first, because that is what is told most; the entry in the Finder beside it."""
    states = [
        RolloutState.TEST,
        RolloutState.CONNECTING,
        RolloutState.PLANNED,
        RolloutState.DISTURBED,
        RolloutState.SWITCHED_OFF,
        RolloutState.NOT_STARTED,
        RolloutState.NOT_COMPETENT,
    ]
    return [
        Choice(Meant(RolloutState.LIVE, None), "live", "der Eintrag im Finder bleibt, wie er ist"),
        Choice(Meant(RolloutState.LIVE, True), "Finder: live und im Hessen-Finder"),
        *(Choice(Meant(state, None), ROLLOUT_STATES[state]) for state in states),
        Choice(Meant(None, True), "nur Finder: eingetragen", "der Stand bleibt"),
        Choice(Meant(None, False), "nur Finder: nicht eingetragen", "der Stand bleibt"),
    ]


class RecordScreen(ChoiceScreen):
    """Closes with what was told, or with None; Enter takes the marked state from every field."""

    DEFAULT_CSS = """
    RecordScreen .entries { height: 1; }
    RecordScreen .label { width: auto; }
    RecordScreen #since { width: 14; }
    RecordScreen #source { width: 1fr; }
    RecordScreen #remark { width: 1fr; }
    RecordScreen #told { height: auto; color: $text-error; }
    RecordScreen OptionList { max-height: 13; }
    """

    def __init__(self, title: str, today: date) -> None:
        super().__init__(f"Stand eintragen: {title}", among(_choices()))
        self.today = today

    def besides(self) -> ComposeResult:
        """Since when, which is today unless somebody says otherwise; source and remark."""
        with Horizontal(classes="entries"):
            yield Static("Seit ", classes="label")
            yield TextLine(format_date(self.today), id="since")
            yield Static("Quelle ", classes="label")
            yield TextLine(id="source", max_length=_LONGEST)
            yield Static("Bemerkung ", classes="label")
            yield TextLine(id="remark", max_length=_LONGEST)
        yield Static("", id="told")

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Show the day that was meant."""
        if event.input.id == "since" and (day := self._day()):
            event.input.value = format_date(day)

    def take(self, value: Meant) -> None:
        """Close with what was told, unless its day cannot be read."""
        if day := self._day():
            source, remark = (
                " ".join(clean(self.query_one(name, Input).value).split())
                for name in ("#source", "#remark")
            )
            self.dismiss(Told(value, day, source, remark))
        else:
            self.query_one("#since", Input).focus()

    def _day(self) -> date | None:
        """The day that is typed; None where it cannot be read, which is said then."""
        said = ""
        day: date | None = None
        try:
            day = parse_date(self.query_one("#since", Input).value, self.today)
        except InputError as error:
            said = str(error)
        self.query_one("#told", Static).update(content(said))
        return day


def record(
    screen: DeskScreen,
    cells: Sequence[Cell],
    title: str,
    recorded: Callable[[], None] | None = None,
) -> None:
    """Ask what is told about these cells, show what that would do, and save it after a yes.

    `recorded` is done before the screen is read anew.
    """
    host = screen.host

    def told(found: Told | None) -> None:
        if found is None:
            return

        def look(desk: Desk) -> Preview:
            from ozg_tui.desk.services.recording import preview

            return preview(desk, _order(cells, found))

        async def ask(seen: Preview) -> str:
            from ozg_tui.screens.kit.question import QuestionScreen

            if not seen.changes:
                return f"{title}: {seen.text}."
            if screen.is_current:
                question = f"{title}: {seen.text}. Eintragen?"
                await host.push(QuestionScreen(question), lambda yes: save(yes, seen))
            return ""

        host.do(look, ask)

    def save(yes: bool | None, seen: Preview) -> None:
        if not yes:
            return

        def job(desk: Desk) -> int:
            from ozg_tui.desk.services.recording import record as write

            return write(desk, seen)

        def done(changed: int) -> str:
            if recorded is not None:
                recorded()
            screen.action_reload()
            return f"{title}: {changed} eingetragen. u nimmt es zurück."

        host.do(job, done)

    host.push(RecordScreen(title, host.clock.today()), told)


def _order(cells: Sequence[Cell], told: Told) -> Order:
    from ozg_tui.desk.services.recording import Order
    from ozg_tui.rules.services.recording import Wish

    state, in_finder = told.meant
    wish = Wish(state=state, since=told.since, in_finder=in_finder, remark=told.remark or None)
    return Order(tuple(cells), wish, told.source or None)
