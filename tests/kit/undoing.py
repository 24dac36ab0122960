"""What u and U do, without the question."""

from collections.abc import Callable

from ozg_tui.desk.core.desk import Desk
from ozg_tui.desk.undo.take_back import Done, carry_out, find

Colleague = Callable[[str], Desk]


def undo(desk: Desk, record: str | None = None) -> Done:
    return carry_out(desk, find(desk, record))


def redo(desk: Desk, record: str | None = None) -> Done:
    return carry_out(desk, find(desk, record, again=True))
