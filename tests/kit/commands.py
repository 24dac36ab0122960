"""What the command line answers, and how it refuses."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple


class Answer(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found


Run = Callable[..., Answer]


def refused(answer: Answer, code: int, *parts: str) -> None:
    """Nothing but one sentence with these parts, and the exit code."""
    assert (answer.code, answer.out) == (code, ""), answer
    assert answer.err.count("\n") == 1
    assert all(part in answer.err for part in parts), answer.err


def assert_quiet(shown: str) -> None:
    """Nothing in it steers a terminal."""
    for char in shown.replace("\n", ""):
        assert char.isprintable() or char in "\u00a0\u200d\u2007\u202f", repr(char)
