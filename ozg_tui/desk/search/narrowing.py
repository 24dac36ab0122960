"""Which of a few known texts somebody means who types some words of one."""

from collections.abc import Sequence

from db.fold import fold, words


def narrowed(texts: Sequence[tuple[str, str]], typed: str) -> list[int]:
    """The places of the pairs of label and hint that have every typed word in one of both.

    What is called so comes before what only has the words in its hint, because Enter takes the
    first.
    """
    wanted = words(typed)
    found = [
        place
        for place, (label, hint) in enumerate(texts)
        if all(word in fold(f"{label} {hint}") for word in wanted)
    ]
    return sorted(found, key=lambda place: _nearness(words(texts[place][0]), wanted))


def _nearness(label: list[str], wanted: list[str]) -> int:
    """How far a label is from the typed words: begins with them, has them, does not have them."""
    if " ".join(label).startswith(" ".join(wanted)):
        return 0
    if all(any(each.startswith(word) for each in label) for word in wanted):
        return 1
    return 2 if all(any(word in each for each in label) for word in wanted) else 3
