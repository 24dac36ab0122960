"""Textual's App: whether a key was taken, and an end that shows no personal data."""

from __future__ import annotations

from typing import Any, Protocol, runtime_checkable

from rich.color import ColorSystem
from textual.app import App
from textual.geometry import Offset
from textual.screen import Screen


@runtime_checkable
class Forgetful(Protocol):
    """A driver that does not write again what stands in the terminal."""

    def forget_drawn(self) -> None:
        """Write all of it the next time."""


class SeamApp(App[int], inherit_bindings=False):
    """An App that tells what became of a key, and ends on a defect with a sentence."""

    def take_short_colours(self) -> bool:
        """Write colours by their number among 256, which takes half the bytes of 24 bits.

        Answers whether the terminal has fewer, 16 or 8. Textual reads the system of colours from
        the environment, before anybody can ask for one.
        """
        if self.console._color_system is ColorSystem.TRUECOLOR:
            self.console._color_system = ColorSystem.EIGHT_BIT
        return self.console._color_system is ColorSystem.STANDARD

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor goes after each frame: where the attention is.

        Textual keeps an attribute that only its fields set, one cell too far at the end of a text.
        """
        return self.attention() if self.is_running and self.screen_stack else Offset(0, 0)

    @cursor_position.setter
    def cursor_position(self, _position: Offset) -> None:
        """What the fields of Textual say about it is not needed."""

    def attention(self) -> Offset:
        """The cell of the screen that somebody looks at."""
        raise NotImplementedError

    def forget_drawn(self) -> None:
        """Paint every line the next time, because the terminal may show something else."""
        if isinstance(self._driver, Forgetful):
            self._driver.forget_drawn()

    async def takes(self, key: str) -> bool:
        """Run what a key is bound to; whether it was bound to anything.

        Textual's own handler of keys does the same and does not tell.
        """
        return await self._check_bindings(key)

    async def take_out(self, screen: Screen[Any], *, closes: bool) -> None:
        """Take a screen out of the middle of the stack; one that `closes` is not shown again.

        Textual takes away the uppermost screen alone.
        """
        self._screen_stack.remove(screen)
        screen._pop_result_callback()
        if closes:
            await self._replace_screen(screen)

    def crashed(self, error: Exception) -> str:
        """The sentence for a defect that ends the program; said after the screen is given back."""
        raise NotImplementedError

    def _fatal_error(self) -> None:
        # Textual's own report prints local variables, which hold personal data.
        self.farewell = self.crashed(self._exception) if self._exception is not None else ""
        self._close_messages_no_wait()

    farewell = ""
    """What is said after the screen is given back."""
