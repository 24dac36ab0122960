"""The course of one cell as text to read."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ozg_tui.desk.core.moments import moment_text
from ozg_tui.german.labels import ROLLOUT_STATES
from ozg_tui.rules.dates import format_date

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk
    from ozg_tui.desk.services.recording import Cell


def course_text(desk: Desk, cell: Cell) -> str:
    """Who recorded what when, the newest first."""
    from ozg_tui.desk.services.history import history

    lines = []
    for each in history(desk, cell):
        since = f" seit {format_date(date.fromisoformat(each.since))}" if each.since else ""
        finder = ", im Hessen-Finder" if each.in_finder else ""
        beside = ", ".join(part for part in (each.source, each.remark) if part)
        lines.append(
            f"{moment_text(each.at)}  {ROLLOUT_STATES[each.state]}{since}{finder}, {each.actor}"
            + (f" ({beside})" if beside else "")
        )
    return "\n".join(lines) or "Zu dieser Leistung ist hier noch nichts eingetragen."
