"""What is loaded when, in a thread and without keeping keys waiting."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ozg_tui.desk.core.desk import Desk

KEY_PATIENCE_SECONDS = 0.0005

_turn = threading.RLock()


@contextmanager
def loading() -> Iterator[None]:
    """While it lasts: threads change places often, and no collection walks through new modules.

    Afterwards what was loaded counts as permanent, so that later collections leave it alone. One
    thread loads at a time: SQLAlchemy fails when statements are built while its ORM is half there.
    """
    with _turn:
        patience = sys.getswitchinterval()
        sys.setswitchinterval(KEY_PATIENCE_SECONDS)
        gc.disable()
        try:
            yield
        finally:
            gc.freeze()
            gc.enable()
            sys.setswitchinterval(patience)


def load_records(desk: Desk) -> None:
    """Load the desk's subjects, the ORM and the rules, and what they keep at hand."""
    from ozg_tui.desk.core.subjects import SUBJECTS, records_of
    from ozg_tui.desk.core.territory import territory
    from ozg_tui.desk.entry import prepare
    from ozg_tui.desk.place import view
    from ozg_tui.desk.rule_sets.in_force import rule_sets

    assert prepare and view
    for subject in SUBJECTS:
        records_of(subject)
    rule_sets(desk)
    territory(desk)


def load_lists(desk: Desk) -> None:
    """Load what lists and searches need, and have their statements ready."""
    from ozg_tui.desk.search.lists import warm_up

    warm_up(desk)
