"""What the rows of a file mean, before anything is written."""

from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, NamedTuple

TAKE = "take"
"""The answer that lets a file overwrite what somebody has entered."""


class Outcome(StrEnum):
    """What a row comes to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    QUESTION = "question"
    FAILED = "failed"


class Fault(NamedTuple):
    """Something in a row that is not right: the text that stood there, and the form's sentence."""

    line: int
    column: str
    text: str
    sentence: str


class Answer(NamedTuple):
    """A possible answer to a question: what is kept when it is given, and how it reads."""

    value: str
    label: str


class Question(NamedTuple):
    """Something that only a person can decide; rows with the same `key` are answered alike."""

    key: str
    line: int
    column: str
    text: str
    sentence: str
    answers: tuple[Answer, ...] = ()


class Difference(NamedTuple):
    """A field that a row changes, as it reads now and would read then."""

    label: str
    now: str
    then: str


class Understood(NamedTuple):
    """A row of a file as the desk understands it.

    `content` is what its kind needs to write it; `record_id` is set where it is there already,
    `part` is that of the row. `also` are further lines of the file that are part of it.
    """

    line: int
    outcome: Outcome
    title: str
    content: Any = None
    record_id: int | None = None
    differences: tuple[Difference, ...] = ()
    questions: tuple[Question, ...] = ()
    faults: tuple[Fault, ...] = ()
    also: tuple[int, ...] = ()
    part: int = 0


def unfinished(
    line: int, title: str, questions: tuple[Question, ...], faults: tuple[Fault, ...]
) -> Understood:
    """A row about which something is wrong or open."""
    outcome = Outcome.FAILED if faults else Outcome.QUESTION
    return Understood(line, outcome, title, questions=questions, faults=faults)


def overwriting(
    key: str,
    line: int,
    title: str,
    differences: Iterable[Difference],
    found: str = "Hier steht anderes, das jemand eingetragen hat",
) -> Question:
    """Whether the file takes the place of what stands there; `TAKE` is the only answer to it."""
    told = "; ".join(
        f"{each.label} »{each.now}«, in der Datei »{each.then}«" for each in differences
    )
    offered = (Answer(TAKE, "aus der Datei nehmen"),)
    return Question(key, line, "", title, f"{found}: {told}.", offered)


def counted(rows: Iterable[Understood]) -> Counter[Outcome]:
    """How many rows came to what."""
    return Counter(row.outcome for row in rows)
