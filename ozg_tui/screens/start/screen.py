"""START: the search box for the telephone, and below it the desk's day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.widgets import Static

from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.everything import EverythingScreen
from ozg_tui.screens.kit.search_box import SearchBox
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.screens.start import questions as start_questions
from ozg_tui.widgets.panels import Panels
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual import events

    from db.errors import StoreError
    from ozg_tui.commands import Command
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.overview.applications import Obstacle
    from ozg_tui.desk.overview.day import Overview
    from ozg_tui.desk.overview.quality import Quality
    from ozg_tui.desk.practice.tasks import Progress
    from ozg_tui.desk.search.lists import Line
    from ozg_tui.resources.resource import Resource

T = TypeVar("T")

_MOVES = frozenset({"down", "up", "left", "right", "home", "end", "pagedown", "pageup", "enter"})

_NOTHING_TO_OPEN = "Diese Zeile hat nichts zu öffnen."


class DayPanels(Panels):
    """The panels of START; the key above the first line leads back into the search box."""

    def on_resize(self) -> None:
        """Write the lines for the new width."""
        if isinstance(self.screen, StartScreen):
            self.screen.draw()

    def steer(self, key: str) -> bool:
        """Do what a movement key asks, as soon as there are lines."""
        screen = self.screen
        assert isinstance(screen, StartScreen)
        if not self.panels and key in _MOVES:
            screen.take_later(key)
            return True
        before = self.panel, self.line
        steered = super().steer(key)
        if key == "up" and before == (self.panel, self.line):
            screen.action_narrow()
        return steered


class StartScreen(EverythingScreen):
    """While nothing is searched the panels stand where the hits will be.

    The list keeps its place below them, so that the first letter moves no widget. What the panels
    show is read in the pool; a key is kept only when it is about lines that are still to come.
    """

    def __init__(self, resource: Resource) -> None:
        super().__init__(resource)
        self.panels = DayPanels()
        self.seen: Overview | None = None
        self.obstacles: Sequence[Obstacle] | None = None
        self.overdue: Sequence[Line] = ()
        self.quality: Quality | None = None
        self.progress: Sequence[Progress] = ()
        self._kept_key = ""
        self._is_asking = False
        self._was_left = False

    @property
    def is_waiting(self) -> bool:
        """Whether a key was pressed on lines that are still on their way."""
        return bool(self._kept_key) or super().is_waiting

    @property
    def is_searching(self) -> bool:
        """Whether the hits are shown, not the panels."""
        return bool(self.search_text)

    def body(self) -> ComposeResult:
        """Search box, below it panels or hits."""
        yield from self.search_line()
        with Container(id="stage"):
            with Vertical(id="day"):
                yield self.panels
                yield Static("", id="state")
            yield self.list

    def explanation(self) -> str:
        """How one gets from the box to the panels and to what they count."""
        return (
            "Tippen sucht in allem. Esc oder Pfeil ab führt in die Übersicht: 1 bis 9 wählt ein "
            "Feld, Enter öffnet, was eine Zahl gezählt hat. s führt zurück in die Suche. In der "
            "Übersicht sind Buchstaben Befehle (LISTE), im Suchfeld sind sie Text (EINGABE)."
        )

    def on_mount(self) -> None:
        """Read the day behind the first frame."""
        self.list.can_focus = False
        self.ask()

    def on_screen_suspend(self) -> None:
        """A dialog leaves the cursor where it is; who goes to another screen comes back anew."""
        self._was_left = self._was_left or isinstance(self.app.screen, DeskScreen)

    def on_screen_resume(self) -> None:
        """Everything else was left, unless another section is on its way: ready for a name."""
        if self.app.screen is not self:
            return
        self.host.come_back()
        if self._was_left:
            self._was_left = False
            self.action_narrow()

    def begin_anew(self) -> None:
        """Forget what was searched; the next letter is a name."""
        super().begin_anew()
        self.action_narrow()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses a panel; what cannot be opened says so."""
        if self.focused is not self.panels:
            return
        if event.key == "enter":
            event.stop()
            if self._target is None:
                self.say(_NOTHING_TO_OPEN)
        elif event.key.isdigit() and event.key != "0":
            event.stop()
            if self.panels.panels:
                self._choose(event.key)
            else:
                self.take_later(event.key)

    def on_panels_opened(self, event: Panels.Opened) -> None:
        """Open what stands behind the line."""
        self._open_target(event.line.target)

    def chosen(self) -> Subject | None:
        """The record of the line with the cursor, be it a hit or a line of a panel."""
        if self.is_searching:
            return super().chosen()
        target = self._target
        return target if isinstance(target, Subject) else None

    def reason_against(self, command: Command) -> str:
        """What a line of a panel cannot do."""
        if not self.is_searching:
            if command.id == "open" and self._target is None:
                return _NOTHING_TO_OPEN
            if command.id == "edit" and self.chosen() is None:
                return "Diese Zeile ist kein Eintrag. Enter zeigt, was gezählt wurde."
            if command.id in {"open", "copy"}:
                return ""
        return super().reason_against(command)

    async def action_back(self) -> None:
        """Out of the program, after a question."""
        await self.host.action_quit_program()

    def search(self, text: str) -> None:
        """Show hits in place of the panels, or the panels again."""
        before, is_searching = self.is_searching, bool(text)
        if is_searching != before:
            self.list.can_focus = is_searching
            self.query_one("#day").visible = not is_searching
        super().search(text)
        if before and not is_searching and self.focused is self.list:
            self.panels.focus()

    def steer(self, key: str) -> bool:
        """From the empty box into the panels; with a text as in every list."""
        if self.is_searching:
            return super().steer(key)
        if key in {"down", "pagedown"}:
            self.panels.focus()
        elif key == "enter":
            self.say("Erst einen Namen, Ort, Schlüssel oder eine Nummer eintippen.")
        return key in {"up", "down", "pageup", "pagedown", "enter"}

    def fill(self) -> None:
        """Without a text there are panels and no hits."""
        if self.is_searching:
            super().fill()

    async def action_list_mode(self) -> None:
        """From the empty box into the panels."""
        if self.focused is self.query_one(SearchBox) and not self.is_searching:
            self.panels.focus()
        else:
            await super().action_list_mode()

    def action_open(self) -> None:
        """Open the hit, or what stands behind the line of a panel."""
        if self.is_searching:
            super().action_open()
        elif self._target is not None:
            self._open_target(self._target)

    def action_reload(self) -> None:
        """Read day and hits anew."""
        self.ask()
        if self.is_searching:
            super().action_reload()

    def action_copy(self) -> None:
        """Copy the hit's number, or the line of a panel with its day."""
        line = self.panels.current
        if self.is_searching:
            super().action_copy()
        elif line is not None and self.seen is not None:
            told = " ".join(line.text.split())
            source = f"OZG-Koordinierungsstelle, Stand {self.seen.day:%d.%m.%Y}"
            self.host.copy(f"{told} ({source})")

    def take_later(self, key: str) -> None:
        """Keep a key, and with it those that follow, until there are lines."""
        if self._is_asking:
            self._kept_key = key
        else:
            self.say("Die Übersicht ließ sich nicht lesen. F5 versucht es noch einmal.")

    def ask(self) -> None:
        """Read the day: first what is quick, then what the rules say, then what takes long."""
        self.is_stale, self._is_asking = False, True
        self._ask_for("overview", start_questions.overview, self._show_day)

    def draw(self) -> None:
        """Write the panels for the space there is."""
        seen = self.seen
        if seen is None:
            return
        from ozg_tui.screens.start.panels import panels, state_line

        size = self.panels.size
        self.panels.show(
            panels(
                seen,
                self.obstacles,
                self.quality,
                self.host.actor,
                (size.width, size.height),
                self.overdue,
                self.progress,
            )
        )
        write(self.query_one("#state", Static), f" {state_line(seen, size.width - 1)}")

    @property
    def _target(self) -> Any:
        line = self.panels.current
        return None if line is None else line.target

    def _show_day(self, seen: Overview) -> None:
        self.seen, self._is_asking = seen, False
        if not seen.facts.open_applications.ids:
            self.obstacles = ()
        if self.host.is_practice:
            self._ask_for("practice", start_questions.progress, self._show_progress)
        self.draw()
        self.call_after_refresh(self._get_ready, seen)
        self._take_kept_key()

    def _get_ready(self, seen: Overview) -> None:
        """Have lists ready for whoever types a name, then ask for what takes longer."""
        self.bridge.read("lists", lambda _: None, lambda _: self._ask_the_rules(seen))

    def _ask_the_rules(self, seen: Overview) -> None:
        if seen.facts.open_applications.ids:
            self._ask_for("obstacles", start_questions.obstacles, self._show_obstacles)
        else:
            self._ask_what_is_owed()

    def _show_obstacles(self, obstacles: Sequence[Obstacle]) -> None:
        self.obstacles = obstacles
        self.draw()
        # One after the other: a save finds a free place in the pool.
        self._ask_what_is_owed()

    def _ask_what_is_owed(self) -> None:
        if self.seen is not None and self.seen.facts.granted_applications.ids:
            self._ask_for("overdue", start_questions.overdue, self._show_overdue)
        else:
            self._show_overdue(())

    def _show_overdue(self, overdue: Sequence[Line]) -> None:
        if overdue != self.overdue:
            self.overdue = overdue
            self.draw()
        self._ask_the_quality()

    def _ask_the_quality(self) -> None:
        self._ask_for("quality", start_questions.quality, self._show_quality)

    def _show_progress(self, progress: Sequence[Progress]) -> None:
        self.progress = progress
        self.draw()

    def _show_quality(self, quality: Quality) -> None:
        self.quality = quality
        self.draw()

    def _ask_for(
        self, group: str, question: Callable[[Desk], T], show: Callable[[T], None]
    ) -> None:
        """Ask in the pool. What the store refuses is said, and no key waits for it any longer."""

        def tried(desk: Desk) -> T | StoreError:
            from db.errors import StoreError

            try:
                return question(desk)
            except StoreError as error:
                return error

        def answered(found: T | StoreError) -> None:
            if isinstance(found, Exception):
                self.say(str(found))
                self._is_asking, self._kept_key = False, ""
                self.host.keys.go_on()
            else:
                show(found)

        self.bridge.later(group, tried, self.if_still_here(answered))

    def _take_kept_key(self) -> None:
        key, self._kept_key = self._kept_key, ""
        if key.isdigit():
            self._choose(key)
        elif key and self.app.screen is self:
            self.panels.steer(key)
        self.host.keys.go_on()

    def _choose(self, digit: str) -> None:
        if int(digit) <= len(self.panels.panels):
            self.panels.choose(int(digit) - 1, 0)

    def _open_target(self, target: Any) -> None:
        from ozg_tui.screens.start.lines import Reading, ToDo, Unfinished
        from ozg_tui.screens.start.rows import Figure, RowsScreen

        if isinstance(target, Figure):
            self.host.push(RowsScreen(target))
        elif isinstance(target, Subject):
            self.host.open_record(target.resource, target.record_id)
        elif isinstance(target, Unfinished):
            from ozg_tui.desk.core.draft_number import opens_draft
            from ozg_tui.resources.catalogue import FORMS

            record_id, prefill = opens_draft(target.record_id)
            self.host.open_form(FORMS[target.form], record_id, prefill, target.holder)
        elif isinstance(target, ToDo):
            self.app.call_later(self.host.run_command, target.command)
        elif isinstance(target, Reading):
            from ozg_tui.screens.kit.reader import ReaderScreen

            self.host.push(ReaderScreen(target.title, target.text))
