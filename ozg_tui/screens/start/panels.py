"""The panels of START, made of the desk's figures for the width and height there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from ozg_tui.codes.search import Kind
from ozg_tui.codes.telephone import CallResult
from ozg_tui.desk.overview.beginning import CONTACTS
from ozg_tui.german.counting import counted, noun
from ozg_tui.resources.catalogue import FORMS
from ozg_tui.screens.start.beginning import first_day
from ozg_tui.screens.start.figures import applications, consulting, house, services
from ozg_tui.screens.start.lines import call_line, draft_line, figure_line, hinted, task_line
from ozg_tui.screens.start.practice import tasks
from ozg_tui.screens.start.rows import Figure
from ozg_tui.widgets.boxes import cells, fit
from ozg_tui.widgets.ink import Ink
from ozg_tui.widgets.panel_layout import Panel, inner_width

if TYPE_CHECKING:
    from ozg_tui.desk.overview.applications import Obstacle
    from ozg_tui.desk.overview.day import Overview
    from ozg_tui.desk.overview.quality import Quality
    from ozg_tui.desk.overview.rule_notes import RuleNote
    from ozg_tui.desk.overview.telephone import Telephone
    from ozg_tui.desk.practice.tasks import Progress
    from ozg_tui.desk.search.lists import Line

_EDGES = 3
"""What the mark before a line and the edge of the screen take of it."""

_MANY = 4
"""From so many lines on one line opens them all as a list."""

_RULE = 1
_LEAST = (3, 5, 3, 1)
"""So many lines keep the rows of panels when the window is low, from above."""

_FIRST_TO_SHRINK = (0, 3, 2, 1)


def panels(
    seen: Overview,
    obstacles: Sequence[Obstacle] | None,
    quality: Quality | None,
    actor: str,
    size: tuple[int, int],
    overdue: Sequence[Line] = (),
    progress: Sequence[Progress] = (),
) -> tuple[Panel, ...]:
    """All panels; what is None is still being counted. `size` is width and height.

    `overdue` are the lines of what is overdue after a grant, `progress` the tasks of a practice.
    """
    width, height = size
    left, right = inner_width(width)
    facts, day = seen.facts, seen.day
    found = [
        _calls(seen.telephone, day, left),
        _tasks(seen.telephone, day, actor, right),
        applications(len(facts.open_applications.ids), obstacles, overdue, day, left),
        consulting(facts.consulting, facts.municipalities, day, right),
        services(facts.services, day, left),
        house(
            facts.efa,
            quality,
            facts.municipalities,
            day,
            right,
            knows_people=CONTACTS not in facts.first_steps,
        ),
    ]
    last = [tasks(progress, right if seen.drafts else width - _EDGES)] if progress else []
    if seen.facts.first_steps:
        last = [first_day(seen, right if seen.drafts else width - _EDGES)]
    if seen.drafts:
        lines = tuple(
            draft_line(draft, FORMS[draft.form].singular, day, left if last else width - _EDGES)
            for draft in seen.drafts
            if draft.form in FORMS
        )
        found.append(Panel(f"UNFERTIG ({len(lines)})", lines))
    found += last
    numbered = [
        panel._replace(title=f"{number} {panel.title}") for number, panel in enumerate(found, 1)
    ]
    return tuple(_fitted(numbered, height))


def state_line(seen: Overview, width: int) -> str:
    """Rule sets that run out, unfinished forms, the backup, as much of it as there is room for."""
    parts = [_ending(note, seen.day) for note in _by_end(seen.facts.running_out)]
    if number := len(seen.drafts):
        parts.append(counted(number, "Entwurf", "Entwürfe"))
    parts.append(_backup(seen))
    while len(parts) > 1 and cells(" | ".join(parts)) > width:
        parts.pop()
    return fit(" | ".join(parts), width)


def _backup(seen: Overview) -> str:
    """The last backup that was restored and compared; the command list makes one that is due."""
    if seen.backup is None:
        return "Sicherung: noch keine, F9" if seen.is_embedded else "Sicherung: beim Server"
    due = " fällig ! F9" if seen.backup_is_due else ""
    return f"Sicherung: {seen.backup:%d.%m.%Y %H:%M}{due}"


def _calls(telephone: Telephone, day: date, width: int) -> Panel:
    calls, unnoted = telephone.calls, telephone.unnoted
    number, open_ = len(calls), sum(call.result == CallResult.OPEN for call in calls)
    lines = [call_line(call, width) for call in calls]
    if not calls:
        lines = [hinted("Heute noch kein Anruf.", "a notiert einen.", width)]
    if number >= _MANY:
        sentence = f"Anrufe von heute, {day:%d.%m.%Y}"
        lines.append(
            figure_line(
                number, "Anrufe heute, als Liste", Figure("calls", Kind.CALL, sentence), width
            )
        )
    if older := len(unnoted.ids):
        sentence = f"Anrufe vor dem {day:%d.%m.%Y}, zu denen noch ein Ergebnis fehlt"
        label = "von früher ohne Notiz"
        # Above the calls: it would be forgotten below them.
        lines.insert(0, figure_line(older, label, Figure("unnoted", Kind.CALL, sentence), width))
    title = f"ANRUFE HEUTE ({number})" if calls else "ANRUFE HEUTE"
    if open_:
        title = f"ANRUFE HEUTE ({number}, davon {open_} ohne Notiz)"
    return Panel(title, tuple(lines), inked=((f"{open_} ohne Notiz", Ink.OPEN),))


def _tasks(telephone: Telephone, day: date, actor: str, width: int) -> Panel:
    overdue, today = len(telephone.overdue.ids), len(telephone.due_today.ids)
    lines = [task_line(task, day, actor, width) for task in telephone.tasks]
    if not lines:
        return Panel("WIEDERVORLAGEN", (hinted("Nichts fällig.", "w legt eine an.", width),))
    for number, name, label, sentence in (
        (overdue, "overdue", "überfällige, als Liste", f"fällig vor dem {day:%d.%m.%Y}"),
        (today, "today", "von heute, als Liste", f"fällig am {day:%d.%m.%Y}"),
    ):
        if number >= _MANY:
            figure = Figure(name, Kind.FOLLOW_UP, f"Wiedervorlagen, {sentence}")
            lines.append(figure_line(number, label, figure, width))
    due = [f"{today} heute"] if today else []
    late = [f"{overdue} ÜBERFÄLLIG"] if overdue else []
    title = f"WIEDERVORLAGEN ({', '.join(due + late)})"
    return Panel(title, tuple(lines), inked=tuple((each, Ink.BAD) for each in late))


def _by_end(notes: Sequence[RuleNote]) -> list[Sequence[RuleNote]]:
    """Rule sets that end on the same day together, the earliest first."""
    days = sorted({note.valid_to or note.valid_from for note in notes})
    return [[each for each in notes if (each.valid_to or each.valid_from) == day] for day in days]


def _ending(notes: Sequence[RuleNote], day: date) -> str:
    note = notes[0]
    if note.valid_to is None:
        return f"Regelwerk {note.name} gilt erst ab {note.valid_from:%d.%m.%Y} !"
    which = noun(len(notes), f"Regelwerk {note.name}", f"{len(notes)} Regelwerke")
    if note.valid_to < day:
        return f"{which} seit {note.valid_to:%d.%m.%Y} abgelaufen !"
    return f"{which} {noun(len(notes), 'läuft', 'laufen')} am {note.valid_to:%d.%m.%Y} ab !"


def _fitted(panels: Sequence[Panel], height: int) -> list[Panel]:
    """The panels with as many lines as the height allows; the cursor brings the others."""
    rows = [list(panels[first : first + 2]) for first in range(0, len(panels), 2)]
    wanted = [max(len(panel.lines) for panel in row) for row in rows]
    surplus = sum(wanted) + _RULE * len(rows) - height
    for row in _FIRST_TO_SHRINK:
        if row < len(rows) and surplus > 0:
            less = min(surplus, max(0, wanted[row] - _LEAST[row]))
            wanted[row] -= less
            surplus -= less
    return [
        panel._replace(rows=lines) for row, lines in zip(rows, wanted, strict=True) for panel in row
    ]
