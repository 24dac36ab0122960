"""How the way and the reasons of an IKZ application read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.forms.checks_text import in_full
from ozg_tui.german.labels import STATIONS
from ozg_tui.screens.kit.choice import Choice

if TYPE_CHECKING:
    from ozg_tui.desk.ikz.answers import Answer
    from ozg_tui.desk.ikz.course import Course
    from ozg_tui.rules.ikz.path import Step


def course_text(course: Course, width: int) -> str:
    """The stations with the present one in brackets, then since when and who has to act.

    A line ends between two stations, never within one.
    """
    *names, last = (
        f"[{STATIONS[each].upper()}]" if each is course.station else STATIONS[each]
        for each in course.stations
    )
    lines = [""]
    for name in (*(f"{each} >" for each in names), last):
        if len(lines[-1]) + len(name) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {name}".lstrip()
    since = f"Auf »{STATIONS[course.station]}« {course.since}".rstrip()
    acts = f"Am Zug: {course.actor}." if course.actor else "Niemand muss mehr etwas tun."
    return "\n".join([*lines, f"{since}. {acts}"])


def step_choices(course: Course) -> list[Choice]:
    """The steps to choose from, each with its condition or the reason against it."""
    return [Choice(each, _step_label(course, each), _step_hint(each)) for each in course.steps]


def setback_question(course: Course, step: Step) -> str:
    """Ask whether a step that ends the application or throws it back is meant."""
    here = STATIONS[course.station]
    if course.is_correction(step):
        return f"Den Antrag von »{here}« auf »{step.label}« zurücksetzen?"
    return f"Den Antrag von »{here}« auf »{step.label}« setzen?"


def reasons_text(answer: Answer) -> str:
    """Every check in full, below the id under which the answer can be given again."""
    kept = f"nicht festgehalten: {answer.unkept}" if answer.unkept else "festgehalten"
    return in_full(
        answer.examination,
        (
            f"Kennung der Prüfung: {answer.determination} ({kept})",
            f"Regelwerk: {answer.rule_set or 'nicht hinterlegt'}",
        ),
    )


def _step_label(course: Course, step: Step) -> str:
    return f"Berichtigung: {step.label}" if course.is_correction(step) else step.label


def _step_hint(step: Step) -> str:
    if not step.is_possible:
        return f"nicht möglich: {step.reason}"
    return " ".join((step.condition, *(f"Hinweis: {each}" for each in step.hints)))
