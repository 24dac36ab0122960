"""What the screen of a Kommune shows: its head, its panels, the call under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.commands import Context
from ozg_tui.screens.kit.kept import KeptScreen
from ozg_tui.widgets.boxes import fit
from ozg_tui.widgets.panels import Panels
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from textual import events
    from textual.app import ComposeResult
    from textual.timer import Timer

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.place.parts import Person
    from ozg_tui.desk.place.view import View
    from ozg_tui.desk.telephone.callers import Caller
    from ozg_tui.screens.places.behind import Behind

PEOPLE = 1
"""The number of the panel with the people; before it stand the warnings."""

_CALL_CLOCK_SECONDS = 1


class PlaceBoard(KeptScreen):
    """The view of one Kommune. Enter opens what stands behind a line, 1-9 choose a person."""

    CONTEXT = Context.RECORD

    def __init__(self) -> None:
        super().__init__()
        self.organisation_id = 0
        self.caller: Caller | None = None
        """Who rang, if the view was opened by a call."""
        self.call_id: int | None = None
        """The call under way."""
        self.view: View | None = None
        self.panels = Panels()
        self.has_chosen = False
        """Whether somebody moved the cursor."""
        self._call_clock: Timer | None = None

    def receive(
        self, organisation_id: int, caller: Caller | None = None, call_id: int | None = None
    ) -> None:
        """Be about this Kommune from now on; `begin` shows it."""
        self.organisation_id, self.caller, self.call_id = organisation_id, caller, call_id
        self.view, self.has_chosen = None, False
        self._stop_call_clock()

    def begin(self) -> None:
        """Show the Kommune; the screen is mounted."""
        self.panels.forget()
        self.panels.focus()
        self.action_reload()
        if self.view is None:
            self._show_nothing_yet()
        if self.call_id is not None:
            self._call_clock = self.set_interval(_CALL_CLOCK_SECONDS, self.show_title)

    def caption(self) -> str:
        """The name of the Kommune or other organisation."""
        if self.view is None:
            return "KOMMUNE"
        head = self.view.card.head
        return f"{'KOMMUNE' if head.supervisors else 'STELLE'} {head.name}"

    def body(self) -> ComposeResult:
        """Who the Kommune is, and below it the panels; they scroll when the window is low."""
        yield self.panels

    @property
    def is_waiting(self) -> bool:
        """Whether the view is still on its way."""
        return self.view is None

    @property
    def behind(self) -> Behind | None:
        """What stands behind the line with the cursor."""
        line = self.panels.current
        return line.target if line is not None else None

    @property
    def person(self) -> Person | None:
        """The person with the cursor."""
        behind = self.behind
        if self.view is None or behind is None or behind.kind != "contact":
            return None
        return next((each for each in self.view.card.people if each.id == behind.id), None)

    def on_screen_resume(self) -> None:
        """The call goes on."""
        if self._call_clock is not None:
            self._call_clock.resume()

    def on_screen_suspend(self) -> None:
        """Nobody sees the seconds."""
        if self._call_clock is not None:
            self._call_clock.pause()

    def on_resize(self) -> None:
        """Fill the new size."""
        self._draw()

    def on_key(self, event: events.Key) -> None:
        """Choose a person."""
        if event.key.isdigit() and event.key != "0":
            self._choose(int(event.key) - 1)
            event.stop()

    def on_panels_moved(self) -> None:
        """Show the line with the cursor in full, because panels cut it."""
        self.has_chosen = True
        self._show_line()

    def unsay(self) -> None:
        """Show the line with the cursor in the place of the sentence."""
        if self._message:
            self._show_line()

    def action_reload(self) -> None:
        """Read everything anew."""
        self.bridge.read_record("card", self.read_view, self.if_still_here(self.show_view))

    def read_view(self, desk: Desk) -> View:
        """All that is shown, as it is stored now."""
        from ozg_tui.desk.place.view import municipality_view

        return municipality_view(desk, self.organisation_id, desk.today(), self.call_id)

    def show_view(self, view: View) -> None:
        """Show this; the cursor stays on its line."""
        is_new = self.view is None
        self.view = view
        if view.call_since is None:
            self._stop_call_clock()
        self._draw()
        if is_new:
            self.panels.choose(PEOPLE, self._first_person())
        if not self.message:
            self._show_line()
        self.show_title()
        self.host.keys.go_on()

    def _title_text(self) -> str:
        began = self.view.call_since if self.view is not None else None
        if began is None:
            return super()._title_text()
        seconds = max(0, int((self.host.clock.now() - began).total_seconds()))
        call = f"Anruf {seconds // 60}:{seconds % 60:02d}"
        parts = [self.caption(), call, *([self.caller.sentence] if self.caller else [])]
        return fit(f" {' | '.join(parts)}", self.size.width)

    def _choose(self, index: int) -> None:
        if self.view is None:
            return
        if index < len(self.view.card.people):
            self.panels.choose(PEOPLE, index)
            self.on_panels_moved()
        else:
            self.say(f"Eine Person mit der Nummer {index + 1} gibt es hier nicht.")

    def _first_person(self) -> int:
        """Who calls, else who comes first."""
        assert self.view is not None
        callers = self._callers()
        people = self.view.card.people
        return next((n for n, each in enumerate(people) if each.id in callers), 0)

    def _callers(self) -> frozenset[int]:
        hits = self.caller.hits if self.caller is not None else ()
        return frozenset(each.contact_id for each in hits if each.contact_id is not None)

    def _stop_call_clock(self) -> None:
        if self._call_clock is not None:
            self._call_clock.stop()
            self._call_clock = None

    def _show_nothing_yet(self) -> None:
        """What the screen showed before must not be taken for this Kommune."""
        write(self._message_line, self._message_text())
        self.show_title()

    def _draw(self) -> None:
        if self.view is None:
            return
        from ozg_tui.screens.places.sheet import sheet

        drawn = sheet(self.view, self.size.width, self.size.height, self._callers())
        self.panels.show(drawn.panels, drawn.head)

    def _show_line(self) -> None:
        """The line with the cursor in full, in the place of the last sentence."""
        line = self.panels.current
        shown = fit(f" {line.full or line.text}", self.size.width) if line is not None else ""
        self._message = ""
        write(self._message_line, shown, "$text-muted")
