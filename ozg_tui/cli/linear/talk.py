"""Asks and says: one line each, in the order in which they are read out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ozg_tui.text import clean

BACK, SAVE, VALUES, NOTHING = ".", "!", "?", "-"
_YES = frozenset({"j", "ja"})


class Back(Exception):
    """Not this, after all: to where the question came from."""


class Ended(Exception):
    """Nobody answers any more."""


class Talk:
    """A conversation. `read` gives the next line, or nothing at the end; `write` shows a text."""

    def __init__(self, read: Callable[[], str], write: Callable[[str], object]) -> None:
        self._read = read
        self._write = write

    def say(self, *sentences: str) -> None:
        """Each sentence on a line of its own; what is stored in it cannot steer the terminal."""
        for each in sentences:
            self._write(f"{clean(each)}\n")

    def ask(self, question: str, held: str = "") -> str:
        """One answer; `held` is what stands there so far. Raises `Back` and `Ended`."""
        so_far = f" ({clean(held)})" if held else ""
        self._write(f"{clean(question)}{so_far}: ")
        line = self._read()
        if not line:
            raise Ended
        answer = clean(line.strip())
        if answer == BACK:
            raise Back
        return answer

    def agree(self, question: str) -> bool:
        """Yes or no; no is what Enter means."""
        return self.ask(f"{question} j oder n").lower() in _YES

    def choose(self, question: str, offered: Sequence[str], *, enter: bool = False) -> int:
        """Which of several, by its number or an unambiguous beginning. Raises as `ask`.

        With `enter` the first is taken when nothing is typed.
        """
        self.say(*(f"{number}: {each}" for number, each in enumerate(offered, 1)))
        while True:
            answer = self.ask(question, "Enter für 1" if enter else "")
            if enter and not answer:
                return 0
            if answer.isdigit() and 1 <= int(answer) <= len(offered):
                return int(answer) - 1
            begun = [n for n, each in enumerate(offered) if each.lower().startswith(answer.lower())]
            if answer and len(begun) == 1:
                return begun[0]
            self.say(f"Bitte eine Zahl von 1 bis {len(offered)}, oder {BACK} für zurück.")
