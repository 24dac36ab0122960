"""Published and own figures beside one another, to be read out on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.german.counting import number

if TYPE_CHECKING:
    from ozg_tui.desk.consulting.figures import Figure
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.screens.kit.base import DeskScreen

Both = tuple[tuple["Figure", ...], tuple["Figure", ...]]


def open_figures(screen: DeskScreen) -> None:
    """Show both, each with its day and source."""

    def question(desk: Desk) -> Both:
        from ozg_tui.desk.consulting.figures import figures

        return figures(desk)

    def show(found: Both) -> None:
        from ozg_tui.screens.kit.reader import ReaderScreen

        lines = []
        for heading, part in zip(("VERÖFFENTLICHT", "EIGENE BUCHUNGEN"), found, strict=True):
            lines += [heading, *map(_line, part), ""]
        screen.host.push(ReaderScreen("Zahlen der Beratung", "\n".join(lines)))

    screen.bridge.later("figures", question, screen.if_still_here(show))


def _line(each: Figure) -> str:
    return f"{number(each.value):>5}  {each.counts} (Stand {each.as_of}, {each.source})"
