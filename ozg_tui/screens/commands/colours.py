"""The next set of colours, kept for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.look import COLOURS, FILE, keep_colours, settings_folder
from ozg_tui.widgets.ink import ASCII_CLASS

if TYPE_CHECKING:
    from ozg_tui.screens.kit.base import DeskScreen


def change_colours(screen: DeskScreen) -> None:
    """Show the next colours; a file keeps them."""
    app, folder = screen.app, settings_folder()
    now = COLOURS[(COLOURS.index(app.theme) + 1) % len(COLOURS)]
    app.theme = now
    try:
        keep_colours(folder, now, is_ascii=app.has_class(ASCII_CLASS))
    except OSError:
        screen.say(f"Farben: {now}. Sie gelten bis zum Beenden, {folder / FILE} nimmt nichts auf.")
    else:
        screen.say(f"Farben: {now}. F9 »Farben wechseln« zeigt die nächsten.")
