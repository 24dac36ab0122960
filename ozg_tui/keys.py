"""One key after the other: none is handled before the one typed ahead of it has had its effect.

Textual hands printable keys to the focused field at once, while keys with a binding climb through
all parents first and screens mount on their own; in fast typing a letter would overtake the Enter
or the Backspace before it and land in the wrong field.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events
    from textual.app import App
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump

PATIENCE_SECONDS = 2.0
LEAVING = frozenset({"escape", "f3", "f12"})
"""Keys that a screen takes even while it cannot take others."""


class KeyQueue:
    """Passes keys on in their order; `handle` is what Textual does with a key.

    While `is_waiting` says that the screen in front cannot take keys yet, they are kept for it; a
    key that leaves the screen is not. `begin` gets the time of each key before it is handled, and
    what it answers is called afterwards.
    """

    def __init__(
        self,
        app: App[int],
        handle: Callable[[events.Event], Awaitable[None]],
        is_waiting: Callable[[], bool],
        begin: Callable[[float], Callable[[], None]],
    ) -> None:
        self._app = app
        self._handle = handle
        self._is_waiting = is_waiting
        self._begin = begin
        self._is_held = self._was_held = False
        self._keys: deque[tuple[events.Key, float]] = deque()
        self._task: asyncio.Task[None] | None = None

    def add(self, key: events.Key) -> None:
        """Pass the key on when those before it are done."""
        self._keys.append((key, monotonic()))
        self.go_on()

    def go_on(self) -> None:
        """Pass on what was kept, because the screen can take it now."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._pass_on())

    def hold(self) -> None:
        """Keep all keys for a screen that is on its way."""
        self._is_held = True

    def release(self) -> None:
        """That screen is there, or will not come."""
        self._was_held, self._is_held = self._is_held, False
        self.go_on()

    @property
    def is_idle(self) -> bool:
        """Whether all keys have had their effect."""
        return self._task is None or self._task.done()

    async def had_effect(self) -> None:
        """Wait until all keys that can be taken now have had their effect."""
        while self._task is not None and not self._task.done():
            await asyncio.wait([self._task])

    async def _pass_on(self) -> None:
        while self._keys:
            if self._is_held or (self._is_waiting() and not self._skip_to_leaving()):
                return
            if self._was_held:
                # The screen that has come gives its field the cursor first.
                self._was_held = False
                await self._settled(self._app.screen)
                continue
            first = self._app.focused or self._app.screen
            key, pressed_at = self._keys.popleft()
            done = self._begin(pressed_at)
            await self._handle(key)
            await self._settled(first)
            done()

    async def _settled(self, first: DOMNode) -> None:
        """Wait until a key that began at a widget has reached all that it can reach.

        A dialog that it closed gives its answer to the screen below, which may open another one.
        """
        front = None
        while front is not self._app.screen:
            front = self._app.screen
            for pump in (*first.ancestors_with_self, front, self._app):
                await _reached(pump)

    def _skip_to_leaving(self) -> bool:
        """Drop what was typed for a screen that is left before it came; answers whether it is."""
        for index, (key, _) in enumerate(self._keys):
            if key.key in LEAVING:
                for _ in range(index):
                    self._keys.popleft()
                return True
        return False


async def _reached(pump: MessagePump) -> None:
    """Wait until a pump has done all that was waiting in it."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        try:
            await asyncio.wait_for(done.wait(), PATIENCE_SECONDS)
        except TimeoutError:
            # Something waits for a person, such as a dialog that was opened from a handler.
            return
