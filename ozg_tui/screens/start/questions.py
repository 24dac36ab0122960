"""What START asks the desk; each question loads what it needs, in the pool and one at a time."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING

from ozg_tui.loading import loading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.overview.applications import Obstacle
    from ozg_tui.desk.overview.day import Overview
    from ozg_tui.desk.overview.quality import Quality
    from ozg_tui.desk.practice.tasks import Progress
    from ozg_tui.desk.search.lists import Line


def overview(desk: Desk) -> Overview:
    """What is quick."""
    # The panels too: imported where they are drawn, they would keep a key waiting.
    _load("ozg_tui.desk.overview.day", "ozg_tui.screens.start.panels")
    from ozg_tui.desk.overview import day

    return day.overview(desk)


def obstacles(desk: Desk) -> Sequence[Obstacle]:
    """What the rules say of open applications."""
    _load("ozg_tui.desk.overview.judging")
    from ozg_tui.desk.overview import day

    return day.obstacles(desk)


def overdue(desk: Desk) -> Sequence[Line]:
    """What is overdue after a grant."""
    _load("ozg_tui.desk.overview.owed")
    from ozg_tui.desk.overview import day

    return day.overdue(desk)


def quality(desk: Desk) -> Quality:
    """What takes long with many contacts."""
    _load("ozg_tui.desk.overview.quality")
    from ozg_tui.desk.overview import day

    return day.quality(desk)


def progress(desk: Desk) -> Sequence[Progress]:
    """Which tasks of a practice are done."""
    _load("ozg_tui.desk.practice.tasks")
    from ozg_tui.desk.practice import tasks

    return tasks.progress(desk)


def _load(*names: str) -> None:
    if not all(name in sys.modules for name in names):
        with loading():
            for name in names:
                import_module(name)
