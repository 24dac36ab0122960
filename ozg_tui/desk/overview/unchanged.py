"""Answers that are kept until somebody saves something, be it a colleague with another program."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, func, select

from db.outline import change
from ozg_tui.desk.core.desk import Desk

T = TypeVar("T")

# A transaction that began earlier may end later: on a server the newest number alone does not tell.
_newest = select(change.c.id).order_by(change.c.id.desc()).limit(200).subquery()
_STAMP = select(func.count(), func.max(_newest.c.id), func.sum(_newest.c.id))

_kept: WeakKeyDictionary[Desk, dict[str, tuple[object, Any]]] = WeakKeyDictionary()


def unchanged(desk: Desk, reader: Connection, name: str, day: date, question: Callable[[], T]) -> T:
    """The answer to a question of that name, asked again after every change and on every day."""
    stamp = day, tuple(reader.execute(_STAMP).one())
    answers = _kept.setdefault(desk, {})
    if name not in answers or answers[name][0] != stamp:
        answers[name] = stamp, question()
    answer: T = answers[name][1]
    return answer
