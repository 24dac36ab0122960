"""Whether somebody only asks: at a door for questions nothing is changed."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_IS_ASKING: ContextVar[bool] = ContextVar("is_asking", default=False)


@contextmanager
def asking() -> Iterator[None]:
    """Let nothing be changed meanwhile, in this thread or task."""
    token = _IS_ASKING.set(True)
    try:
        yield
    finally:
        _IS_ASKING.reset(token)


def refuse_asking() -> None:
    """Raise `RuntimeError` where somebody who only asks is about to change the store.

    That is a defect of the program: such a change would not be tried again when the store is busy,
    and its answer may be dropped for that of a newer question.
    """
    if _IS_ASKING.get():
        raise RuntimeError("a door for questions was given a job that writes")
