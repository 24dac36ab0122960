"""How the lines of START are written: a figure comes first, what explains it stands at the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ozg_tui.codes.telephone import CallResult
from ozg_tui.german.counting import number as shown
from ozg_tui.german.labels import ARROWS, TOPICS
from ozg_tui.resources.telephone import CALLS, FOLLOW_UPS
from ozg_tui.rules.call_text import is_withheld
from ozg_tui.screens.kit.subject import Subject
from ozg_tui.screens.start.rows import Figure
from ozg_tui.widgets.boxes import cells, cut, fit, spread
from ozg_tui.widgets.ink import Ink
from ozg_tui.widgets.panel_layout import PanelLine
from ozg_tui.widgets.signs import URGENT

if TYPE_CHECKING:
    from ozg_tui.desk.overview.house import DraftLine
    from ozg_tui.desk.overview.telephone import CallLine, TaskLine

_DIGITS = 3
_LEAST_DETAIL, _LEAST_TEXT = 6, 14
_TOPIC, _RESULT, _PLACE, _OWNER = 10, 7, 12, 8
WIDE = 40
"""In a narrower panel the name of a Kommune is worth more than what a call was about."""

_RESULTS = {
    "open": "Notiz?",
    "done": "erl.",
    "call_back": "Rückruf",
    "forwarded": "weiter",
    "no_concern": "o. Anl.",
}


class Reading(NamedTuple):
    """A text behind a line that has no rows."""

    title: str
    text: str


class ToDo(NamedTuple):
    """The command behind a line that says what is to be done."""

    command: str


class Unfinished(NamedTuple):
    """The draft behind a line."""

    form: str
    record_id: int
    holder: str


def figure_line(number: int, label: str, figure: Figure, width: int, detail: str = "") -> PanelLine:
    """`  5 warten auf Beschlüsse   9 von 31 gefasst`: Enter opens as many rows."""
    text = beside(f"{shown(number):>{_DIGITS}} {label}", detail, width)
    return PanelLine(text, figure, inked=((shown(number), Ink.STRONG if number else Ink.MUTED),))


def beside(text: str, detail: str, width: int) -> str:
    """A text and what explains it at the end of the line: a figure there is whole if it can be.

    Of the text so much stays that it can be read; else the detail is cut.
    """
    if width - cells(detail) - 1 >= _LEAST_TEXT:
        return spread(text, detail, width)
    room = width - cells(text) - 1
    return fit(text, width) if room < _LEAST_DETAIL else spread(text, cut(detail, room), width)


def hinted(text: str, hint: str, width: int) -> PanelLine:
    """A line without a figure, with a hint where it fits as a whole."""
    both = f"{text} {hint}"
    return PanelLine(both if cells(both) <= width else text)


def call_line(call: CallLine, width: int) -> PanelLine:
    """`10:31 <- Ahnatal          Beratung   Notiz?`."""
    head = f"{call.started_at:%H:%M} {ARROWS.get(call.direction, '  ')} "
    tail = f" {fit(_RESULTS.get(call.result, call.result), _RESULT)}"
    if width >= WIDE:
        topic = TOPICS.get(call.topic, call.topic)
        if not topic and not call.place and not is_withheld(call.number):
            topic = "zuordnen"
        tail = f" {fit(topic, _TOPIC)}{tail}"
    whom = call.place or call.number or "Nummer unbekannt"
    return PanelLine(
        f"{head}{fit(whom, max(1, width - len(head) - cells(tail)))}{tail}",
        Subject(CALLS, call.id),
        inked=((_RESULTS["open"], Ink.OPEN),) if call.result == CallResult.OPEN else (),
    )


def task_line(task: TaskLine, day: date, actor: str, width: int) -> PanelLine:
    """`!! 19.11. Altdorf      Vereinbarung fehlt`, with the owner where it is somebody else."""
    head = f"{URGENT if task.due_on < day else '  '} {task.due_on:%d.%m.} "
    if task.place:
        head += f"{fit(task.place, _PLACE)} "
    owner = "" if task.owner == actor else cut(task.owner, _OWNER)
    room = max(1, width - cells(head))
    return PanelLine(
        f"{head}{spread(task.text, owner, room)}",
        Subject(FOLLOW_UPS, task.id),
        inked=((URGENT, Ink.BAD),) if task.due_on < day else (),
    )


def draft_line(draft: DraftLine, name: str, day: date, width: int) -> PanelLine:
    """`IKZ-Antrag neu                     10:42`."""
    saved = draft.saved_at
    when = "" if saved.date() == day else f"{saved:%d.%m.} "
    if saved.date() == day - timedelta(days=1):
        when = "gestern "
    new = "" if draft.record_id > 0 else f"neu{', ' if draft.title else ''}"
    what = f"{name} {new}{draft.title}".rstrip()
    return PanelLine(
        spread(what, f"Entwurf von {when}{saved:%H:%M}", width),
        Unfinished(draft.form, draft.record_id, draft.holder),
    )
