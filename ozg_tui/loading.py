"""Loads many modules in a thread without keeping keys waiting."""

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

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
