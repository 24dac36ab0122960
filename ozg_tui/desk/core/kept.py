"""What is read once per desk and kept: the rules and the map change with an update alone."""

from collections.abc import Callable
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from ozg_tui.desk.core.desk import Desk

T = TypeVar("T")

_kept: WeakKeyDictionary[Desk, dict[Callable[[Desk], Any], Any]] = WeakKeyDictionary()


def kept(desk: Desk, question: Callable[[Desk], T]) -> T:
    """The answer to a question, asked once; answers must be values that nobody changes."""
    answers = _kept.setdefault(desk, {})
    if question not in answers:
        answers[question] = question(desk)
    answer: T = answers[question]
    return answer


def forget(desk: Desk) -> None:
    """Ask anew from now on: rule sets or organisations have been changed."""
    _kept.pop(desk, None)
