"""How a command ends: exit codes, and one German sentence for everything that can go wrong."""

import contextlib
import sys
from enum import IntEnum

from ozg_tui.defect import describe
from ozg_tui.text import clean


class Exit(IntEnum):
    """What the exit code tells a script."""

    OK = 0
    DEFECT = 1
    USAGE = 2
    NOT_FOUND = 3
    NOT_FULFILLED = 4
    CONFLICT = 5
    STORE = 6
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class UsageError(Exception):
    """The command cannot be understood, or a file handed over cannot be read."""


def answer(error: BaseException) -> tuple[Exit, str]:
    """The exit code and the sentence for what a command raised."""
    if isinstance(error, KeyboardInterrupt):
        return Exit.INTERRUPTED, "Abgebrochen."
    if isinstance(error, UsageError):
        return Exit.USAGE, str(error)
    from db.errors import ConflictError, FilterError, NotFoundError, RefusedError, StoreError
    from ozg_tui.person import NameRefusedError
    from ozg_tui.rules.errors import InputError

    for kind, code in (
        (NameRefusedError, Exit.USAGE),
        (InputError, Exit.USAGE),
        (FilterError, Exit.USAGE),
        (NotFoundError, Exit.NOT_FOUND),
        (ConflictError, Exit.CONFLICT),
        (RefusedError, Exit.NOT_FULFILLED),
        (StoreError, Exit.STORE),
    ):
        if isinstance(error, kind):
            return code, str(error)
    return (
        Exit.DEFECT,
        f"{describe(error)} Bitte melden Sie ihn mit dem Befehl, den Sie eingegeben haben.",
    )


def complain(sentence: str) -> None:
    """Write the sentence to stderr, cleaned; nobody reading there is no error."""
    with contextlib.suppress(OSError):
        print(clean(sentence), file=sys.stderr, flush=True)
