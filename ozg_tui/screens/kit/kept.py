"""Screens that stay mounted and receive one record after the other.

To mount a screen takes Textual longer than all that it shows, and several frames. A kept one is
drawn while nobody sees it, so that all of it is there in the first frame.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from ozg_tui.screens.kit.base import DeskScreen, T

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import App

    from ozg_tui.screens.kit.host import Host


class KeptScreen(DeskScreen):
    """A screen that is about one record at a time; each is a visit of its own."""

    def __init__(self) -> None:
        super().__init__()
        self._visit = 0

    def visit(self) -> None:
        """Forget what was shown; subclasses take down what comes, `begin` shows it."""
        self._visit += 1
        self.is_stale = self.has_failed = False
        self._message = ""

    def begin(self) -> None:
        """Show what was received; the screen is mounted."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Show the first one."""
        self.show_footer()
        self.begin()

    def on_screen_suspend(self) -> None:
        """An answer for a visit that is over is dropped."""
        if self not in self.app.screen_stack:
            self._visit += 1

    def if_still_here(self, answer: Callable[[T], None]) -> Callable[[T], None]:
        """The answer for as long as this visit lasts: the next one has the same screen."""
        visit = self._visit

        def heard(found: T) -> None:
            if visit == self._visit:
                answer(found)

        return super().if_still_here(heard)


K = TypeVar("K", bound=KeptScreen)


def open_kept(
    host: Host,
    kind: type[K],
    receive: Callable[[K], None],
    is_same: Callable[[K], bool] | None = None,
) -> None:
    """Show something on the kept screen of a kind; `receive` tells the screen what.

    While that screen is below another, what is shown above it gets one of its own, which is gone
    afterwards. One further down that is about the same, as `is_same` finds, comes to the front.
    """
    app, name = cast("App[int]", host), kind.__name__
    for below in app.screen_stack[:-1]:
        if is_same is not None and isinstance(below, kind) and is_same(below):
            below.visit()
            receive(below)
            below.begin()
            app.call_later(host.bring_to_front, below)
            return
    if not app.is_screen_installed(name):
        app.install_screen(kind(), name)
    screen = app.get_screen(name, kind)
    if screen in app.screen_stack:
        screen = kind()
    screen.visit()
    receive(screen)
    if screen.is_mounted:
        screen.begin()
    app.call_later(host.push, screen)
