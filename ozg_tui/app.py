"""The App: one bridge to the desk, keys and commands, messages, leaving."""

from __future__ import annotations

import asyncio
import signal
import sys
from functools import cached_property
from inspect import isawaitable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.events import Key

from ozg_tui import commands
from ozg_tui.bridge import Bridge
from ozg_tui.clock import Clock
from ozg_tui.defect import describe
from ozg_tui.keys import KeyQueue
from ozg_tui.loading import load_lists, load_records, loading
from ozg_tui.look import Look
from ozg_tui.screens.kit.base import DeskScreen
from ozg_tui.screens.kit.list import ListScreen
from ozg_tui.text import clean
from ozg_tui.ways import Ways
from ozg_tui.widgets.attention import attention
from ozg_tui.widgets.boxes import cut
from ozg_tui.widgets.ink import ASCII_CLASS
from ozg_tui.widgets.themes import themes

if TYPE_CHECKING:
    from asyncio import Future
    from collections.abc import Callable, Coroutine

    from textual import events
    from textual.driver import Driver
    from textual.geometry import Offset

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.doorbell.hang import Doorbell
    from ozg_tui.screens.kit.host import Refused, Then
    from ozg_tui.screens.telephone.calls import Telephone

T = TypeVar("T")

MINIMUM_SIZE = (60, 20)
FUNCTION_KEYS = frozenset(f"f{number}" for number in range(1, 13)) - {"f10", "f11"}
"""Terminals take F10 and F11 for themselves, so nobody waits for an answer to them."""

STORE_FAILED = 6
SIGNALLED = 128
"""With the number of a signal: how shells name an end by it."""

HANG_UP = 1


