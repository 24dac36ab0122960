"""Which of a few known texts somebody means who types some words of one."""

from collections.abc import Sequence

from db.fold import fold, words

_TELLING, _STEM = 4, 5
"""Words of fewer letters tell nothing; so many letters tell a word from others."""

_LABEL_COUNTS = 3


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


def nearest(texts: Sequence[tuple[str, str]], typed: str) -> list[int]:
    """The places of the pairs that have some word of a sentence, those with most of them first.

    A word of the label counts more than one of the hint; short words tell nothing.
    """
    wanted = [word for word in words(typed) if len(word) >= _TELLING]
    worth = {}
    for place, (label, hint) in enumerate(texts):
        in_label, in_hint = words(label), words(hint)
        worth[place] = sum(
            _LABEL_COUNTS * _is_among(word, in_label) + _is_among(word, in_hint) for word in wanted
        )
    return sorted((each for each in worth if worth[each]), key=lambda each: -worth[each])


def _is_among(word: str, others: list[str]) -> bool:
    """Whether a word begins like one of the others, so that its ending does not count."""
    return any(other.startswith(word[:_STEM]) and len(other) >= _TELLING for other in others)


def _nearness(label: list[str], wanted: list[str]) -> int:
    """How far a label is from the typed words: begins with them, has them, does not have them."""
    if " ".join(label).startswith(" ".join(wanted)):
        return 0
    if all(any(each.startswith(word) for each in label) for word in wanted):
        return 1
    return 2 if all(any(word in each for each in label) for word in wanted) else 3
