"""Calls that came in and that nobody has opened yet.

They stand in the title line, because a call that opened by itself would give the next letter that
somebody types another meaning.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ozg_tui.desk.telephone.callers import Caller

KEY = "ctrl+o"
ANNOUNCED_SECONDS = 300.0
"""Longer than any telephone rings: what nobody has opened by then stands on START as open."""


@dataclass(eq=False)
class Announced:
    """Who calls; `call_id` is there as soon as the store has kept the call."""

    caller: Caller
    call_id: int | None = None


class Announcements:
    """The calls to be opened, the newest at the end."""

    def __init__(self) -> None:
        self._calls: list[Announced] = []

    def add(self, call: Announced) -> None:
        """One more; the same caller again takes the place of the last ring."""
        self._calls = [each for each in self._calls if each.caller.text != call.caller.text]
        self._calls.append(call)

    def take(self) -> Announced | None:
        """The newest, which is opened now."""
        return self._calls.pop() if self._calls else None

    def drop(self, call: Announced) -> None:
        """Nobody has opened it."""
        self._calls = [each for each in self._calls if each is not call]

    def has(self, call_id: int) -> bool:
        """Whether nobody has opened this call yet."""
        return any(each.call_id == call_id for each in self._calls)

    def line(self, key: str) -> str:
        """What the title line says; empty when nobody calls."""
        if not self._calls:
            return ""
        more = len(self._calls) - 1
        others = f" (und {more} weitere)" if more > 1 else " (und 1 weiterer)" if more else ""
        return f"ANRUF{others}, {key} öffnet: {self._calls[-1].caller.sentence}"
