"""How often tests try what chance decides: enough to notice in the suite, more when asked for."""

import os

_FACTOR = int(os.environ.get("OZG_TIMES", "1"))


def times(few: int) -> int:
    """So often in the suite, and `OZG_TIMES` times as often where that is set."""
    return few * _FACTOR


TRIES, THREADS = times(60), 20
"""How often people try for the same thing at once in the tests that count who gets it."""
