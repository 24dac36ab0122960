"""How far something long is: rows, rows a second, and Esc, which leaves everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from ozg_tui.german.counting import number
from ozg_tui.screens.kit.dialog import Dialog
from ozg_tui.text import content

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.base import DeskScreen
    from ozg_tui.screens.kit.host import Then

T = TypeVar("T")
Watch = Callable[[int], None]

SHOWN_AFTER_SECONDS = 0.5
"""What is done sooner needs no word."""

_AGAIN_SECONDS = 0.25


class StoppedError(Exception):
    """Somebody has pressed Esc; what was begun is taken back."""


class Progress:
    """Told by the thread that works, read by the screen, stopped by a key."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.count = 0
        self.is_stopped = False
        self._began = monotonic()

    def watch(self, count: int) -> None:
        """So many rows are done. Raises `StoppedError` as soon as somebody has stopped it."""
        self.count = count
        if self.is_stopped:
            raise StoppedError

    def line(self) -> str:
        """What is seen of it."""
        if self.is_stopped:
            return f"{self.what} wird abgebrochen …"
        seconds = monotonic() - self._began
        if not self.count:
            return f"{self.what} … (seit {seconds:.0f} s)"
        pace = round(self.count / max(seconds, 0.1))
        return f"{self.what}: {number(self.count)} Zeilen, {number(pace)} in der Sekunde"


class ProgressScreen(Dialog[None]):
    """Shows how far it is; Esc stops it. Closed by who has opened it."""

    BINDINGS = [("escape,f3,f12", "stop", "Abbrechen")]

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress

    def compose(self) -> ComposeResult:
        """The line, and what Esc does."""
        with Vertical(classes="dialog wide"):
            yield Static(content(self.progress.line()), id="progress")
            yield Static("Esc bricht ab; dann bleibt alles, wie es war.", classes="above")

    def on_mount(self) -> None:
        """Count along."""
        self.set_interval(_AGAIN_SECONDS, self._show)

    def action_stop(self) -> None:
        """Stop it at the next row."""
        self.progress.is_stopped = True
        self._show()

    def _show(self) -> None:
        self.query_one("#progress", Static).update(content(self.progress.line()))


def attended(screen: DeskScreen, what: str, job: Callable[[Desk, Watch], T], then: Then[T]) -> None:
    """Do a job that tells how far it is; `then` gets the answer, unless Esc has stopped it."""
    progress = Progress(what)
    dialog = ProgressScreen(progress)
    is_shown = is_over = False

    def show() -> None:
        nonlocal is_shown
        if not is_over:
            is_shown = True
            screen.host.push(dialog)

    def watched(desk: Desk) -> tuple[T] | None:
        try:
            return (job(desk, progress.watch),)
        except StoppedError:
            return None

    def done(found: tuple[T] | None) -> object:
        close()
        return "Abgebrochen. Es ist alles, wie es war." if found is None else then(found[0])

    def refused(error: Exception) -> str:
        close()
        return str(error)

    def close() -> None:
        nonlocal is_over
        is_over = True
        if is_shown:
            dialog.dismiss()

    screen.set_timer(SHOWN_AFTER_SECONDS, show)
    screen.host.do(watched, done, refused, watched=True)
