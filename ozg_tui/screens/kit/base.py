"""What all screens share: title line, message line, footer, the way to the bridge."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual.app import ComposeResult
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from ozg_tui import commands
from ozg_tui.clock import BERLIN
from ozg_tui.commands import Command, Context
from ozg_tui.text import content, pieces
from ozg_tui.widgets.boxes import cells, cut, fit
from ozg_tui.widgets.writing import write

if TYPE_CHECKING:
    from textual.timer import Timer

    from ozg_tui.bridge import Bridge
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.core.records import Stored
    from ozg_tui.resources.resource import Resource
    from ozg_tui.screens.kit.host import Host
    from ozg_tui.screens.kit.subject import Subject


T = TypeVar("T")

CLOCK_SECONDS = 20
_TYPING = "bold $block-cursor-foreground on $block-cursor-background"
"""The word for typing lies on the bar that the field lies on, too."""

_KEY = re.compile(r"(?<!\S)(?:F\d+|Enter|Strg\+\w|\S)(?!\S)")
"""A key in the last line, among the words for what they do."""

_ELSEWHERE = {"narrow": "Hier ist keine Liste einzugrenzen. F2 sucht in allem."}
"""What is said of commands that many screens have, on one that does not."""

_BEFORE_THE_TIME = 3
"""Cells between what is shown and the time."""


class DeskScreen(Screen[Any]):
    """A full screen of the program.

    Subclasses give `CONTEXT`, `caption` and `body`; commands become `action_<id>` methods, unless
    they name a function of their own.
    """

    CONTEXT: ClassVar[Context]
    NOT_IN_FOOTER: ClassVar[frozenset[str]] = frozenset()
    INSTEAD: ClassVar[Mapping[str, str]] = {}
    """What is said for commands that somebody would look for here, and that are elsewhere."""
    NOT_HERE: ClassVar[str] = "Das gibt es hier nicht."
    AUTO_FOCUS = ""
    doing = 0
    """How much is being done at the store for this screen; its keys wait meanwhile."""

    has_failed = False
    """Whether what the screen waits for will not come, unless it is asked for again."""

    is_stale = False
    """Whether other screens were in front and may have changed what is shown."""

    # Both widgets repaint themselves; Textual would repaint the whole screen each time.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    def __init__(self) -> None:
        super().__init__()
        self._message = ""
        self._said_at = 0.0
        self._titled = self._footed = ""
        self._title_line = Static(id="title")
        self._message_line = Static(id="message")
        self._footer_line = Static(id="footer")
        self._clock: Timer | None = None
        self._day: date | None = None
        self._who_else: tuple[Subject, str] | None = None
        """A record, and the sentence about somebody who works on it; empty for nobody."""

    @property
    def is_current(self) -> bool:
        """Whether the screen is seen. Textual would paint it below a screen that covers it, too."""
        front = self.app.screen_stack[-1:]
        return front == [self] or (super().is_current and front[0].styles.background.a < 1)

    @property
    def host(self) -> Host:
        """The program this screen is part of."""
        return cast("Host", self.app)

    @property
    def bridge(self) -> Bridge:
        """The one way to the desk."""
        return self.host.bridge

    def caption(self) -> str:
        """What the title line says after the program's name."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The widgets between title and footer."""
        raise NotImplementedError

    def kinds(self) -> frozenset[str]:
        """The kinds of record that can be met here."""
        return frozenset()

    def offers(self, command: Command) -> bool:
        """Whether somebody does the command here, and for what is shown."""
        if command.of and not command.of & self.kinds():
            return False
        action = f"action_{command.id}"
        return bool(command.does) or hasattr(self, action) or hasattr(self.app, action)

    def offered(self) -> Iterator[Command]:
        """The commands that are there on this screen."""
        return filter(self.offers, commands.in_context(self.CONTEXT))

    def explanation(self) -> str:
        """What F1 says about this screen, before it lists the commands."""
        return (
            "Der Cursor steht in einem Feld (EINGABE) oder in der Liste (LISTE). In der Liste "
            "sind Buchstaben Befehle. Esc führt aus dem Feld in die Liste."
        )

    def reason_against(self, command: Command) -> str:
        """Why a command does nothing just now, in a sentence; empty when it works."""
        if not self.offers(command):
            return {**_ELSEWHERE, **self.INSTEAD}.get(command.id, self.NOT_HERE)
        if command.needs:
            chosen = self.chosen()
            if chosen is None or (command.of and chosen.resource.code not in command.of):
                return command.needs
        return ""

    def compose(self) -> ComposeResult:
        """Title, body, message and footer."""
        self.show_title()
        yield self._title_line
        yield from self.body()
        write(self._message_line, self._message_text())
        yield self._message_line
        yield self._footer_line

    def record(self) -> Subject | None:
        """The record that the screen as a whole shows; None where it shows many."""
        return None

    def chosen(self) -> Subject | None:
        """The record of the line with the cursor; where there are no lines, the one shown."""
        return self.record()

    def subject(self) -> Subject | None:
        """The record that commands such as note and follow-up are about; None without one."""
        return self.chosen()

    def action_reload(self) -> None:
        """Read anew what is shown; only what has become different is painted."""

    def follow(self) -> None:
        """Somebody has saved something, perhaps what is shown here."""
        if self.is_here:
            self.action_reload()
            self._ask_who_else()

    def came_in(self, resource: Resource, saved: Stored[Any]) -> None:
        """A record that was begun from here is saved."""

    def worked_on(self) -> Subject | None:
        """The record that somebody else may be working on meanwhile."""
        return self.record()

    def _ask_who_else(self) -> None:
        subject = self.worked_on()
        if subject is None:
            return

        def question(desk: Desk) -> str:
            from ozg_tui.desk.core.editing import others_at

            found = others_at(desk, subject.resource.code, subject.record_id)
            return found.sentence if found is not None else ""

        def answered(sentence: str) -> None:
            if subject == self.worked_on():
                self._who_else = subject, sentence
                self.show_title()

        self.bridge.later("who else", question, self.if_still_here(answered))

    async def action_command(self, command_id: str) -> None:
        """Run a command of the registry, or say why it does nothing just now."""
        await self.host.run_command(command_id)

    def on_screen_resume(self) -> None:
        """Read anew what other screens may have changed; show the time from time to time."""
        if self.is_stale:
            self.is_stale = False
            self.action_reload()
        self.pass_time()
        self._ask_who_else()
        if self._clock is None:
            self._clock = self.set_interval(CLOCK_SECONDS, self.pass_time)

    def pass_time(self) -> None:
        """Show the time; what was read on another day is read anew, as soon as it is seen."""
        self.show_title()
        if self.app.screen is not self:
            return
        if self._who_else is not None and self._who_else[1]:
            # Who stops typing stops working on it.
            self._ask_who_else()
        before, self._day = self._day, self.host.clock.today()
        if before is not None and before != self._day:
            self.action_reload()

    def on_descendant_focus(self) -> None:
        """Show the keys that work now."""
        self.show_footer()

    def on_resize(self) -> None:
        """Show as many keys as fit, and the time whatever the width."""
        self.show_footer()
        self.show_title()

    def show_footer(self) -> None:
        """Write mode and function keys into the last line."""
        mode = "EINGABE" if self.is_typing else "LISTE"
        space = self.size.width - len(mode) - 3
        shown = (each for each in self.offered() if each.id not in self.NOT_IN_FOOTER)
        keys = commands.footer(shown, space, is_typing=self.is_typing)
        text = f" {mode}  {keys}"
        if text != self._footed:
            self._footed = text
            keys_in_it = [("bold", *found.span()) for found in _KEY.finditer(text)]
            on_the_bar = (_TYPING if self.is_typing else "bold", 0, len(mode) + 2)
            self._footer_line.update(pieces(text, *keys_in_it, on_the_bar), layout=False)

    def show_title(self) -> None:
        """Write the title line anew, if it says something else."""
        announcement = self.host.announcement
        text = cut(f" {announcement}", self.size.width) if announcement else self._title_text()
        self._title_line.set_class(bool(announcement), "-announcing")
        self._title_line.set_class(self.host.is_practice, "-practising")
        if text != self._titled:
            self._titled = text
            self._title_line.update(content(text), layout=False)

    def if_still_here(self, answer: Callable[[T], None]) -> Callable[[T], None]:
        """The answer for as long as the screen is here; one that comes later is dropped."""

        def heard(found: T) -> None:
            if self.is_here:
                answer(found)

        return heard

    @property
    def can_close(self) -> bool:
        """Whether the screen may be closed behind others: what it shows can be opened again."""
        return not self.doing and not self.app.is_screen_installed(self)

    @property
    def is_here(self) -> bool:
        """Whether the screen can show something: it has begun and is not on its way out."""
        if not (self.is_attached and self.is_running):
            return False
        return self in self.app.screen_stack or self.app.is_screen_installed(self)

    def on_screen_suspend(self) -> None:
        """What was said here is old when somebody comes back, and what is shown may be."""
        self.unsay()
        self.is_stale = True

    def say(self, sentence: str) -> None:
        """Show a sentence in the message line until the next key; a new screen begins with it."""
        self._message = sentence
        self._said_at = monotonic()
        write(self._message_line, self._message_text())

    def unsay(self) -> None:
        """Show no sentence any more."""
        if self._message:
            self.say("")

    def forgetting(self, pressed_at: float) -> Callable[[], None]:
        """What takes back the sentence that was read before a key, unless another one has come."""
        said_at, was_read = self._said_at, self.was_read(pressed_at)

        def forget() -> None:
            if was_read and self._said_at == said_at:
                self.unsay()

        return forget

    def was_read(self, pressed_at: float) -> bool:
        """Whether the sentence stood there before a key was pressed, by `monotonic`."""
        return self._said_at < pressed_at

    @property
    def message(self) -> str:
        """The sentence in the message line."""
        return self._message

    @property
    def is_waiting(self) -> bool:
        """Whether keys are to be kept until the screen can take them."""
        return False

    @property
    def is_typing(self) -> bool:
        """Whether letters go into a field."""
        return self.focused is not None and self.focused.check_consume_key("x", "x")

    def _message_text(self) -> str:
        return f" {self._message}" if self._message else ""

    def _title_text(self) -> str:
        """What is shown, then the time and who works here; of both the first is cut."""
        now = self.host.clock.now().astimezone(BERLIN).strftime("%d.%m.%Y %H:%M")
        subject, who_else = self._who_else or (None, "")
        parts = ["ÜBUNG" if self.host.is_practice else "OZG-TUI", self.caption()]
        parts += [who_else] if who_else and subject == self.worked_on() else []
        left, right = f" {' | '.join(parts)}", f"{now} | {self.host.actor} "
        room = max(0, self.size.width - cells(right) - _BEFORE_THE_TIME)
        return f"{fit(left, room) if room else left}{' ' * _BEFORE_THE_TIME}{right}"