class OzgApp(Ways, inherit_bindings=False):
    """The program on the screen; `opener` opens the desk behind the first frame.

    `rings_for` is the store whose calls are shown here; without one the program takes none. `call`
    is a call that came in before the program ran.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]
    BINDINGS = [("ctrl+c", "how_to_quit", "Beenden")]

    def __init__(
        self,
        opener: Callable[[], Desk],
        actor: str,
        clock: Clock,
        rings_for: str | None = None,
        call: str | None = None,
        driver_class: type[Driver] | None = None,
        look: Look = Look(),  # noqa: B008 (a value)
        *,
        is_practice: bool = False,
    ) -> None:
        super().__init__(driver_class=driver_class)
        for theme in themes(few=self.take_short_colours()):
            self.register_theme(theme)
        self.theme = look.colours
        self.set_class(look.is_ascii, ASCII_CLASS)
        self.opener = opener
        self.actor = actor
        self.clock = clock
        self.look = look
        self.rings_for = rings_for
        self.call = call
        self.is_practice = is_practice
        self.announcement = ""
        """What the title lines announce; empty for nothing."""
        self.keys = KeyQueue(self, super().on_event, self._is_waiting, self._begin_key)
        self.bridge = Bridge(self.report, self.fail, load_lists, load_records)
        self._doorbell: Doorbell | None = None
        self._pressed_at = 0.0

    @cached_property
    def telephone(self) -> Telephone:
        """The calls of this program."""
        from ozg_tui.screens.telephone.calls import Telephone

        return Telephone(self, self)

    def attention(self) -> Offset:
        """The cell of the screen in front that somebody looks at."""
        return attention(self.screen)

    def on_ready(self) -> None:
        """The first frame is painted; now open the desk."""
        # As a worker: awaited here, it would hold back the keys until the desk is open.
        self.run_worker(self._open_desk())
        if not self.is_headless:
            self._hear_signals()

    def terminal_gone(self) -> None:
        """Nobody sees or types anything any more: keep what is typed, and leave."""
        self._end(SIGNALLED + HANG_UP)

    async def on_unmount(self) -> None:
        """Take no more calls, and let what is being saved finish."""
        if self._doorbell is not None:
            self._doorbell.close()
        await self.bridge.settle()
        self.bridge.close()

    async def on_event(self, event: events.Event) -> None:
        """Take keys one after the other, everything else at once."""
        if isinstance(event, Key) and not event.is_forwarded:
            self.keys.add(event)
        else:
            await super().on_event(event)

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the window is too small to work in."""
        self.forget_drawn()
        from ozg_tui.screens.kit.too_small import TooSmallScreen

        too_small = event.size.width < MINIMUM_SIZE[0] or event.size.height < MINIMUM_SIZE[1]
        shown = isinstance(self.screen, TooSmallScreen)
        if too_small and not shown:
            # What is typed meanwhile is for the screen below, and waits for it.
            self.keys.hold()
            self.push_screen(TooSmallScreen(MINIMUM_SIZE))
        elif shown and not too_small:
            self.pop_screen()
            self.keys.release()

    async def on_key(self, event: events.Key) -> None:
        """A key that nothing else has taken; one that means nothing here says so."""
        # In place of Textual's own handler, which does not tell whether a binding was found.
        event.prevent_default()
        is_meant = event.is_printable or event.key in FUNCTION_KEYS
        if await self.takes(event.key) or not is_meant:
            return
        front = self.screen
        if isinstance(front, DeskScreen) and front.was_read(self._pressed_at):
            front.say("Hier ohne Wirkung. F1 zeigt die Tasten.")

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted where no field takes it is searched for, and is never a command."""
        front = self.screen
        if isinstance(front, ListScreen):
            if _is_block(event.text):
                commands.handler(commands.PASTED_BLOCK)(front, event.text)
            else:
                front.look_for(event.text)
        elif isinstance(front, DeskScreen) and not front.is_typing:
            front.say("Hier ist kein Feld für Eingefügtes. F2 öffnet die Suche.")

    def report(self, error: Exception) -> None:
        """Show what the store refused; keys that waited for it wait no longer."""
        front = self.front
        if front is not None and front.is_waiting:
            front.has_failed = True
            self.keys.go_on()
        self.say(str(error))

    def fail(self, error: Exception) -> None:
        """End the program with a sentence, because a defect must not go unseen."""

        def again() -> None:
            raise error

        self.call_later(again)

    def say(self, sentence: str) -> None:
        """Show a sentence on the screen in front."""
        if self.front is not None:
            self.front.say(sentence)

    def announce(self, sentence: str) -> None:
        """Announce something in the title line of the screen in front, until it is taken back."""
        self.announcement = sentence
        if self.front is not None:
            self.front.show_title()

    def start(self, job: Coroutine[Any, Any, None], group: str) -> None:
        """Do something that takes a while, whatever becomes of the screen in front."""
        self.run_worker(job, group=group)

    def do(
        self,
        job: Callable[[Desk], T],
        then: Then[T] | None = None,
        refused: Refused | None = None,
        *,
        aside: bool = False,
        watched: bool = False,
    ) -> Future[T | None]:
        """Do something at the store that may write: see `ozg_tui.screens.kit.doing`."""
        from ozg_tui.screens.kit.doing import do

        return do(self, job, then, refused, aside=aside, watched=watched)

    def copy(self, text: str) -> None:
        """Put text into the clipboard and say so."""
        shown = clean(text, multiline=True)
        self.copy_to_clipboard(shown)
        first, *more = shown.split("\n")
        self.say(cut(f"Kopiert: {first}{'…' if more else ''}", self.size.width - 2))

    def come_back(self) -> None:
        """START is in front again: what was opened for a call has been left."""
        # Before the first call there is nothing to leave, and nothing to load for it.
        if "telephone" in self.__dict__:
            self.telephone.left()

    def take_call(self, text: str, *, opens: bool = False) -> None:
        """A call comes in, which `opens` by itself or not; `text` is what the telephone showed."""
        self.run_worker(self.telephone.take(text, opens=opens), group="call")

    def action_help(self) -> None:
        """Explain the screen and its keys."""
        screen = self.screen
        if isinstance(screen, DeskScreen):
            self._show_commands(screen, screen.explanation())

    def action_commands(self) -> None:
        """Offer all commands."""
        screen = self.screen
        if isinstance(screen, DeskScreen):
            self._show_commands(screen, "")

    def action_how_to_quit(self) -> None:
        """The reflex of other programs must not end this one."""
        self.say("Beenden: F9 und dann »Beenden«, oder F3 auf START.")

    async def action_quit_program(self) -> None:
        """Ask, then leave; drafts stay."""
        from ozg_tui.screens.kit.question import QuestionScreen
        from ozg_tui.screens.kit.sheet import SheetScreen

        question = "Das Programm beenden?"
        self.farewell = ""
        for screen in self.screen_stack:
            if isinstance(screen, SheetScreen) and (reason := await screen.keep_draft()):
                question = f"{reason} Trotzdem beenden und das Getippte verlieren?"
                self.farewell = reason
        self.push_screen(QuestionScreen(question), lambda yes: self.exit(0) if yes else None)

    async def run_command(self, command_id: str) -> None:
        """Run a command of the list on the screen in front, or say why it does nothing."""
        screen, command = self.screen, commands.BY_ID[command_id]
        if command_id == "reload":
            # Somebody presses F5 also where another program has written into the screen.
            self.forget_drawn()
            screen.refresh()
        if isinstance(screen, DeskScreen):
            if reason := screen.reason_against(command):
                screen.say(reason)
                return
            if command.does:
                commands.handler(command.does)(screen)
                return
        for owner in (screen, self):
            action = getattr(owner, f"action_{command_id}", None)
            if action is not None:
                done = action()
                if isawaitable(done):
                    await done
                return

    def _is_waiting(self) -> bool:
        screen = self.screen
        if not isinstance(screen, DeskScreen):
            return False
        return screen.doing > 0 or (screen.is_waiting and not screen.has_failed)

    def _begin_key(self, pressed_at: float) -> Callable[[], None]:
        """What was said before a key is forgotten after it, unless the key said something else."""
        front, self._pressed_at = self.screen, pressed_at
        return front.forgetting(pressed_at) if isinstance(front, DeskScreen) else _nothing

    def _hear_signals(self) -> None:
        """Let a signal end the program as leaving does: drafts first, the screen given back."""
        if sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGHUP):
            # Whoever started the program so that it outlives the window has meant that.
            if signal.getsignal(each) != signal.SIG_IGN:
                loop.add_signal_handler(each, self._end, SIGNALLED + each)

    def _end(self, code: int) -> None:
        async def end() -> None:
            for screen in self.screen_stack:
                if isinstance(screen, SheetScreen):
                    await screen.keep_draft()
            self.exit(return_code=code)

        from ozg_tui.screens.kit.sheet import SheetScreen

        self.run_worker(end(), group="end", exclusive=True)

    def _hear(self, text: str) -> bool:
        return self.call_later(self.take_call, text)

    def _hear_news(self) -> None:
        """Somebody has saved: what is seen follows; what lies behind it is read on the way back."""
        if self.front is not None:
            self.call_later(self.front.follow)

    def _show_commands(self, screen: DeskScreen, explain: str) -> None:
        from ozg_tui.screens.kit.command_list import command_list

        self.push_screen(command_list(screen, explain=explain), self._chosen)

    def _chosen(self, command_id: str | None) -> None:
        if command_id is not None:
            self.call_later(self.run_command, command_id)

    async def _open_desk(self) -> None:
        from db.errors import StoreError

        try:
            with loading():
                await self.bridge.open(self.opener)
        except StoreError as error:
            self.farewell = str(error)
            self.exit(return_code=STORE_FAILED)
            return
        self.actor = self.bridge.actor
        self.bridge.watch(self._hear_news)
        if notice := self.bridge.notice or self.look.complaint:
            self.say(notice)
        if self.call is not None:
            self.take_call(self.call, opens=True)
        if self.rings_for is not None:
            from ozg_tui.incoming import hang_doorbell

            self._doorbell = await hang_doorbell(self.rings_for, self._hear, self.report)

    def crashed(self, error: Exception) -> str:
        """A defect in a sentence, without the values that it met."""
        return f"{describe(error)} Was getippt war, liegt als Entwurf bereit."


def _is_block(text: str) -> bool:
    """Whether a pasted text holds rows of a spreadsheet: several lines with tabs between cells."""
    lines = text.strip("\r\n").splitlines()
    return len(lines) > 1 and all("\t" in line for line in lines[:2])


def _nothing() -> None:
    """Other screens say nothing."""
