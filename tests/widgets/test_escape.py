"""Esc is a key of its own, however soon a letter follows it."""

import pytest
from textual.events import Key

from ozg_tui.seams.paste import PasteParser


def keys(*sent: str) -> list[str]:
    """The keys that arrive when a terminal sends these packets one soon after the other."""
    parser = PasteParser()
    return [each.key for data in sent for each in parser.feed(data) if isinstance(each, Key)]


@pytest.mark.parametrize("letter", ["g", "f", "b", "a", "1", "G", "n"])
def test_a_letter_soon_after_it_is_that_letter(letter):
    assert keys(f"\x1b{letter}") == ["escape", letter]
    assert keys("\x1b", letter) == ["escape", letter]
    assert keys(f"x\x1b{letter}i") == ["x", "escape", letter, "i"]


def test_sequences_stay_whole():
    assert keys("\x1b[A") == keys("\x1b", "[A") == ["up"]
    assert keys("\x1bOP") == ["f1"]
    assert keys("\x1b[15~g") == ["f5", "g"]
    assert keys("\x1b\x1b") == ["escape"]


def test_a_paste_is_none_of_this():
    assert keys("\x1b[200~\x1bg\x1b[201~") == []
