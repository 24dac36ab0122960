"""Textual's driver of a terminal: a terminal that is gone ends the program, and no byte does.

Textual 8.2 reads on at the end of input, at a full core, and its reading ends at the first byte
that is no UTF-8, which a terminal set to Latin-1 sends with every umlaut.
"""

from __future__ import annotations

import codecs
import os
import threading
from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

from textual.drivers import linux_driver
from textual.drivers.linux_driver import LinuxDriver

from ozg_tui.seams.thrift import Thrift

_SHOW_CURSOR = "\x1b[?25h"

_LAST_RESORT_SECONDS = 15.0
"""After that nobody waits any more for what hangs on a terminal that is gone."""


class _TerminalGoneError(Exception):
    """The terminal sends no more."""


@runtime_checkable
class OutlivesTerminal(Protocol):
    """A program that ends in order when its terminal is gone."""

    def terminal_gone(self) -> None:
        """Keep what is typed, and leave."""

    def call_later(self, callback: Callable[[], None]) -> bool:
        """Call in the turn of the program."""


class DeskDriver(LinuxDriver):
    """A driver that tells the program when the terminal is gone."""

    _is_gone = False

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._thrift = Thrift()

    def start_application_mode(self) -> None:
        """Begin, and show the terminal's own cursor: screen readers and braille lines follow it."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self.write(_SHOW_CURSOR)
        self.flush()

    def write(self, data: str) -> None:
        """Write to the terminal, as long as there is one."""
        # The thread that writes has ended with the terminal: what waits for it waits for ever.
        if not self._is_gone:
            super().write(self._thrift.shortened(data))

    def forget_drawn(self) -> None:
        """What stands in the terminal may be something else than what was written."""
        self._thrift.forget()

    def close(self) -> None:
        """End the thread that writes, if it has not ended already."""
        if not self._is_gone:
            super().close()

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except (_TerminalGoneError, OSError):
            if self.exit_event.is_set():
                return
            self._is_gone = True
            last_resort = threading.Timer(_LAST_RESORT_SECONDS, os._exit, (1,))
            last_resort.daemon = True
            last_resort.start()
            if isinstance(self._app, OutlivesTerminal):
                self._app.call_later(self._app.terminal_gone)


class _Decoder:
    """Decodes what comes; nothing at all means that the terminal is gone."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def decode(self, content: bytes, final: bool = False) -> str:
        """The text of these bytes, as far as they are complete."""
        if not content and not final:
            raise _TerminalGoneError
        return self._decoder.decode(content, final)


def guard_input() -> None:
    """Let the driver read with this decoder."""
    linux_driver.getincrementaldecoder = lambda _encoding: _Decoder  # type: ignore[attr-defined,assignment]
