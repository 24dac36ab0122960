"""Somebody in front of the program: presses keys, reads the screen; no terminal is there."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from sqlalchemy.engine import URL
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import ModalScreen

from db.connection import open_engine
from ozg_tui.app import OzgApp
from ozg_tui.desk.core.desk import Desk
from ozg_tui.screens.kit.progress import ProgressScreen
from tests.kit.clock import SetClock
from tests.kit.quick_textual import paint

PATIENCE_SECONDS = 60


def _rests(pump: MessagePump) -> bool:
    """Whether a part of the program waits for a message, or takes none."""
    queue: Any = pump._message_queue
    return not pump.is_running or (queue.empty() and bool(queue.ready_event._waiters))


async def _until_at_rest(app: OzgApp) -> None:
    """Let the program run until nothing of the screen in front has anything to do.

    Pilot sends every widget a message to find out, which takes 5 to 10 ms each time.
    """
    loop = asyncio.get_running_loop()
    while not app._exception_event.is_set():
        await asyncio.sleep(0 if loop._ready else 0.001)
        if not loop._ready and all(map(_rests, (app, *app.screen.walk_children(with_self=True)))):
            return


def _paint(app: OzgApp) -> bool:
    """Paint what has changed since the last time; whether anything had."""
    compositor = app.screen._compositor
    return bool(compositor._dirty_regions) and bool(
        paint(compositor, screen_stack=app._background_screens)
    )


SIZE = (100, 30)


KEYS = {
    " ": "space", ".": "full_stop", ",": "comma", "-": "minus", "+": "plus", "/": "slash",
    "@": "at", "(": "left_parenthesis", ")": "right_parenthesis", "?": "question_mark",
    ":": "colon", "%": "percent_sign",
}  # fmt: skip


def screen_text(app: OzgApp) -> str:
    """What is on the screen, line by line."""
    strips = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def typed(text: str) -> list[str]:
    """A text as keys."""
    return [KEYS.get(letter, letter) for letter in text]


async def settle(pilot: Pilot[int]) -> None:
    """Wait for what the bridge and the program's own workers have under way."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        await _settle(pilot)


async def _settle(pilot: Pilot[int]) -> None:
    app = pilot.app
    assert isinstance(app, OzgApp)
    quiet, pause = 0, 0.001
    # Of a program that has failed nothing is to be waited for; the test shows why.
    while quiet < 2 and not app._exception_event.is_set():
        app.screen._on_timer_update()
        await app.bridge.settle()
        await _until_at_rest(app)
        busy = any(not worker.is_finished for worker in app.workers)
        # A worker may wait for the answer to a dialog; what only shows how far it is has none.
        asks = isinstance(app.screen, ModalScreen) and not isinstance(app.screen, ProgressScreen)
        idle = app.keys.is_idle and (not busy or asks)
        laid_out = not app.screen._update_timer._active.is_set()
        if not (idle and laid_out):
            quiet = 0
            # What takes longer, in a thread or behind a lock, is not there sooner when asked often.
            await asyncio.sleep(pause)
            pause = min(1.5 * pause, 0.02)
        elif _paint(app):
            # What was painted may ask for more.
            quiet = 1
        else:
            quiet += 1


async def resize(pilot: Pilot[Any], width: int, height: int) -> None:
    """Make the window of a program larger or smaller; Textual passes its size on after 8 ms."""
    await pilot.resize_terminal(width, height)
    for _ in range(5_000):
        if not pilot.app._resize_event and pilot.app.screen.outer_size == (width, height):
            return
        await asyncio.sleep(0.002)
    raise AssertionError("the new size never came")


class Seat:
    """Somebody in front of the program: presses keys, reads the screen."""

    def __init__(self, pilot: Pilot[int], app: OzgApp, desk: Desk, clock: SetClock) -> None:
        self.pilot = pilot
        self.app = app
        self.desk = desk
        self.clock = clock

    @property
    def screen(self) -> str:
        """What is on the screen now."""
        return screen_text(self.app)

    @property
    def message(self) -> str:
        """The sentence in the message line of the screen in front."""
        return str(getattr(self.app.screen, "message", ""))

    @property
    def footer(self) -> str:
        """The last line."""
        return self.screen.splitlines()[-1]

    async def press(self, *keys: str) -> None:
        """Press keys by name, then wait until all is quiet."""
        if keys:
            await self.app._press_keys(keys)
        await settle(self.pilot)

    async def type(self, text: str, *keys: str) -> None:
        """Type a text, then press keys."""
        await self.press(*typed(text), *keys)

    async def ring(self, shown: str) -> None:
        """A call comes in, and is opened as soon as it is announced."""
        self.app.take_call(shown)
        await self.press()
        await self.press("ctrl+o")

    async def resize(self, width: int, height: int) -> None:
        """Make the window larger or smaller."""
        await resize(self.pilot, width, height)
        await settle(self.pilot)

    async def until(self, found: Callable[[], object]) -> None:
        """Let the program run until something holds; fails when it never does."""
        for _ in range(2_000):
            if found():
                return
            await asyncio.sleep(0.005)
            self.app.screen._on_timer_update()
        raise AssertionError(f"never came:\n{self.screen}")


Sit = Callable[..., AbstractAsyncContextManager[Seat]]


Prepared = Callable[[], Awaitable[None]]


@asynccontextmanager
async def seated(
    url: URL, actor: str = "Probe", size: tuple[int, int] = SIZE, clock: SetClock | None = None
) -> AsyncIterator[Seat]:
    """Start the program on a store and sit down; leave it by closing it."""
    clock = clock or SetClock()
    desk = Desk(open_engine(url), actor, clock)
    app = OzgApp(lambda: desk, actor, clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        seat = Seat(pilot, app, desk, clock)
        # On a busy machine all may be quiet before the desk has begun to open.
        await seat.until(lambda: app.bridge.is_open)
        await settle(pilot)
        yield seat


@contextlib.contextmanager
def desk_at(url: URL, actor: str = "Kollegin", clock: SetClock | None = None) -> Iterator[Desk]:
    """A second program at the same store."""
    desk = Desk(open_engine(url), actor, clock or SetClock())
    try:
        yield desk
    finally:
        desk.close()
