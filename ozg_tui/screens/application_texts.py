"""How the way, the reasons and the suppositions of an IKZ application read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ozg_tui.columns import lay_out
from ozg_tui.forms.checks_text import in_full
from ozg_tui.rules.labels import STATIONS
from ozg_tui.rules.money import format_cents
from ozg_tui.screens.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ozg_tui.desk.application_answers import Answer, WhatIf
    from ozg_tui.desk.application_course import Course
    from ozg_tui.rules.ikz_path import Step
    from ozg_tui.rules.ikz_simulation import Outcome

_ROOM = 70
"""The columns of a text in a frame on a window of 80."""

_HEADS = ("Kommunen", "Zuwendung", "je Kommune", "Gewinn", "Beschlüsse offen")


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
            f"Regelstand: {answer.rule_set or 'nicht hinterlegt'}",
        ),
    )


def what_if_text(found: WhatIf) -> str:
    """The table by numbers of Kommunen, which checks flip, then term and costs."""
    lines = ["Nichts davon wird gesichert.", ""]
    lines += lay_out([_row(each, found.present) for each in found.numbers], _ROOM, _HEADS)
    lines += [
        "",
        "Beträge in EUR; Gewinn gegenüber einer Kommune weniger. »ab«: Die Anteile unterscheiden "
        "sich um einen Cent.",
        "",
        "PRÜFUNG MIT ANDERER ZAHL",
        *_flips(found.numbers, found.present),
        "",
        "ANDERE LAUFZEIT, ANDERE KOSTEN",
        *(
            _flips(found.suppositions)
            if found.suppositions
            else ["  Laufzeit und Kosten sind noch nicht eingetragen."]
        ),
    ]
    return "\n".join(lines)


def _step_label(course: Course, step: Step) -> str:
    return f"Berichtigung: {step.label}" if course.is_correction(step) else step.label


def _step_hint(step: Step) -> str:
    if not step.is_possible:
        return f"nicht möglich: {step.reason}"
    return " ".join((step.condition, *(f"Hinweis: {each}" for each in step.hints)))


def _row(outcome: Outcome, present: int) -> tuple[str, ...]:
    number = f"{outcome.partners} (jetzt)" if outcome.partners == present else outcome.partners
    shares = outcome.shares_cents
    least = _euros(min(shares)) if shares else "-"
    return (
        str(number),
        _euros(outcome.standard_cents),
        f"ab {least}" if len(set(shares)) > 1 else least,
        _signed(outcome.gain_cents),
        "-" if outcome.resolutions_missing is None else str(outcome.resolutions_missing),
    )


def _flips(outcomes: Sequence[Outcome], present: int | None = None) -> Iterator[str]:
    for each in outcomes:
        if each.partners == present:
            continue
        flips = "; ".join(flip.text for flip in each.flips) or "alles wie jetzt"
        grant = ""
        if present is None and each.difference_cents:
            grant = f"; Zuwendung {_signed(each.difference_cents)} EUR"
        yield f"  {each.label}: {flips}{grant}"


def _euros(cents: int | None) -> str:
    return "-" if cents is None else format_cents(cents).removesuffix(" EUR")


def _signed(cents: int | None) -> str:
    return f"+{_euros(cents)}" if cents and cents > 0 else _euros(cents)
