"""The panel of the practice: its tasks, what is to be done next above what is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ozg_tui.handbook import about
from ozg_tui.screens.start.lines import Reading
from ozg_tui.widgets.boxes import fit, spread
from ozg_tui.widgets.ink import Ink
from ozg_tui.widgets.panel_layout import Panel, PanelLine

if TYPE_CHECKING:
    from ozg_tui.desk.practice.tasks import Progress

_DONE = "gelöst"


def tasks(progress: Sequence[Progress], width: int) -> Panel:
    """The tasks that are left, then those that are done; Enter tells what one is about."""
    numbered = sorted(enumerate(progress, 1), key=lambda each: each[1].is_done)
    number_done = sum(each.is_done for each in progress)
    title = f"AUFGABEN DER ÜBUNG ({number_done} von {len(progress)} {_DONE})"
    return Panel(title, tuple(_line(number, each, width) for number, each in numbered))


def _line(number: int, each: Progress, width: int) -> PanelLine:
    task = each.task
    how = about(task.name)[0].text
    what = f"{number:>2} {task.name}"
    return PanelLine(
        spread(what, _DONE, width) if each.is_done else fit(f"{what}: {task.text}", width),
        Reading(f"Aufgabe {number}: {task.name}", f"{task.text}\n\nSO GEHT ES\n{how}"),
        inked=((_DONE, Ink.GOOD),) if each.is_done else (),
    )
